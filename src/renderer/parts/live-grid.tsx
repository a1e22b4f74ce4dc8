import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useRef } from "react";
import { useWords } from "../words/words.ts";
import { Button } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { type GridColumn, GridHead, GridRow } from "./grid-row.tsx";
import styles from "./live-grid.module.css";
import { useGridFocus } from "./use-grid-focus.ts";
import { useHeldRows } from "./use-held-rows.ts";
import { useRowHeight } from "./use-row-height.ts";

const cx = classNames(styles);

interface LiveGridProps<Row> {
  readonly label: string;
  readonly columns: readonly GridColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** The row as one sentence, for people who hear it. */
  readonly rowLabel: (row: Row) => string;
  readonly selectedKey?: string | undefined;
  readonly onOpen?: (row: Row) => void;
  readonly empty?: ReactNode;
}

/**
 * The list for work that moves by itself. Our own grid: React Aria's collections take thirty times as long to apply
 * twenty changes to two thousand rows. One tab stop; arrows walk the rows, left and right the controls in one.
 */
export function LiveGrid<Row>({
  label,
  columns,
  rows,
  rowKey,
  rowLabel,
  ...props
}: LiveGridProps<Row>) {
  const { say } = useWords();
  const scroll = useRef<HTMLDivElement>(null);
  const list = useHeldRows(rows, rowKey);
  const height = useRowHeight();
  const open = (at: number) => {
    const entry = list.shown[at];
    if (entry !== undefined && !entry.isGone) props.onOpen?.(entry.row);
  };
  const focus = useGridFocus({
    scroll,
    keys: list.shown,
    height,
    show: (at) => virtual.scrollToIndex(at),
    open,
  });
  const virtual = useVirtualizer({
    count: list.shown.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => height,
    getItemKey: (at) => list.shown[at]?.key ?? at,
    overscan: 6,
    // The row with the tab stop stays in the page wherever it is scrolled, or Tab would miss the grid.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), ...focus.activeRows])].toSorted(
        (a, b) => a - b,
      ),
  });

  return (
    <div className={cx("frame")} onMouseEnter={list.hold} onMouseLeave={list.letGo}>
      {list.updates === 0 ? null : (
        <div className={cx("pill")}>
          <Button size="small" onPress={list.release}>
            {`${say("grid.updates", { count: list.updates })} · ${say("grid.showUpdates")}`}
          </Button>
        </div>
      )}
      <div ref={scroll} className={cx("scroll")}>
        <div
          role="grid"
          aria-label={label}
          aria-rowcount={list.shown.length + 1}
          aria-colcount={columns.length}
          onKeyDown={focus.onKeyDown}
        >
          <GridHead columns={columns} />
          <div
            role={list.shown.length === 0 ? "presentation" : "rowgroup"}
            className={cx("body")}
            style={{ height: virtual.getTotalSize() }}
          >
            {virtual.getVirtualItems().map((item) => {
              const entry = list.shown[item.index];
              if (entry === undefined) return null;
              return (
                <GridRow
                  key={entry.key}
                  columns={columns}
                  entry={entry}
                  at={item.index}
                  top={item.start}
                  label={
                    entry.isGone
                      ? `${rowLabel(entry.row)}, ${say("grid.gone")}`
                      : rowLabel(entry.row)
                  }
                  isActive={focus.activeKey === entry.key}
                  isSelected={
                    props.selectedKey === undefined ? undefined : props.selectedKey === entry.key
                  }
                  onFocus={() => focus.enter(entry.key)}
                  onOpen={() => open(item.index)}
                />
              );
            })}
          </div>
        </div>
        {list.shown.length === 0 ? props.empty : null}
      </div>
    </div>
  );
}
