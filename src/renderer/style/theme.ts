export type Theme = "light" | "dark" | "system";
export type Contrast = "normal" | "more" | "system";
export type Density = "compact" | "comfortable" | "roomy";

export interface Look {
  readonly theme: Theme;
  readonly contrast: Contrast;
  readonly density: Density;
}

/** The whole look hangs on three attributes of the root element; absent means as the system says. */
export function applyLook(look: Look, root: HTMLElement = document.documentElement): void {
  setOrRemove(root, "data-theme", look.theme, "system");
  setOrRemove(root, "data-contrast", look.contrast, "system");
  setOrRemove(root, "data-density", look.density, "comfortable");
}

function setOrRemove(root: HTMLElement, name: string, value: string, usual: string): void {
  if (value === usual) root.removeAttribute(name);
  else root.setAttribute(name, value);
}
