import { beforeEach, describe, expect, test } from "vitest";
import { createTicker, type Timer } from "../../src/renderer/parts/ticker.ts";

let now = 0;
let waiting: { readonly work: () => void; readonly at: number; readonly id: number } | undefined;
let made = 0;

const clock = { now: () => now };
const timer: Timer = {
  set: (work, delayMs) => {
    made += 1;
    waiting = { work, at: now + delayMs, id: made };
    return made;
  },
  clear: (id) => {
    if (waiting?.id === id) waiting = undefined;
  },
};

function passTo(at: number): void {
  while (waiting !== undefined && waiting.at <= at) {
    const due = waiting;
    waiting = undefined;
    now = due.at;
    due.work();
  }
  now = at;
}

describe("the shared ticker", () => {
  beforeEach(() => {
    now = 10_400;
    waiting = undefined;
    made = 0;
  });

  test("beats once a second for everybody, on the whole second", () => {
    const ticker = createTicker(clock, timer);
    const seen: number[] = [];
    ticker.subscribe(() => seen.push(ticker.second()));
    ticker.subscribe(() => seen.push(-ticker.second()));
    passTo(13_100);
    expect(seen).toEqual([11_000, -11_000, 12_000, -12_000, 13_000, -13_000]);
    expect(made).toBe(4);
  });

  test("keeps the second it gave out until the next beat, so that rows agree", () => {
    const ticker = createTicker(clock, timer);
    ticker.subscribe(() => {});
    now = 10_999;
    expect(ticker.second()).toBe(10_000);
  });

  test("stands still while nobody listens, and is right again at once", () => {
    const ticker = createTicker(clock, timer);
    const leave = ticker.subscribe(() => {});
    leave();
    expect(waiting).toBeUndefined();
    now = 99_500;
    expect(ticker.second()).toBe(99_000);
  });

  test("follows the node's clock when the offset changes", () => {
    let offset = 0;
    const ticker = createTicker({ now: () => now + offset }, timer);
    const seen: number[] = [];
    ticker.subscribe(() => seen.push(ticker.second()));
    passTo(11_500);
    offset = -3_200;
    passTo(13_500);
    expect(seen).toEqual([11_000, 8_000, 9_000, 10_000]);
  });
});
