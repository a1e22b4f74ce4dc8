import { afterEach, beforeEach, expect, test } from "vitest";
import { ReplicaWriter } from "../../src/sync/replica-writer.ts";
import { type Stores, openStores } from "../../src/sync/stores.ts";
import { eventually, memoryStorage } from "./desk-harness.ts";
import { interactionRow, me } from "./rows.ts";

let stores: Stores;
let opened = 0;
const told: string[] = [];

beforeEach(async () => {
  opened += 1;
  told.length = 0;
  stores = await openStores({ nodeId: `w${opened}`, nodeName: "", me }, memoryStorage());
});
afterEach(() => stores.remove());

const row = (seq: number) => ({ ...interactionRow("i1"), number: 1, seq, feed: "f" });
const onDisk = async () =>
  (await stores.replica.INTERACTION.findOne("i1").exec())?.get("seq") as unknown;

function writer(save: (seq: number) => Promise<void>, isSeen = true): ReplicaWriter {
  return new ReplicaWriter({
    stores,
    after: (ms, run) => {
      const timer = setTimeout(run, ms / 20);
      return () => clearTimeout(timer);
    },
    isSeen: () => isSeen,
    saveCheckpoint: ({ seq }) => save(seq),
    failing: (failing) => told.push(failing ? "failing" : "well again"),
  });
}

test("the rows are on disk before the checkpoint that claims them, and both before what waits for them", async () => {
  const writing = writer(
    async (seq) => void told.push(`checkpoint ${seq} over row ${String(await onDisk())}`),
  );
  writing.write("INTERACTION", row(5), false);
  writing.checkpoint({ feedId: "f", seq: 5 });
  writing.afterwards(async () => void told.push(`erased over row ${String(await onDisk())}`));
  await writing.settle();
  expect(told).toEqual(["checkpoint 5 over row 5", "erased over row 5"]);
});

test("what comes while a write is under way becomes the next, each row once in its last form", async () => {
  const seen: unknown[] = [];
  const events = stores.replica.INTERACTION.$.subscribe(({ documentData }) =>
    seen.push(documentData.seq),
  );
  const writing = writer(() => Promise.resolve(), false);
  writing.write("INTERACTION", row(1), false);
  await Promise.resolve();
  for (let seq = 2; seq <= 9; seq += 1) writing.write("INTERACTION", row(seq), false);
  await writing.settle();
  events.unsubscribe();
  expect(seen.at(-1)).toBe(9);
  expect(seen.length).toBeLessThanOrEqual(2);
});

test("what came is painted before it is written, where somebody looks at the page", async () => {
  const waits: number[] = [];
  const parts = { stores, saveCheckpoint: () => Promise.resolve(), failing: () => undefined };
  const after = (ms: number): (() => void) => {
    waits.push(ms);
    return () => undefined;
  };
  let isSeen = true;
  const writing = new ReplicaWriter({ ...parts, after, isSeen: () => isSeen });
  writing.write("INTERACTION", row(1), false);
  writing.write("INTERACTION", row(2), false);
  expect(waits).toEqual([50]);
  expect(await onDisk()).toBeUndefined();
  // Its timers may sleep now: nothing may depend on them.
  isSeen = false;
  writing.write("INTERACTION", row(3), false);
  await writing.settle();
  expect(await onDisk()).toBe(3);
});

test("a thousand rows are written a few at a time, so that the page hears its socket and paints in between", async () => {
  const writing = writer(() => Promise.resolve(), false);
  const lumps: number[] = [];
  const events = stores.replica.INTERACTION.eventBulks$.subscribe((bulk) =>
    lumps.push(bulk.events.length),
  );
  for (let nth = 0; nth < 1000; nth += 1)
    writing.write("INTERACTION", { ...row(1), id: `i${nth}`, number: nth }, false);
  await writing.settle();
  events.unsubscribe();
  expect(lumps.reduce((sum, size) => sum + size, 0)).toBe(1000);
  expect(Math.max(...lumps)).toBeLessThanOrEqual(200);
});

test("a stopped writer writes nothing more, not even what it was given before", async () => {
  const writing = writer(() => Promise.resolve());
  writing.write("INTERACTION", row(1), false);
  writing.stop();
  await writing.settle();
  writing.write("INTERACTION", row(2), false);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await onDisk()).toBeUndefined();
});

test("a write that failed is said and tried again until it works", async () => {
  let failures = 2;
  const writing = writer(async (seq) => {
    if (failures > 0) {
      failures -= 1;
      throw new Error("disk full");
    }
    told.push(`checkpoint ${seq}`);
    await Promise.resolve();
  });
  writing.write("INTERACTION", row(3), false);
  writing.checkpoint({ feedId: "f", seq: 3 });
  writing.afterwards(async () => void told.push("afterwards"));
  await eventually(() => told.includes("well again"), "a recovery");
  expect(told).toEqual(["failing", "failing", "checkpoint 3", "afterwards", "well again"]);
  expect(await onDisk()).toBe(3);
});

test("who lost the lead while rows were on their way claims them with no checkpoint, and runs nothing after them", async () => {
  const writing = writer(async (seq) => void told.push(`checkpoint ${seq}`), false);
  const landed = new Promise<void>((resolve) => {
    const events = stores.replica.INTERACTION.$.subscribe(() => {
      events.unsubscribe();
      writing.stop();
      resolve();
    });
  });
  writing.write("INTERACTION", row(5), false);
  writing.checkpoint({ feedId: "f", seq: 5 });
  writing.afterwards(async () => void told.push("afterwards"));
  await landed;
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await onDisk()).toBe(5);
  expect(told).toEqual([]);
});
