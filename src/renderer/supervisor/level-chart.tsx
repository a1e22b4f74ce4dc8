import type { Queue } from "../../domain/queue.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { LineChart, type Series } from "../parts/line-chart.tsx";
import { SectionHead } from "../parts/section-head.tsx";
import { percent, clockTime, exactClockTime } from "../words/format.ts";
import { useWords } from "../words/words.ts";
import { levelDomain, levelPoints } from "./level-history.ts";
import { useLevelHistory } from "./use-level-history.ts";

/** Told apart by dash as well; the status colours stay with the queues whose promises break. */
const looks = [
  { tone: "accent", dash: "solid" },
  { tone: "violet", dash: "dashed" },
  { tone: "ink", dash: "dotted" },
  { tone: "accent", dash: "long" },
  { tone: "violet", dash: "dotted" },
  { tone: "ink", dash: "dashed" },
] as const;

interface LevelChartProps {
  /** In an order that does not change with their fortunes, so that each keeps its line. */
  readonly queues: readonly Queue[];
  readonly height: number;
}

/** What this screen has seen of the service level; it says since when and draws nothing it has not seen. */
export function LevelChart({ queues, height }: LevelChartProps) {
  const { say, language } = useWords();
  const history = useLevelHistory();
  const series = seriesOf();
  const points = series.flatMap((one) => one.points);
  const first = points.reduce(
    (least, point) => Math.min(least, point.at),
    Number.POSITIVE_INFINITY,
  );
  const last = points.reduce((most, point) => Math.max(most, point.at), 0);
  if (last <= first)
    return (
      <>
        <SectionHead>{say("live.chart.waiting")}</SectionHead>
        <EmptyState title={say("live.chart.empty")}>{say("live.chart.emptyWords")}</EmptyState>
      </>
    );
  const title = say("live.chart.title", { time: clockTime(first, { language }) });
  const goals = new Set(queues.map((queue) => queue.serviceLevel.targetPct / 100));
  const [goal] = goals;
  const time = last - first < 600_000 ? exactClockTime : clockTime;
  return (
    <>
      <SectionHead>{title}</SectionHead>
      <LineChart
        title={title}
        series={series}
        height={height}
        domain={levelDomain([...points.map((point) => point.value), ...goals])}
        formatValue={(value) => percent(value, language)}
        formatTime={(at) => time(at, { language })}
        {...(goals.size === 1 && goal !== undefined ? { goal } : {})}
      />
    </>
  );

  function seriesOf(): readonly Series[] {
    return queues.slice(0, looks.length).flatMap((queue, at): Series[] => {
      const look = looks[at];
      const points = levelPoints(history, queue);
      if (look === undefined || points.length === 0) return [];
      return [{ id: queue.id, label: queue.name, points, ...look }];
    });
  }
}
