import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./empty-state.module.css";

const cx = classNames(styles);

/** What is true here, and what to do about it. No pictures. */
export function EmptyState({
  title,
  children,
  actions,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className={cx("empty")}>
      <p className={cx("title")}>{title}</p>
      {children === undefined ? null : <p className={cx("words")}>{children}</p>}
      {actions === undefined ? null : <div className={cx("actions")}>{actions}</div>}
    </div>
  );
}
