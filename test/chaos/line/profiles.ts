import type { Faults } from "../../support/bad-line/faults.ts";

export interface Profile {
  readonly name: string;
  readonly faults: Faults;
}

/** Twenty bad lines. The first six are tried in every `npm test`. */
export const profiles: readonly Profile[] = [
  { name: "loses every tenth frame", faults: { drop: 0.1 } },
  { name: "mixes up the order and sends twice", faults: { reorder: 0.15, duplicate: 0.15 } },
  { name: "breaks in the middle of a frame", faults: { cutMidFrame: 0.05 } },
  { name: "falls silent and tells nobody", faults: { halfOpenAfterMs: 2500 } },
  { name: "one byte a second", faults: { bytesPerSecond: 1 } },
  { name: "replays what it has sent before", faults: { replay: 0.3, drop: 0.02 } },
  { name: "loses half of what comes from the node", faults: { drop: 0.5, only: "DOWN" } },
  { name: "loses half of what goes to the node", faults: { drop: 0.5, only: "UP" } },
  { name: "sends everything twice", faults: { duplicate: 1 } },
  { name: "mixes up every other frame", faults: { reorder: 0.5 } },
  { name: "a second late", faults: { delayMs: [500, 1500] } },
  { name: "up to thirty seconds late", faults: { delayMs: [0, 30_000] } },
  { name: "answers late only", faults: { delayMs: [2000, 8000], only: "DOWN" } },
  { name: "resets after two seconds, always", faults: { resetAfterMs: 2000 } },
  { name: "resets before anything is through", faults: { resetAfterMs: 60 } },
  {
    name: "turns three of four away, breaks the rest",
    faults: { turnAway: 0.75, cutMidFrame: 0.1 },
  },
  { name: "two kilobytes a second", faults: { bytesPerSecond: 2000 } },
  { name: "twenty kilobytes a second, and losses", faults: { bytesPerSecond: 20_000, drop: 0.03 } },
  { name: "silent after a second, again and again", faults: { halfOpenAfterMs: 1000, drop: 0.05 } },
  {
    name: "everything at once",
    faults: {
      drop: 0.05,
      duplicate: 0.1,
      reorder: 0.1,
      replay: 0.1,
      cutMidFrame: 0.01,
      delayMs: [0, 400],
      turnAway: 0.2,
    },
  },
];
