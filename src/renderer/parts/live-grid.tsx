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
  /** What was searched for: its answer is shown at once, also under the pointer. */
  readonly question?: string;
}

/**
 * The list for work that moves by itself. Our own grid: React Aria's collections take thirty times as long to apply
 * twenty changes to two thousand rows. One tab stop; arrows walk the rows, left and right the controls in one.
 */
export function LiveGrid<Row>(props: LiveGridProps<Row>) {
  const { label, columns, rows, rowKey, rowLabel, selectedKey, onOpen, empty, question } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const list = useHeldRows(rows, rowKey, question);
  const height = useRowHeight();
  const open = (at: number) => {
    const entry = list.shown[at];
    if (entry !== undefined && !entry.isGone) onOpen?.(entry.row);
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
      <UpdatesPill updates={list.updates} onShow={list.release} />
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
            {virtual.getVirtualItems().map(({ index, start }) => {
              const entry = list.shown[index];
              if (entry === undefined) return null;
              return (
                <GridRow
                  key={entry.key}
                  columns={columns}
                  entry={entry}
                  at={index}
                  top={start}
                  label={rowLabel(entry.row)}
                  isActive={focus.activeKey === entry.key}
                  isSelected={selectedKey === undefined ? undefined : selectedKey === entry.key}
                  onFocus={() => focus.enter(entry.key)}
                  onOpen={() => open(index)}
                />
              );
            })}
          </div>
        </div>
        {list.shown.length === 0 ? empty : null}
      </div>
    </div>
  );
}

function UpdatesPill({
  updates,
  onShow,
}: {
  readonly updates: number;
  readonly onShow: () => void;
}) {
  const { say } = useWords();
  if (updates === 0) return null;
  return (
    <div className={cx("pill")}>
      <Button size="small" onPress={onShow}>
        {`${say("grid.updates", { count: updates })} · ${say("grid.showUpdates")}`}
      </Button>
    </div>
  );
}
