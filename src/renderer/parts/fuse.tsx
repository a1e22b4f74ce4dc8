import { useLayoutEffect, useRef } from "react";
import { classNames } from "./class-names.ts";
import { useClock } from "./clock.tsx";
import { fusePhase, fuseTiming } from "./fuse-timing.ts";
import styles from "./fuse.module.css";
import { useReducedMotion } from "./use-reduced-motion.ts";
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
