import { Bar } from "../parts/bar.tsx";
import { classNames } from "../parts/class-names.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import type { GridColumn } from "../parts/grid-row.tsx";
import { LiveGrid } from "../parts/live-grid.tsx";
import { Elapsed } from "../parts/time-text.tsx";
import { useFormat } from "../parts/use-format.ts";
import { percent } from "../words/format.ts";
import { useWords } from "../words/words.ts";
import { BandDial, urgencyOfBand } from "./band-dial.tsx";
import { type Board, type QueueLine, abandonedShare, averageAnswerMs, shareOf } from "./board.ts";
import styles from "./live-page.module.css";

const cx = classNames(styles);

/** A queue, or all of them: the last line has no queue of its own. */
interface Line extends Omit<QueueLine, "queue"> {
  readonly id: string;
  readonly name: string;
  readonly goal: number | null;
}

interface QueueTableProps {
  readonly board: Board;
  readonly isStale: boolean;
  readonly openId: string | null;
  readonly onOpen: (queueId: string | null) => void;
}

export function QueueTable({ board, isStale, openId, onOpen }: QueueTableProps) {
  const { say } = useWords();
  const { percent } = useFormat();
  const columns = useColumns(isStale);
  const rows = useLines(board);
  const rowLabel = (line: Line) => {
    const share = shareOf(line.level30Min);
    return say("live.queueRow", {
      queue: line.name,
      waiting: line.waiting,
      active: line.active,
      level: share === undefined ? "–" : percent(share),
      free: line.agents?.free ?? "–",
      on: line.agents?.on ?? "–",
    });
  };
  return (
    <div
      className={cx("queues")}
      style={{ height: `calc(34px + var(--row) * ${Math.max(rows.length, 3)})` }}
    >
      <LiveGrid
        label={say("live.queues")}
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        rowLabel={rowLabel}
        selectedKey={openId ?? ""}
        onOpen={(line) => onOpen(line.id === totalId || line.id === openId ? null : line.id)}
        empty={<EmptyState title={say("live.noQueues")}>{say("live.noQueuesWords")}</EmptyState>}
      />
    </div>
  );
}

const totalId = "total";
const keyOf = (line: Line): string => line.id;

function useLines(board: Board): readonly Line[] {
  const { say } = useWords();
  if (board.lines.length === 0) return [];
  const goal = board.goal !== null && board.goal.from === board.goal.to ? board.goal.from : null;
  return [
    ...board.lines.map(({ queue, ...line }) => ({
      ...line,
      id: queue.id,
      name: queue.name,
      goal: queue.serviceLevel.targetPct / 100,
    })),
    { ...board.total, id: totalId, name: say("live.total"), goal },
  ];
}

function useColumns(isStale: boolean): readonly GridColumn<Line>[] {
  const { say, language } = useWords();
  const { duration } = useFormat();
  // Every row is a grid of its own: only tracks that no content widens stand below one another.
  const number = { width: "minmax(44px, 1fr)", align: "end" } as const;
  const orDash = <T,>(value: T | null, words: (value: T) => string) =>
    value === null ? "–" : words(value);
  return [
    {
      id: "queue",
      head: say("live.column.queue"),
      width: "minmax(200px, 3fr)",
      cell: (line) => <QueueName line={line} />,
    },
    {
      id: "level",
      head: say("live.column.level"),
      width: "150px",
      cell: (line) => <Level line={line} />,
    },
    { id: "now", head: say("live.column.now"), ...number, cell: (line) => line.active },
    {
      id: "waiting",
      head: say("live.column.waiting"),
      ...number,
      width: "minmax(52px, 1fr)",
      cell: (line) => line.waiting,
    },
    {
      id: "longest",
      head: say("live.column.longest"),
      ...number,
      width: "minmax(68px, 1fr)",
      cell: (line) => <Longest line={line} isStale={isStale} />,
    },
    {
      id: "asa",
      head: say("live.column.asa"),
      ...number,
      width: "minmax(56px, 1fr)",
      cell: ({ last30Min }) => orDash(averageAnswerMs(last30Min), duration),
    },
    {
      id: "rona",
      head: say("live.column.rona"),
      ...number,
      cell: ({ last30Min }) => last30Min.rona,
    },
    {
      id: "free",
      head: say("live.column.free"),
      ...number,
      width: "minmax(64px, 1fr)",
      cell: ({ agents }) => orDash(agents, ({ free, on }) => `${free}/${on}`),
    },
    {
      id: "abandoned",
      head: say("live.column.abandoned"),
      ...number,
      width: "minmax(82px, 1fr)",
      cell: ({ last30Min }) =>
        orDash(abandonedShare(last30Min), (share) => percent(share, language, 1)),
    },
  ];
}

function QueueName({ line }: { readonly line: Line }) {
  const { say } = useWords();
  if (line.id === totalId)
    return (
      <span className={cx("name", "total")}>
        {line.name}
        {line.agents === null ? null : <span className={cx("quiet")}>{say("live.totalNote")}</span>}
      </span>
    );
  return (
    <span className={cx("name")}>
      <BandDial sla={line.worst} />
      {line.name}
    </span>
  );
}

function Level({ line }: { readonly line: Line }) {
  const { say } = useWords();
  const { percent } = useFormat();
  const share = shareOf(line.level30Min);
  // Queues with different goals have no common one to be held against.
  if (line.goal === null) return share === undefined ? "–" : percent(share);
  return (
    <Bar
      name={say("live.levelOf", { queue: line.name })}
      value={share}
      goal={line.goal}
      width={96}
    />
  );
}

function Longest({ line, isStale }: { readonly line: Line; readonly isStale: boolean }) {
  if (line.longestSince === null) return "–";
  const urgency = line.worst.band === "BREACHED" ? urgencyOfBand.BREACHED : "calm";
  return <Elapsed since={line.longestSince} urgency={urgency} isStale={isStale} />;
}
