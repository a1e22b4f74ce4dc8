/** The backups that a node makes by itself: one at a time, thinned out, and named by a damaged store's words. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { whatToDo } from "../../../src/node/backups/advice.ts";
import { KeptBackups, keptBackups } from "../../../src/node/backups/kept-backups.ts";
import { type KeepOrder, makeKept } from "../../../src/node/backups/make-kept.ts";
import {
  backupName,
  backupsIn,
  readBackupName,
  superfluous,
} from "../../../src/node/backups/names.ts";
import { packCommit } from "../../../src/node/store/packed.ts";
import { StoreFile } from "../../../src/node/store/store-file.ts";
import { Writing } from "../../../src/node/store/writing.ts";
import { newFile } from "./files.ts";
import { Ledger } from "./ledger.ts";
import { beginning, contact } from "./work.ts";

const identity = { nodeId: "n1", workspaceId: "w1", port: 7450 };
const now = Date.UTC(2026, 10, 21, 12);
const MINUTE_MS = 60_000;

/** A data directory with a store in it whose feed ends at 5. */
function dataDirWithStore(): string {
  const file = newFile();
  const { calls } = new Writing(new StoreFile(file));
  calls.open();
  calls.append(packCommit(new Ledger().commit(beginning(contact()))));
  calls.close();
  return dirname(file);
}

function kept(dataDir: string, more: Partial<ConstructorParameters<typeof KeptBackups>[0]> = {}) {
  return new KeptBackups({
    dataDir,
    identity,
    rule: { everyMin: 15, keep: 2 },
    make: async (order: KeepOrder) => makeKept(order),
    head: () => 5,
    wall: () => now,
    log: () => undefined,
    ...more,
  });
}

const at = (day: number, hour: number) => ({
  name: `${day}-${hour}`,
  madeAt: Date.UTC(2026, 10, day, hour),
  head: day,
});

describe("a node that makes no backup (F56)", () => {
  test("says how old the newest is, and warns once four rounds have gone by", async () => {
    const dataDir = dataDirWithStore();
    let [head, wall] = [5, now];
    const backups = kept(dataDir, { head: () => head, wall: () => wall });
    expect([backups.ageMs(), backups.warning()]).toEqual([0, null]);
    wall += 61 * MINUTE_MS;
    expect(backups.warning()).toBe("no backup has been made for 61 minutes");
    await backups.make();
    expect([backups.ageMs(), backups.warning()]).toEqual([0, null]);
    wall += 200 * MINUTE_MS;
    // Nothing has happened since: the newest one holds everything.
    expect([backups.ageMs(), backups.warning()]).toEqual([200 * MINUTE_MS, null]);
    head = 6;
    expect(backups.warning()).toBe("the newest backup is 200 minutes old");
    const never = kept(dataDir, {
      head: () => 6,
      wall: () => wall,
      rule: { everyMin: 0, keep: 2 },
    });
    expect(never.warning()).toBeNull();
  });

  test("writes the warning into its log at every round", async () => {
    vi.useFakeTimers();
    try {
      const lines: string[] = [];
      let wall = now;
      const backups = kept(dataDirWithStore(), {
        head: () => 6,
        wall: () => wall,
        make: () => Promise.reject(new Error("only 200 MB are free")),
        log: (line) => lines.push(line),
      });
      backups.start();
      for (let round = 0; round < 6; round += 1) {
        wall += 15 * MINUTE_MS;
        await vi.advanceTimersByTimeAsync(15 * MINUTE_MS);
      }
      expect(lines.filter((line) => line === "backup failed: only 200 MB are free").length).toBe(6);
      expect(lines).toContain("warning: no backup has been made for 75 minutes");
      await backups.stop();
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("the backups that a node keeps", () => {
  test("are the newest few and one of each of the last seven days", () => {
    const days = [...Array(12).keys()].map((day) => day + 1);
    const all = days.flatMap((day) => [1, 9, 17].map((hour) => at(day, hour)));
    const gone = new Set(superfluous(all, 4).map(({ name }) => name));
    const left = all.map(({ name }) => name).filter((name) => !gone.has(name));
    expect(left).toEqual([
      "6-17",
      "7-17",
      "8-17",
      "9-17",
      "10-17",
      "11-17",
      "12-1",
      "12-9",
      "12-17",
    ]);
  });

  test("tell by their names when they were made and how far they go", () => {
    const name = backupName(now, 1234);
    expect(readBackupName(name)).toEqual({ name, madeAt: now, head: 1234 });
    expect(readBackupName("newest.db")).toBeNull();
  });

  test("are made one at a time, and the oldest go", async () => {
    let wall = now;
    const backups = kept(dataDirWithStore(), { wall: () => (wall += MINUTE_MS) });
    const [one, same] = await Promise.all([backups.make(), backups.make()]);
    expect(one).toBe(same);
    await backups.make();
    const last = await backups.make();
    expect(backups.list().map(({ madeAt }) => madeAt)).toEqual([
      last.madeAt,
      last.madeAt - MINUTE_MS,
    ]);
    expect(backups.list()[0]).toMatchObject({ head: 5, bytes: last.bytes });
  });

  test("come by themselves when something has happened since the last, and a failure is said and tried again", async () => {
    vi.useFakeTimers({ now });
    try {
      let head = 5;
      const made: number[] = [];
      const lines: string[] = [];
      const backups = kept(dataDirWithStore(), {
        head: () => head,
        wall: () => Date.now(),
        log: (line) => void lines.push(line),
        make: async (order) => {
          made.push(Date.now() - now);
          if (made.length === 2) throw new Error("no room");
          return makeKept(order);
        },
      });
      backups.start();
      await vi.advanceTimersByTimeAsync(15 * MINUTE_MS);
      expect(made).toEqual([15 * MINUTE_MS]);
      await vi.advanceTimersByTimeAsync(30 * MINUTE_MS);
      expect(made).toHaveLength(1);
      head = 6;
      await vi.advanceTimersByTimeAsync(30 * MINUTE_MS);
      expect(made).toHaveLength(3);
      expect(lines).toEqual(["backup failed: no room"]);
      await backups.stop();
      await vi.advanceTimersByTimeAsync(60 * MINUTE_MS);
      expect(made).toHaveLength(3);
    } finally {
      vi.useRealTimers();
    }
  });

  test("are what a damaged store's words name, with the command to type", () => {
    const dataDir = dataDirWithStore();
    expect(whatToDo(dataDir)).toContain(`switchyard restore FILE --data ${dataDir}`);
    const folder = backupsIn(dataDir);
    const order = { file: join(dataDir, "switchyard.db"), folder, madeAt: now, ...identity };
    const { file } = makeKept(order);
    expect(existsSync(file)).toBe(true);
    expect(keptBackups(dataDir)).toHaveLength(1);
    const words = whatToDo(dataDir);
    expect(words).toContain("2026-11-21T12:00:00.000Z, up to sequence 5");
    expect(words).toContain(`switchyard restore ${file} --data ${dataDir}`);
  });
});
