import { describe, expect, test } from "vitest";
import { type Arrival, type ArrivalPlan, arrivals } from "../../src/demo/arrivals.ts";

const doors = [
  { id: "web", queueId: "billing", sessionBound: false },
  { id: "live", queueId: "web", sessionBound: true },
];
const plan: ArrivalPlan = { seed: 7, perMinute: 5, doors, atOnce: 10 };

function first(count: number, change: Partial<ArrivalPlan> = {}): Arrival[] {
  const coming = arrivals({ ...plan, ...change });
  return Array.from({ length: count }, () => coming.next().value);
}

describe("customers arrive", () => {
  test("in the same way under the same seed, and otherwise under another", () => {
    expect(first(50)).toEqual(first(50));
    expect(first(50)).not.toEqual(first(50, { seed: 8 }));
  });

  test("in order, and some at once", () => {
    const times = first(200).map((arrival) => arrival.atMs);
    expect(times).toEqual([...times].sort((left, right) => left - right));
    expect(times.filter((atMs) => atMs <= 12_000)).toHaveLength(10);
  });

  test("about as often as was asked for, over a whole wave", () => {
    const coming = first(1000, { atOnce: 0 });
    const minutes = (coming.at(-1)?.atMs ?? 0) / 60_000;
    expect(coming.length / minutes).toBeGreaterThan(4.4);
    expect(coming.length / minutes).toBeLessThan(5.6);
  });

  test("at moments of their own, not in step", () => {
    const times = first(500, { atOnce: 0 }).map((arrival) => arrival.atMs);
    const gaps = times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const spread = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
    expect(spread / mean).toBeGreaterThan(0.8);
  });

  test("with a story of the queue they are led to, in the language they speak", () => {
    for (const arrival of first(200)) {
      expect(arrival.story.queue).toBe(arrival.door.queueId);
      expect(arrival.opening).not.toContain("#");
      expect(arrival.name).not.toBe("Customer");
      expect(arrival.email ?? "nobody@example.com").toMatch(/^[a-z.]+@example\.com$/);
    }
  });

  test("under names that do not come twice within a few", () => {
    const names = first(200).filter(({ story }) => story.language === "en");
    const repeats = names.filter(({ name }, index) => names[index - 1]?.name === name);
    expect(repeats.length).toBeLessThan(3);
  });

  test("through every door", () => {
    expect(new Set(first(50).map((arrival) => arrival.door.id))).toEqual(new Set(["web", "live"]));
  });
});
