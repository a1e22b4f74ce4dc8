import { expect, test } from "vitest";
import { fullDisk } from "./disk/full.ts";
import { everyStep } from "./disk/steps.ts";

test("whichever step of the disk fails, nothing is acknowledged that is not there, and all of it goes on", async () => {
  const { trials, problems } = await everyStep(11);
  expect(problems).toEqual([]);
  expect(trials).toBeGreaterThan(15);
});

// Only there can the files of a process that runs be limited.
test.runIf(process.platform === "linux")(
  "a node whose disk is full says so to everybody, keeps nothing it has not written, and goes on once there is room",
  async () => {
    const seed = 20_264;
    const result = await fullDisk(3, seed);
    expect(result.problems, `seed ${seed}`).toEqual([]);
    expect(result.answered).toEqual(["503 COMMIT_UNKNOWN"]);
    expect(result.toldAfterMs).toBeLessThan(10_000);
    expect(result.kept).toBeGreaterThan(20);
    expect(result.grownMb).toBeLessThan(400);
  },
);
