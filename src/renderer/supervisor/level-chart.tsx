import { useRef } from "react";
import type { Queue } from "../../domain/queue.ts";
import { classNames } from "../parts/class-names.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { LineChart, type Series } from "../parts/line-chart.tsx";
import { SectionHead } from "../parts/section-head.tsx";
import { clockTime, exactClockTime, percent } from "../words/format.ts";
import { useWords } from "../words/words.ts";
import { levelDomain, levelPoints, type Seen } from "./level-history.ts";
import styles from "./live-page.module.css";
import { useHeight } from "./use-height.ts";
import { useLevelHistory } from "./use-level-history.ts";

const cx = classNames(styles);

interface LevelChartProps {
  /** In an order that does not change with their fortunes, so that each keeps its line. */
  readonly queues: readonly Queue[];
  /** A fixed height, with times at the two ends only; otherwise it fills the room it has. */
  readonly smallHeight?: number;
}

/** What this screen has seen of the service level; it says since when and draws nothing it has not seen. */
export function LevelChart({ queues, smallHeight }: LevelChartProps) {
  const { say, language } = useWords();
  const series = seriesOf(queues, useLevelHistory());
  const times = series.flatMap((one) => one.points.map((point) => point.at));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  if (times.length === 0 || first === last)
    return (
      <>
        <SectionHead>{say("live.chart.waiting")}</SectionHead>
        <EmptyState title={say("live.chart.empty")}>{say("live.chart.emptyWords")}</EmptyState>
      </>
    );
  const title = say("live.chart.title", { time: clockTime(first, { language }) });
  return (
    <div className={cx("chart")}>
      <SectionHead>{title}</SectionHead>
      <Lines {...{ title, queues, series, first, last, smallHeight }} />
    </div>
  );
}

interface LinesProps {
  readonly title: string;
  readonly queues: readonly Queue[];
  readonly series: readonly Series[];
  readonly first: number;
  readonly last: number;
  readonly smallHeight: number | undefined;
}

function Lines({ title, queues, series, first, last, smallHeight }: LinesProps) {
  const { language } = useWords();
  const room = useRef<HTMLDivElement>(null);
  const roomHeight = useHeight(room, 160);
  const values = series.flatMap((one) => one.points.map((point) => point.value));
  const goals = new Set(queues.map((queue) => queue.serviceLevel.targetPct / 100));
  const [goal] = goals;
  const time = last - first < 600_000 ? exactClockTime : clockTime;
  const isShown = (at: number) => smallHeight === undefined || at === first || at === last;
  return (
    <div ref={room} className={cx("chartRoom")}>
      <LineChart
        title={title}
        series={series}
        height={smallHeight ?? roomHeight}
        domain={levelDomain([...values, ...goals])}
        formatValue={(value) => percent(value, language)}
        formatTime={(at) => (isShown(at) ? time(at, { language }) : "")}
        {...(goals.size === 1 && goal !== undefined ? { goal } : {})}
      />
    </div>
  );
}

/** Told apart by dash as well; the status colours stay with the queues whose promises break. */
const looks = [
  { tone: "accent", dash: "solid" },
  { tone: "violet", dash: "dashed" },
  { tone: "ink", dash: "dotted" },
  { tone: "accent", dash: "long" },
  { tone: "violet", dash: "dotted" },
  { tone: "ink", dash: "dashed" },
] as const;

function seriesOf(queues: readonly Queue[], history: readonly Seen[]): readonly Series[] {
  return queues.slice(0, looks.length).flatMap((queue, at): Series[] => {
    const look = looks[at];
    const points = levelPoints(history, queue);
    if (look === undefined || points.length === 0) return [];
    return [{ id: queue.id, label: queue.name, points, ...look }];
  });
}
