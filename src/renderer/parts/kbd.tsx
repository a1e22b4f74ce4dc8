import { classNames } from "./class-names.ts";
import styles from "./kbd.module.css";

const cx = classNames(styles);

/** A chord as people read it: "Ctrl ⇧ ⏎". Drawn by the stylesheet and never spoken: it is no part of the control's name. */
export function Kbd({
  keys,
  isOnAccent = false,
}: {
  readonly keys: string;
  readonly isOnAccent?: boolean;
}) {
  return <kbd className={cx("kbd", isOnAccent && "onAccent")} data-keys={keys} aria-hidden />;
}
