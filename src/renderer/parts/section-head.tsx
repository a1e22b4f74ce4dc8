import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./section-head.module.css";

const cx = classNames(styles);

interface SectionHeadProps {
  readonly children: string;
  readonly count?: number;
  readonly actions?: ReactNode;
}

export function SectionHead({ children, count, actions }: SectionHeadProps) {
  return (
    <div className={cx("head")}>
      <h2 className={cx("title")}>
        {children}
        {count === undefined ? null : <span className={cx("count")}>{count}</span>}
      </h2>
      {actions}
    </div>
  );
}
