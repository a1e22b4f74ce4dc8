import { useRef } from "react";
import { useWords } from "../words/words.ts";
import {
  type ChartPoint,
  type Domain,
  domainOf,
  linePath,
  place,
  pushApart,
  ticks,
} from "./chart-scale.ts";
import { classNames } from "./class-names.ts";
import styles from "./line-chart.module.css";
import { useWidth } from "./use-width.ts";

const cx = classNames(styles);

export interface Series {
  readonly id: string;
  readonly label: string;
  readonly points: readonly ChartPoint[];
  /** Colour and dash together: never colour alone. */
  readonly tone: "accent" | "ink" | "soon" | "critical" | "breached" | "violet";
  readonly dash: "solid" | "dashed" | "dotted" | "long";
}

interface LineChartProps {
  readonly title: string;
  readonly series: readonly Series[];
  /** With its unit: "82 %", "2:05". */
  readonly formatValue: (value: number) => string;
  readonly formatTime: (at: number) => string;
  readonly goal?: number;
  readonly domain?: Domain;
  readonly height?: number;
}

const edge = { top: 10, bottom: 20, left: 44, right: 92 };
const labelGap = 16;

/** Drawn by hand, labelled at the line ends: no legend to hunt through. */
export function LineChart({
  title,
  series,
  formatValue,
  formatTime,
  goal,
  domain,
  height = 160,
}: LineChartProps) {
  const { say } = useWords();
  const frame = useRef<HTMLElement>(null);
  const width = useWidth(frame);
  const points = series.flatMap((one) => one.points);
  const time = domainOf(
    points.map((point) => point.at),
    { from: 0, to: 1 },
  );
  const range =
    domain ??
    domainOf([0, ...points.map((point) => point.value), ...(goal === undefined ? [] : [goal])], {
      from: 0,
      to: 1,
    });
  const plot = {
    width: Math.max(40, width - edge.left - edge.right),
    height: height - edge.top - edge.bottom,
  };
  const x = (at: number) => edge.left + place(at, time, plot.width);
  const y = (value: number) => edge.top + plot.height - place(value, range, plot.height);
  const latest = series.flatMap(({ label, points: all }) => {
    const last = all.at(-1);
    return last === undefined
      ? []
      : [say("chart.latestOf", { series: label, value: formatValue(last.value) })];
  });
  if (goal !== undefined) latest.push(say("chart.goal", { value: formatValue(goal) }));

  return (
    <figure ref={frame} className={cx("chart")}>
      <svg
        className={cx("svg")}
        height={height}
        role="img"
        aria-label={say("chart.summary", { title, latest: latest.join(", ") })}
      >
        {ticks(range).map((value) => (
          <g key={value}>
            <line
              className={cx("grid")}
              x1={edge.left}
              x2={edge.left + plot.width}
              y1={y(value)}
              y2={y(value)}
            />
            <text className={cx("axis")} x={edge.left - 8} y={y(value) + 4} textAnchor="end">
              {formatValue(value)}
            </text>
          </g>
        ))}
        {points.length === 0 ? null : (
          <TimeAxis time={time} x={x} y={height - 4} formatTime={formatTime} />
        )}
        {goal === undefined ? null : (
          <line
            className={cx("goal")}
            x1={edge.left}
            x2={edge.left + plot.width}
            y1={y(goal)}
            y2={y(goal)}
          />
        )}
        {series.map((one) => (
          <path
            key={one.id}
            className={cx("line", one.tone, one.dash)}
            d={linePath(one.points.map((point) => ({ x: x(point.at), y: y(point.value) })))}
          />
        ))}
        <EndLabels
          left={edge.left + plot.width}
          bottom={edge.top + plot.height}
          labels={endLabels(series, goal, y, (value) =>
            say("chart.goal", { value: formatValue(value) }),
          )}
        />
      </svg>
    </figure>
  );
}

interface TimeAxisProps {
  readonly time: Domain;
  readonly x: (at: number) => number;
  readonly y: number;
  readonly formatTime: (at: number) => string;
}

function TimeAxis({ time, x, y, formatTime }: TimeAxisProps) {
  const steps = [0, 0.25, 0.5, 0.75, 1].map((part) => time.from + part * (time.to - time.from));
  return steps.map((at, step) => (
    <text
      key={step}
      className={cx("axis")}
      x={x(at)}
      y={y}
      textAnchor={step === 4 ? "end" : step === 0 ? "start" : "middle"}
    >
      {formatTime(at)}
    </text>
  ));
}

interface EndLabel {
  readonly id: string;
  readonly text: string;
  readonly y: number;
  readonly look: string;
}

function endLabels(
  series: readonly Series[],
  goal: number | undefined,
  y: (value: number) => number,
  goalText: (goal: number) => string,
): readonly EndLabel[] {
  const lines = series.flatMap((one): readonly EndLabel[] => {
    const last = one.points.at(-1);
    return last === undefined
      ? []
      : [{ id: one.id, text: one.label, y: y(last.value), look: one.tone }];
  });
  return goal === undefined
    ? lines
    : [{ id: "goal", text: goalText(goal), y: y(goal), look: "goal" }, ...lines];
}

function EndLabels({
  labels,
  left,
  bottom,
}: {
  readonly labels: readonly EndLabel[];
  readonly left: number;
  readonly bottom: number;
}) {
  const placed = pushApart(
    labels.map((label) => label.y),
    labelGap,
    bottom,
  );
  return labels.map((label, at) => {
    const y = placed[at] ?? label.y;
    return (
      <g key={label.id} className={cx(label.look !== "goal" && label.look)}>
        {Math.abs(y - label.y) < 3 ? null : (
          <line className={cx("leader")} x1={left + 1} y1={label.y} x2={left + 6} y2={y} />
        )}
        <text className={cx(label.look === "goal" ? "goalLabel" : "label")} x={left + 8} y={y + 4}>
          {label.text}
        </text>
      </g>
    );
  });
}
