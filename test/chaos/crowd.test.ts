import { expect, test } from "vitest";
import { crowd } from "./crowd/crowd.ts";
import { reportsBesideHeartbeat } from "./crowd/reports.ts";

test("sixty desks come back at once; those that stop reading and those that send nonsense harm nobody else", async () => {
  const result = await crowd({ desks: 60, slow: 6, messages: 40 });
  expect(result.problems).toEqual([]);
  expect([result.slowTold, result.ended]).toEqual([result.slow, result.nonsense]);
  expect(result.slowMb).toBeLessThan(100);
});

test("reports over all that ever was delay no heartbeat", async () => {
  const { besideMs, reports } = await reportsBesideHeartbeat(4000, 8);
  expect(reports).toBe(8);
  // Fifty milliseconds where nothing else runs; `npm run stress` prints them.
  expect(besideMs.max).toBeLessThan(1000);
});
