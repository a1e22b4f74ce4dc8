/** Time and chance as the chat needs them, handed in so that tests can stand still. */
export interface Timing {
  now(): number;
  /** Runs once, later; the answer calls it off. */
  after(ms: number, run: () => void): () => void;
  /** 0 up to 1. */
  random(): number;
}

export const pageTiming: Timing = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};

const longestPauseMs = 10_000;
const firstPauseMs = 500;

/** Full jitter: after an outage a thousand customers come back over ten seconds, not in one. */
export function pauseMs(attempt: number, random: () => number): number {
  const most = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(attempt, 10));
  return Math.round(100 + random() * most);
}

/** Time first, then chance: unique without asking anyone, and near its neighbours in an index. */
export function newId(timing: Timing): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  const chance = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return timing.now().toString(16).padStart(12, "0") + chance;
}
