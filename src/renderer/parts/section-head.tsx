import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./section-head.module.css";

const cx = classNames(styles);

interface SectionHeadProps {
  readonly children: string;
  readonly count?: number;
  readonly actions?: ReactNode;
  /** Said below the title, as how old it is. */
  readonly note?: ReactNode;
}

export function SectionHead({ children, count, actions, note }: SectionHeadProps) {
  return (
    <div className={cx("head")}>
      <div>
        <h2 className={cx("title")}>
          {children}
          {count === undefined ? null : <span className={cx("count")}>{count}</span>}
        </h2>
        {note}
      </div>
      {actions === undefined ? null : <div className={cx("actions")}>{actions}</div>}
    </div>
  );
}
