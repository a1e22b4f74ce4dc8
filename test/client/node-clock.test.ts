import { expect, test } from "vitest";
import { NodeClock } from "../../src/client/node-clock.ts";

/** A machine whose two clocks the test moves. */
function machine() {
  const time = { mono: 1000, wall: 500_000 };
  const clock = new NodeClock({ monotonic: () => time.mono, wall: () => time.wall });
  const pass = (ms: number) => {
    time.mono += ms;
    time.wall += ms;
  };
  /** A ping over a line of these delays to a node that is `ahead` of the machine. */
  const ping = (there: number, back: number, ahead: number) => {
    const sentAt = time.mono;
    pass(there);
    const nodeNow = time.wall + ahead;
    pass(back);
    clock.measure(sentAt, nodeNow);
  };
  return { time, clock, pass, ping };
}

test("until the node is heard of, its time is the machine's", () => {
  const { clock, time } = machine();
  expect([clock.now(), clock.known, clock.offsetMs]).toEqual([time.wall, false, 0]);
});

test("the sample with the least round trip counts", () => {
  const { clock, ping } = machine();
  ping(5, 300, 60_000);
  ping(10, 10, 60_000);
  ping(200, 4, 60_000);
  expect(clock.known).toBe(true);
  expect(clock.offsetMs).toBe(60_000);
  expect(clock.roundTripMs).toBe(204);
});

test("only the last eight samples count", () => {
  const { clock, ping } = machine();
  ping(1, 1, 1000);
  for (let i = 0; i < 8; i += 1) ping(20, 20, 2000);
  expect(clock.offsetMs).toBe(2000);
});

test("a jump of the wall clock moves no countdown and asks for a new measure", () => {
  const { clock, ping, time, pass } = machine();
  ping(1, 1, 1000);
  pass(5000);
  expect(clock.stepped()).toBe(false);
  const before = clock.now();
  time.wall += 3_600_000;
  expect(clock.now()).toBe(before);
  expect(clock.stepped()).toBe(true);
  expect(clock.known).toBe(false);
  expect(clock.stepped()).toBe(false);
  ping(1, 1, 1000 - 3_600_000);
  expect([clock.known, clock.now()]).toEqual([true, before + 2]);
});

test("small drift is no step", () => {
  const { clock, ping, time } = machine();
  ping(1, 1, 0);
  time.wall += 250;
  expect(clock.stepped()).toBe(false);
  time.wall += 1;
  expect(clock.stepped()).toBe(true);
});
