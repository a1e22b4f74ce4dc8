import type { ReactNode } from "react";
import styles from "./chip.module.css";
import { classNames } from "./class-names.ts";

const cx = classNames(styles);

interface ChipProps {
  readonly children: ReactNode;
  readonly icon?: ReactNode;
  readonly look?: "outline" | "soft" | "pending";
}

export function Chip({ children, icon, look = "outline" }: ChipProps) {
  return (
    <span className={cx("chip", look)}>
      {icon}
      {children}
    </span>
  );
}

/** The hollow dot: done here, not confirmed by the node yet. It goes without a word once it is. */
export function PendingDot({ label }: { readonly label: string }) {
  return <span className={cx("dot")} role="img" aria-label={label} title={label} />;
}
