import type { Clock } from "./clock.tsx";

/**
 * One timer for every visible time on the screen: a timer per row costs three times as much, and rows would flip
 * at different moments. It beats on the whole seconds of the clock, stands still while nobody listens, and hands
 * out the second itself, so that late timers never make a countdown skip or repeat.
 */
export interface Ticker {
  readonly subscribe: (beat: () => void) => () => void;
  readonly second: () => number;
}

export interface Timer {
  set(work: () => void, delayMs: number): number;
  clear(timer: number): void;
}

const windowTimer: Timer = {
  set: (work, delayMs) => window.setTimeout(work, delayMs),
  clear: (timer) => window.clearTimeout(timer),
};

/** Timers may fire a little early; aiming past the boundary keeps the beat in its own second. */
const marginMs = 8;

export function createTicker(clock: Clock, timer: Timer = windowTimer): Ticker {
  const beats = new Set<() => void>();
  let second = floor(clock.now());
  let waiting: number | undefined;

  const wait = () => {
    const now = clock.now();
    waiting = timer.set(beat, 1_000 - (now - floor(now)) + marginMs);
  };
  const beat = () => {
    second = floor(clock.now());
    for (const listener of beats) listener();
    if (beats.size > 0) wait();
    else waiting = undefined;
  };

  return {
    subscribe(listener) {
      beats.add(listener);
      if (waiting === undefined) wait();
      return () => {
        beats.delete(listener);
        if (beats.size > 0 || waiting === undefined) return;
        timer.clear(waiting);
        waiting = undefined;
      };
    },
    second() {
      if (waiting === undefined) second = floor(clock.now());
      return second;
    },
  };
}

function floor(at: number): number {
  return Math.floor(at / 1_000) * 1_000;
}

const tickers = new WeakMap<Clock, Ticker>();

export function tickerOf(clock: Clock): Ticker {
  const known = tickers.get(clock);
  if (known !== undefined) return known;
  const made = createTicker(clock);
  tickers.set(clock, made);
  return made;
}
