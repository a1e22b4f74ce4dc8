import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./figure.module.css";
import type { Urgency } from "./urgency.ts";

const cx = classNames(styles);

interface FigureProps {
  readonly name: string;
  readonly value: ReactNode;
  readonly glyph?: ReactNode;
  readonly urgency?: Urgency;
  readonly note?: string;
  readonly isWall?: boolean;
}

/** One big number. Uncoloured unless something is wrong; it never rolls. */
export function Figure({
  name,
  value,
  glyph,
  urgency = "calm",
  note,
  isWall = false,
}: FigureProps) {
  return (
    <div className={cx("figure")}>
      <span className={cx("name")}>
        {glyph}
        {name}
      </span>
      <span className={cx("value", urgency !== "calm" && urgency, isWall && "wall")}>{value}</span>
      {note === undefined ? null : <span className={cx("note")}>{note}</span>}
    </div>
  );
}

export function FigureRow({ children }: { readonly children: ReactNode }) {
  return <div className={cx("row")}>{children}</div>;
}
