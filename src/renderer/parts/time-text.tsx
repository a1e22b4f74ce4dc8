import { classNames } from "./class-names.ts";
import styles from "./time-text.module.css";
import type { Urgency } from "./urgency.ts";
import { useFormat } from "./use-format.ts";
import { useTick } from "./use-tick.ts";

const cx = classNames(styles);

interface TimeLook {
  readonly urgency?: Urgency;
  /** The node has been out of reach: the number is the last one known. */
  readonly isStale?: boolean;
}

/** Time left until `until`; runs on below zero. */
export function Countdown({ until, ...look }: TimeLook & { readonly until: number }) {
  const { duration } = useFormat();
  return <TimeText text={useTick((now) => duration(until - now))} {...look} />;
}

/** Time passed since `since`. */
export function Elapsed({ since, ...look }: TimeLook & { readonly since: number }) {
  const { duration } = useFormat();
  return <TimeText text={useTick((now) => duration(Math.max(0, now - since)))} {...look} />;
}

function TimeText({
  text,
  urgency = "calm",
  isStale = false,
}: TimeLook & { readonly text: string }) {
  return <span className={cx("time", urgency, isStale && "stale")}>{text}</span>;
}
