import type { Say } from "../words/words.ts";
import { useWords } from "../words/words.ts";
import { classNames } from "./class-names.ts";
import { type DialShape, type DialState, dialShape } from "./dial-shape.ts";
import styles from "./dial.module.css";
import { urgencyOf } from "./urgency.ts";
import { useFormat } from "./use-format.ts";

const cx = classNames(styles);

interface DialProps {
  readonly dial: DialState;
  /** Said in place of the usual sentence; null when the text beside it says it already. */
  readonly label?: string | null;
  readonly size?: number;
}

export function Dial({ dial, label, size = 14 }: DialProps) {
  const { say } = useWords();
  const format = useFormat();
  const spoken = label === undefined ? sentence(dial, say, format.percent) : label;
  const role = spoken === null ? { "aria-hidden": true } : { role: "img", "aria-label": spoken };
  return (
    <svg
      className={cx("dial", tone(dial))}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      {...role}
    >
      {drawing(dialShape(dial))}
    </svg>
  );
}

function tone(dial: DialState): string {
  if (dial.state === "running") return urgencyOf(dial.fraction);
  return dial.state === "met" ? "met" : "calm";
}

function sentence(dial: DialState, say: Say, percent: (fraction: number) => string): string {
  if (dial.state !== "running") return say(`dial.${dial.state}`);
  const urgency = urgencyOf(dial.fraction);
  if (urgency === "breached") return say("dial.breached");
  return say(urgency === "calm" ? "dial.onTrack" : `dial.${urgency}`, {
    used: percent(dial.fraction),
  });
}

const ring = <circle cx="8" cy="8" r="6.6" fill="none" stroke="currentColor" strokeWidth="1.6" />;

function drawing(shape: DialShape) {
  switch (shape) {
    case "empty":
      return ring;
    case "quarter":
      return (
        <>
          {ring}
          <path d="M8 8V1.4A6.6 6.6 0 0 1 14.6 8Z" fill="currentColor" />
        </>
      );
    case "half":
      return (
        <>
          {ring}
          <path d="M8 1.4a6.6 6.6 0 0 1 0 13.2Z" fill="currentColor" />
        </>
      );
    case "most":
      return (
        <>
          {ring}
          <path d="M8 8 8 1.4A6.6 6.6 0 1 1 3.33 3.33Z" fill="currentColor" />
        </>
      );
    case "square":
      return <rect x="1.5" y="1.5" width="13" height="13" rx="1.5" fill="currentColor" />;
    case "tick":
      return (
        <path d="m2.2 8.6 3.9 4L13.8 3.6" fill="none" stroke="currentColor" strokeWidth="2.4" />
      );
    case "bars":
      return <path d="M4.2 2h2.6v12H4.2zM9.2 2h2.6v12H9.2z" fill="currentColor" />;
  }
}
