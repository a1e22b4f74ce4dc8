import { useLayoutEffect, useRef, useSyncExternalStore } from "react";
import { classNames } from "./class-names.ts";
import { useClock } from "./clock.tsx";
import styles from "./fuse.module.css";
import { useTick } from "./use-tick.ts";

const cx = classNames(styles);

interface FuseProps {
  readonly startedAt: number;
  readonly endsAt: number;
  /** False for wrap-up and rows, where only the length tells. */
  readonly isColoured?: boolean;
}

/**
 * The one picture of time running out. Decorative: a number always stands near it.
 * Animated through the Web Animations API: the page's policy allows no inline style, and a transform costs the least.
 */
export function Fuse({ startedAt, endsAt, isColoured = true }: FuseProps) {
  const clock = useClock();
  const isStill = useReducedMotion();
  const phase = useTick((now) => fusePhase(startedAt, endsAt, now));
  const bar = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const burning = bar.current?.animate([{ transform: "scaleX(1)" }, { transform: "scaleX(0)" }], {
      ...fuseTiming(startedAt, endsAt, clock.now()),
      easing: isStill ? "steps(20)" : "linear",
      fill: "both",
    });
    return () => burning?.cancel();
  }, [clock, startedAt, endsAt, isStill]);

  return (
    <div className={cx("fuse", isColoured && phase)} aria-hidden>
      <div ref={bar} className={cx("burning")} />
    </div>
  );
}

type FusePhase = "whole" | "half" | "last" | "out";

/** Where a bar that burns from startedAt to endsAt stands: a negative delay starts it in the middle. */
export function fuseTiming(
  startedAt: number,
  endsAt: number,
  now: number,
): { duration: number; delay: number } {
  return { duration: Math.max(1, endsAt - startedAt), delay: startedAt - now };
}

/** The colour changes at half and for the last five seconds, and never back. */
export function fusePhase(startedAt: number, endsAt: number, now: number): FusePhase {
  if (now >= endsAt) return "out";
  if (endsAt - now <= 5_000) return "last";
  return now - startedAt >= (endsAt - startedAt) / 2 ? "half" : "whole";
}

const query = "(prefers-reduced-motion: reduce)";

function useReducedMotion(): boolean {
  return useSyncExternalStore(onChange, () => window.matchMedia(query).matches);
}

function onChange(changed: () => void): () => void {
  const media = window.matchMedia(query);
  media.addEventListener("change", changed);
  return () => media.removeEventListener("change", changed);
}
