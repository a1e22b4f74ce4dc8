import { classNames } from "./class-names.ts";
import styles from "./kbd.module.css";

const cx = classNames(styles);

/** A chord as people read it: "Ctrl ⇧ ⏎". Never spoken: the control names its key through aria-keyshortcuts. */
export function Kbd({
  keys,
  isOnAccent = false,
}: {
  readonly keys: string;
  readonly isOnAccent?: boolean;
}) {
  return (
    <kbd className={cx("kbd", isOnAccent && "onAccent")} aria-hidden>
      {keys}
    </kbd>
  );
}
