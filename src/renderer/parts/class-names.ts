type Name = string | false | undefined;

/** Binds a CSS module, so that parts say `cx("row", isSelected && "selected")`. */
export function classNames(styles: Readonly<Record<string, string>>): (...names: Name[]) => string {
  return (...names) => names.flatMap((name) => (name ? [styles[name] ?? name] : [])).join(" ");
}
