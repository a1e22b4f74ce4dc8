import { uptime } from "node:os";
import type { TimeSource } from "./engine/time.ts";

/** setTimeout waits at most this long; a later wake-up is reached in several steps. */
const LONGEST_WAIT_MS = 2_147_483_647;

/** The machine's own clocks: the one place of the node that asks them. */
export const systemTime: TimeSource = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  uptime: () => uptime() * 1000,
  wakeIn(ms, wake) {
    let timer: NodeJS.Timeout;
    const waitFor = (left: number): void => {
      const step = Math.min(left, LONGEST_WAIT_MS);
      timer = setTimeout(() => (left > step ? waitFor(left - step) : wake()), Math.ceil(step));
    };
    waitFor(Math.max(0, ms));
    return () => clearTimeout(timer);
  },
  endOfTurn: (run) => void setImmediate(run),
};
