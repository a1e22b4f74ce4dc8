import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Hit } from "../../domain/search/hit.ts";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import { channelOf } from "../agent/channel.ts";
import { ChannelGlyph } from "../parts/channel-glyph.tsx";
import { PendingDot } from "../parts/chip.tsx";
import { useClock } from "../parts/clock.tsx";
import { classNames } from "../parts/class-names.ts";
import type { GridColumn } from "../parts/grid-row.tsx";
import { LiveGrid } from "../parts/live-grid.tsx";
import { dayAndTime } from "../words/format.ts";
import { useWords } from "../words/words.ts";
import styles from "./completed.module.css";
import { FoundLine } from "./found-line.tsx";
import { outcomeOf } from "./outcome.ts";
import { OutcomeMark } from "./outcome-mark.tsx";
import { useCompletedBy, useDispositionLabels, useQueues } from "./use-labels.ts";

const cx = classNames(styles);

interface CompletedListProps {
  readonly rows: readonly InteractionRow[];
  readonly pending: ReadonlySet<string>;
  readonly empty: ReactNode;
  readonly question: string;
  readonly hitOf: (row: InteractionRow) => Hit | null;
}

export function CompletedList({ rows, pending, empty, question, hitOf }: CompletedListProps) {
  const { say } = useWords();
  const navigate = useNavigate();
  const words = useRowWords();
  return (
    <LiveGrid
      label={say("completed.title")}
      columns={useColumns(pending, hitOf)}
      rows={rows}
      rowKey={keyOf}
      rowLabel={(row) =>
        say("completed.row", {
          number: row.displayNumber,
          customer: row.customerName,
          queue: words.queue(row),
          resolution: words.resolution(row),
          at: words.at(row),
          by: words.by(row),
        })
      }
      onOpen={(row) => void navigate({ to: "/completed/$id", params: { id: row.id } })}
      empty={empty}
      question={question}
    />
  );
}

const keyOf = (row: InteractionRow): string => row.id;

function useRowWords() {
  const { say, language } = useWords();
  const clock = useClock();
  const queues = useQueues();
  const by = useCompletedBy();
  return {
    queue: (row: InteractionRow) => queues.get(row.queueId)?.name ?? "",
    resolution: (row: InteractionRow) =>
      row.resolution === null ? "" : say(`completed.resolution.${row.resolution}`),
    at: (row: InteractionRow) => dayAndTime(row.completedAt, clock.now(), { language }),
    by,
  };
}

function useColumns(
  pending: ReadonlySet<string>,
  hitOf: CompletedListProps["hitOf"],
): readonly GridColumn<InteractionRow>[] {
  return [...useWhat(pending, hitOf), ...useEnd()];
}

/** Who it was and what about. */
function useWhat(
  pending: ReadonlySet<string>,
  hitOf: CompletedListProps["hitOf"],
): readonly GridColumn<InteractionRow>[] {
  const { say } = useWords();
  const words = useRowWords();
  return [
    {
      id: "number",
      head: say("completed.column.number"),
      width: "52px",
      cell: (row) => (row.displayNumber === 0 ? "–" : `#${row.displayNumber}`),
    },
    {
      id: "customer",
      head: say("completed.column.customer"),
      width: "minmax(110px, 150px)",
      cell: (row) => (
        <span className={cx("customer")}>
          {row.customerName}
          {pending.has(row.id) ? <PendingDot label={say("completedOne.fields.pending")} /> : null}
        </span>
      ),
    },
    {
      id: "type",
      head: say("completed.column.type"),
      width: "40px",
      cell: (row) => <ChannelGlyph channel={channelOf(row)} />,
    },
    {
      id: "queue",
      head: say("completed.column.queue"),
      width: "minmax(60px, 84px)",
      cell: words.queue,
    },
    {
      id: "about",
      head: say("completed.column.about"),
      width: "minmax(140px, 1fr)",
      cell: (row) => {
        const hit = hitOf(row);
        if (hit !== null && !isShown(row, hit)) return <FoundLine hit={hit} />;
        return (
          <span className={cx("quiet")}>{row.subject === "" ? row.lastLine : row.subject}</span>
        );
      },
    },
  ];
}

/** What stands in a column of its own need not be said again. */
function isShown(row: InteractionRow, { message, text }: Hit): boolean {
  return message === null && (text === row.customerName || text === `#${row.displayNumber}`);
}

/** How it ended. */
function useEnd(): readonly GridColumn<InteractionRow>[] {
  const { say } = useWords();
  const labelsOf = useDispositionLabels();
  const words = useRowWords();
  return [
    {
      id: "disposition",
      head: say("completed.column.disposition"),
      width: "minmax(80px, 126px)",
      cell: (row) => labelsOf(row).join(", ") || "–",
    },
    {
      id: "resolution",
      head: say("completed.column.resolution"),
      width: "100px",
      cell: words.resolution,
    },
    { id: "by", head: say("completed.column.by"), width: "minmax(80px, 114px)", cell: words.by },
    {
      id: "pickedUp",
      head: say("completed.column.pickedUp"),
      width: "88px",
      align: "end",
      cell: (row) => <OutcomeMark figure="pickedUp" outcome={outcomeOf(row.answers.pickedUp)} />,
    },
    {
      id: "sla",
      head: say("completed.column.sla"),
      width: "96px",
      align: "end",
      cell: (row) => <OutcomeMark figure="first" outcome={outcomeOf(row.answers.first)} />,
    },
    { id: "at", head: say("completed.column.at"), width: "92px", align: "end", cell: words.at },
  ];
}
