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
export function LineChart(props: LineChartProps) {
  const { title, series, formatValue, goal, height = 160 } = props;
  const { say } = useWords();
  const frame = useRef<HTMLElement>(null);
  const plot = plotOf(props, useWidth(frame), height);
  const goalText = goal === undefined ? undefined : say("chart.goal", { value: formatValue(goal) });
  const latest = series.flatMap(({ label, points }) => {
    const last = points.at(-1);
    return last === undefined
      ? []
      : [say("chart.latestOf", { series: label, value: formatValue(last.value) })];
  });
  const spoken = [...latest, goalText].filter((text) => text !== undefined).join(", ");
  return (
    <figure ref={frame} className={cx("chart")}>
      <svg
        className={cx("svg")}
        height={height}
        role="img"
        aria-label={say("chart.summary", { title, latest: spoken })}
      >
        <Levels plot={plot} formatValue={formatValue} />
        <TimeAxis plot={plot} y={height - 4} formatTime={props.formatTime} />
        {goal === undefined ? null : <Level look="goal" plot={plot} y={plot.y(goal)} />}
        {series.map(({ id, tone, dash, points }) => (
          <path
            key={id}
            className={cx("line", tone, dash)}
            d={linePath(points.map(({ at, value }) => ({ x: plot.x(at), y: plot.y(value) })))}
          />
        ))}
        <EndLabels plot={plot} labels={endLabels(props, plot, goalText)} />
      </svg>
    </figure>
  );
}

interface Plot {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly time: Domain;
  readonly range: Domain;
  readonly x: (at: number) => number;
  readonly y: (value: number) => number;
}

function plotOf({ series, goal, domain }: LineChartProps, width: number, height: number): Plot {
  const points = series.flatMap((one) => one.points);
  const values = points.map((point) => point.value);
  const fallback = { from: 0, to: 1 };
  const time = domainOf(
    points.map((point) => point.at),
    fallback,
  );
  const range = domain ?? domainOf([0, ...values, ...(goal === undefined ? [] : [goal])], fallback);
  const right = Math.max(edge.left + 40, width - edge.right);
  const bottom = height - edge.bottom;
  return {
    left: edge.left,
    right,
    bottom,
    time,
    range,
    x: (at) => edge.left + place(at, time, right - edge.left),
    y: (value) => bottom - place(value, range, bottom - edge.top),
  };
}

interface LevelProps {
  readonly look: "grid" | "goal";
  readonly plot: Plot;
  readonly y: number;
}

function Level({ look, plot, y }: LevelProps) {
  return <line className={cx(look)} x1={plot.left} x2={plot.right} y1={y} y2={y} />;
}

type Format = (value: number) => string;

function Levels({ plot, formatValue }: { readonly plot: Plot; readonly formatValue: Format }) {
  return ticks(plot.range).map((value) => (
    <g key={value}>
      <Level look="grid" plot={plot} y={plot.y(value)} />
      <text className={cx("axis")} x={plot.left - 8} y={plot.y(value) + 4} textAnchor="end">
        {formatValue(value)}
      </text>
    </g>
  ));
}

interface TimeAxisProps {
  readonly plot: Plot;
  readonly y: number;
  readonly formatTime: Format;
}

const axisSteps = [
  { part: 0, anchor: "start" },
  { part: 0.25, anchor: "middle" },
  { part: 0.5, anchor: "middle" },
  { part: 0.75, anchor: "middle" },
  { part: 1, anchor: "end" },
] as const;

function TimeAxis({ plot, y, formatTime }: TimeAxisProps) {
  const { from, to } = plot.time;
  if (to - from <= 1) return null;
  return axisSteps.map(({ part, anchor }) => {
    const at = from + part * (to - from);
    return (
      <text key={part} className={cx("axis")} x={plot.x(at)} y={y} textAnchor={anchor}>
        {formatTime(at)}
      </text>
    );
  });
}

interface EndLabel {
  readonly id: string;
  readonly text: string;
  readonly y: number;
  readonly look: string;
}

function endLabels(
  { series, goal }: LineChartProps,
  plot: Plot,
  goalText: string | undefined,
): readonly EndLabel[] {
  const lines = series.flatMap(({ id, label, tone, points }): readonly EndLabel[] => {
    const last = points.at(-1);
    return last === undefined ? [] : [{ id, text: label, y: plot.y(last.value), look: tone }];
  });
  if (goal === undefined || goalText === undefined) return lines;
  return [{ id: "goal", text: goalText, y: plot.y(goal), look: "goal" }, ...lines];
}

interface EndLabelsProps {
  readonly plot: Plot;
  readonly labels: readonly EndLabel[];
}

function EndLabels({ plot, labels }: EndLabelsProps) {
  const placed = pushApart(
    labels.map((label) => label.y),
    labelGap,
    plot.bottom,
  );
  return labels.map((label, at) => {
    const y = placed[at] ?? label.y;
    const isPushed = Math.abs(y - label.y) >= 3;
    return (
      <g key={label.id} className={cx(label.look !== "goal" && label.look)}>
        {isPushed ? (
          <line
            className={cx("leader")}
            x1={plot.right + 1}
            y1={label.y}
            x2={plot.right + 6}
            y2={y}
          />
        ) : null}
        <text
          className={cx(label.look === "goal" ? "goalLabel" : "label")}
          x={plot.right + 8}
          y={y + 4}
        >
          {label.text}
        </text>
      </g>
    );
  });
}
