import type { ReactNode } from "react";
import { useWords } from "../words/words.ts";
import { classNames } from "./class-names.ts";
import type { HeldRow } from "./held-rows.ts";
import styles from "./live-grid.module.css";

const cx = classNames(styles);

export interface GridColumn<Row> {
  readonly id: string;
  readonly head: string;
  /** A grid track: "120px", "minmax(160px, 1fr)". */
  readonly width: string;
  /** Numbers and times stand at the end. */
  readonly align?: "start" | "end";
  /** `isActive`: the row holds the tab stop; its controls leave the tab order elsewhere. */
  readonly cell: (row: Row, isActive: boolean) => ReactNode;
}

function tracks<Row>(columns: readonly GridColumn<Row>[]): string {
  return columns.map((column) => column.width).join(" ");
}

export function GridHead<Row>({ columns }: { readonly columns: readonly GridColumn<Row>[] }) {
  return (
    <div role="rowgroup">
      <div
        role="row"
        aria-rowindex={1}
        className={cx("head")}
        style={{ gridTemplateColumns: tracks(columns) }}
      >
        {columns.map((column) => (
          <div
            key={column.id}
            role="columnheader"
            className={cx("cell", column.align === "end" && "end")}
          >
            {column.head}
          </div>
        ))}
      </div>
    </div>
  );
}

interface GridRowProps<Row> {
  readonly columns: readonly GridColumn<Row>[];
  readonly entry: HeldRow<Row>;
  readonly at: number;
  readonly top: number;
  readonly label: string;
  readonly isActive: boolean;
  /** undefined where the grid has no selection at all. */
  readonly isSelected: boolean | undefined;
  readonly onFocus: () => void;
  readonly onOpen: () => void;
}

export function GridRow<Row>({
  columns,
  entry,
  at,
  top,
  label,
  isActive,
  isSelected,
  onFocus,
  onOpen,
}: GridRowProps<Row>) {
  const { say } = useWords();
  return (
    <div
      role="row"
      aria-rowindex={at + 2}
      aria-label={entry.isGone ? `${label}, ${say("grid.gone")}` : label}
      aria-selected={isSelected}
      tabIndex={isActive ? 0 : -1}
      data-key={entry.key}
      className={cx("row", entry.isGone && "gone")}
      style={{ transform: `translateY(${top}px)`, gridTemplateColumns: tracks(columns) }}
      onFocus={onFocus}
      onClick={(event) => {
        if (!isControl(event.target)) onOpen();
      }}
    >
      {columns.map((column) => (
        <div
          key={column.id}
          role="gridcell"
          className={cx("cell", column.align === "end" && "end")}
        >
          {/* Not the cell itself: a row without cells is none for those who hear it. */}
          <span className={cx("inert")} inert={entry.isGone}>
            {column.cell(entry.row, isActive)}
          </span>
        </div>
      ))}
    </div>
  );
}

/** A click on a button in the row is the button's own. */
function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest("button, a, input") !== null;
}
