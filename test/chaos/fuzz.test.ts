import { expect, test } from "vitest";
import { fuzz } from "./fuzz/fuzz.ts";

/** What is slower than this beside strangers is no matter of the machine any more. */
const FLOOR_MS = 1000;

test("whatever strangers, visitors, connectors and agents send, the node lives and an honest customer is served (F48)", async () => {
  const seed = Date.now() % 1_000_000;
  const result = await fuzz({
    seed,
    frames: Number.POSITIVE_INFINITY,
    untilMs: 16_000,
    quietMs: 4000,
    lanes: 4,
    people: 80,
  });
  const { frames, requests, quietMs, besideMs } = result;
  process.stdout.write(`fuzzed ${frames} frames, ${requests} of them over HTTP, seed ${seed}\n`);
  expect({ ...result, seed }).toMatchObject({ seed, isAlive: true, unanswered: 0, faults: [] });
  expect(frames).toBeGreaterThan(2000);
  expect(requests).toBeGreaterThan(100);
  expect(besideMs.p99).toBeLessThanOrEqual(Math.max(FLOOR_MS, 2 * quietMs.p99));
});
