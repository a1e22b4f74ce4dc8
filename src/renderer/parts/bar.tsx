import { useWords } from "../words/words.ts";
import styles from "./bar.module.css";
import { classNames } from "./class-names.ts";
import { useFormat } from "./use-format.ts";

const cx = classNames(styles);

interface BarProps {
  readonly name: string;
  /** 0 to 1; undefined while nothing was counted yet. */
  readonly value: number | undefined;
  readonly goal: number;
  readonly width?: number;
}

/** How far below its goal a service level may fall before it is crimson and no longer amber. */
const tolerance = 0.1;

/** A service level against its goal, plain ink while it holds. */
export function Bar({ name, value, goal, width = 110 }: BarProps) {
  const { say } = useWords();
  const format = useFormat();
  if (value === undefined) return <span className={cx("value")}>–</span>;
  const label = `${name}: ${say("bar", { value: format.percent(value), goal: format.percent(goal) })}`;
  return (
    <span className={cx("bar", tone(value, goal))}>
      <svg width={width} height="12" role="img" aria-label={label}>
        <rect className={cx("track")} y="3" width={width} height="6" />
        <rect
          className={cx("fill")}
          y="3"
          width={Math.round(Math.min(1, value) * width)}
          height="6"
        />
        <rect className={cx("goal")} x={Math.round(goal * width)} width="1" height="12" />
      </svg>
      <span className={cx("value")} aria-hidden>
        {format.percent(value)}
      </span>
    </span>
  );
}

function tone(value: number, goal: number): string {
  if (value >= goal) return "calm";
  return value >= goal - tolerance ? "soon" : "breached";
}
