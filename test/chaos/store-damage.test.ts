/** A store that cannot be trusted is refused in words; one that can be is opened, however it was left. */
import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { openStore, requireSqlite } from "../../src/node/store/open-store.ts";
import { stateFileOf, writeState } from "../../src/node/store/state-file.ts";
import { DamagedStore, RefusedStore } from "../../src/node/store/store-error.ts";
import { packCommit } from "../../src/node/store/packed.ts";
import { StoreFile } from "../../src/node/store/store-file.ts";
import { readLive } from "../../src/node/store/tables/live.ts";
import { Writing } from "../../src/node/store/writing.ts";
import { newFile } from "../node/store/files.ts";
import { Ledger } from "../node/store/ledger.ts";
import { agentWrite, beginning, contact } from "../node/store/work.ts";

const stateOf = (file: string) => readFileSync(stateFileOf(file), "utf8").trim();

/** Opens the file in this thread, as the writing thread would, and leaves it to be looked at. */
function looked<T>(file: string, look: (db: DatabaseSync) => T, log?: (line: string) => void): T {
  const source = new StoreFile(file, log);
  try {
    return look(source.open());
  } finally {
    source.close();
  }
}

const headOf = (db: DatabaseSync) =>
  db.prepare("SELECT max(last_seq) AS head FROM feed").get()?.head;
const opening = (file: string) => () => looked(file, headOf);

/** A store with something in it, closed. */
function written(): string {
  const file = newFile();
  const { calls } = new Writing(new StoreFile(file));
  calls.open();
  const ledger = new Ledger();
  const agents = [...Array(40).keys()].map((nth) => agentWrite(`agent-${nth}`));
  calls.append(packCommit(ledger.commit(agents)));
  calls.append(packCommit(ledger.commit(beginning(contact()))));
  calls.close();
  return file;
}

/** A store that was running when its machine stopped: a copy made while it ran. */
function interrupted(): string {
  const [file, copy] = [written(), newFile()];
  const { calls } = new Writing(new StoreFile(file));
  calls.open();
  const ledger = new Ledger();
  ledger.head = 45;
  calls.append(packCommit(ledger.commit([agentWrite("last")])));
  for (const end of ["", "-wal", ".state"]) copyFileSync(`${file}${end}`, `${copy}${end}`);
  calls.close();
  return copy;
}

function overwrite(file: string, at: number, bytes: Uint8Array): void {
  const handle = openSync(file, "r+");
  writeSync(handle, bytes, 0, bytes.length, at);
  closeSync(handle);
}

describe("the state file", () => {
  test("says running after the first commit and closed after the end", async () => {
    const file = newFile();
    const store = await openStore({ file });
    expect(existsSync(stateFileOf(file))).toBe(false);
    await store.append(new Ledger().commit([agentWrite("a1")]));
    expect([stateOf(file), existsSync(`${file}-wal`)]).toEqual(["RUNNING", true]);
    await store.reopen();
    expect([stateOf(file), existsSync(`${file}-wal`)]).toEqual(["CLOSING", true]);
    await store.close();
    expect([stateOf(file), existsSync(`${file}-wal`)]).toEqual(["CLOSED", false]);
  });

  test("is for its owner's eyes alone, as is the store", () => {
    const file = written();
    for (const path of [file, stateFileOf(file), `${file}.lock`]) {
      expect(statSync(path).mode & 0o777, path).toBe(0o600);
    }
  });
});

describe("a store left running", () => {
  test("opens with all that was acknowledged, and says so", () => {
    const lines: string[] = [];
    expect(looked(interrupted(), headOf, (line) => lines.push(line))).toBe(46);
    expect(lines).toEqual([expect.stringContaining("was not closed")]);
  });

  test("is damaged without its log, and stays so however often it is tried", async () => {
    const file = interrupted();
    rmSync(`${file}-wal`);
    await expect(openStore({ file })).rejects.toThrow(/its log .* is missing/);
    await expect(openStore({ file })).rejects.toBeInstanceOf(DamagedStore);
    expect(stateOf(file)).toBe("RUNNING");
  });

  test("is damaged where a page of it is garbled, and stays so however often it is tried", () => {
    const file = interrupted();
    overwrite(file, 3 * 4096 + 2000, new Uint8Array(9000).fill(0xa5));
    expect(opening(file)).toThrow(DamagedStore);
    expect(opening(file)).toThrow(DamagedStore);
  });

  test("opens up to its last whole commit where the log's end is torn", () => {
    const file = interrupted();
    truncateSync(`${file}-wal`, statSync(`${file}-wal`).size - 100);
    expect(looked(file, headOf)).toBe(45);
  });
});

describe("wherever the log is cut", () => {
  test("the store opens at the end of a whole commit, and the later the cut the more is there", () => {
    const file = newFile();
    const { calls } = new Writing(new StoreFile(file));
    calls.open();
    const ledger = new Ledger();
    const ends: number[] = [0];
    for (let nth = 0; nth < 12; nth += 1) {
      const agents = [...Array(3).keys()].map((each) => agentWrite(`agent-${nth}-${each}`));
      calls.append(packCommit(ledger.commit(agents)));
      ends.push(ledger.head);
    }
    const kept = [".state", "-wal", ""].map((end) => [end, readFileSync(`${file}${end}`)] as const);
    calls.close();
    const length = kept.find(([end]) => end === "-wal")?.[1].length ?? 0;
    const copy = newFile();
    let before = 0;
    for (let cut = 32; cut <= length; cut += Math.ceil(length / 60)) {
      for (const end of ["-shm", ".lock"]) rmSync(`${copy}${end}`, { force: true });
      for (const [end, bytes] of kept) writeFileSync(`${copy}${end}`, bytes);
      truncateSync(`${copy}-wal`, cut);
      const head = Number(looked(copy, headOf) ?? 0);
      expect(ends, `cut at ${cut}`).toContain(head);
      expect(head).toBeGreaterThanOrEqual(before);
      before = head;
    }
    expect(before).toBeGreaterThan(20);
  });
});

describe("whichever page is lost", () => {
  test("the store is refused, however it was left, or nothing of it is missing", () => {
    const file = interrupted();
    looked(file, () => undefined);
    const whole = readFileSync(file);
    const all = looked(file, (db) => readLive(db, 0));
    let refused = 0;
    for (let page = 1; page < whole.length / 4096; page += 1) {
      writeFileSync(file, whole);
      overwrite(file, page * 4096, new Uint8Array(4096));
      writeState(file, page % 2 === 0 ? "CLOSED" : "CLOSING");
      try {
        expect(looked(file, (db) => readLive(db, 0))).toEqual(all);
      } catch (error) {
        if (!(error instanceof DamagedStore)) throw error;
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(20);
  });
});

test("a full disk loses nothing that was acknowledged, and the store goes on once there is room", () => {
  const file = newFile();
  const source = new StoreFile(file);
  let hasRoom = false;
  const writing = new Writing({
    open: () => {
      const db = source.open();
      if (!hasRoom) db.exec("PRAGMA max_page_count = 80");
      return db;
    },
    wrote: () => source.wrote(),
    close: () => source.close(),
  });
  const { calls } = writing;
  calls.open();
  const ledger = new Ledger();
  let kept = 0;
  const fill = (): void => {
    for (let nth = 0; nth < 1000; nth += 1) {
      calls.append(packCommit(ledger.commit([agentWrite(`agent-${nth}`)])));
      kept = ledger.head;
    }
  };
  expect(fill).toThrow(/full/);
  expect(() => calls.live(0)).toThrow(/earlier write failed/);
  hasRoom = true;
  calls.open();
  expect(calls.live(0).head).toBe(kept);
  ledger.head = kept;
  calls.append(packCommit(ledger.commit([agentWrite("room")])));
  calls.close();
  expect(looked(file, headOf)).toBe(kept + 1);
});

describe("a damaged file", () => {
  test.each<[string, (file: string) => void]>([
    ["cut in the middle", (file) => truncateSync(file, 40_000)],
    ["cut within its first page", (file) => truncateSync(file, 1000)],
    ["of no length", (file) => truncateSync(file, 0)],
    ["with another beginning", (file) => overwrite(file, 0, Buffer.from("PK\u0003\u0004"))],
    ["that is a text", (file) => writeFileSync(file, "hello\n".repeat(5000))],
    ["that is gone", (file) => rmSync(file)],
    ["with a garbled schema", (file) => overwrite(file, 100, new Uint8Array(3000).fill(0x7f))],
  ])("%s, is refused", (_what, damage) => {
    const file = written();
    damage(file);
    expect(opening(file)).toThrow(DamagedStore);
    expect(opening(file)).toThrow(DamagedStore);
  });
});

describe("a file that is not ours to open", () => {
  test("because another Switchyard holds it, is refused, and opens once that one has let go", async () => {
    const file = newFile();
    const store = await openStore({ file });
    await expect(openStore({ file })).rejects.toThrow(/in use by another Switchyard/);
    await store.append(new Ledger().commit([agentWrite("a1")]));
    await store.close();
    expect(looked(file, headOf)).toBe(1);
  });

  test("because a newer one wrote it, is refused and left as it is", () => {
    const file = written();
    const db = new DatabaseSync(file);
    db.exec("PRAGMA user_version = 999");
    db.close();
    const before = readFileSync(file);
    expect(opening(file)).toThrow(RefusedStore);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(stateOf(file)).toBe("CLOSED");
  });

  test("because its directory is missing, is refused", async () => {
    await expect(openStore({ file: `${newFile()}/nowhere/a.db` })).rejects.toThrow(/ENOENT/);
  });
});

test.each([["3.51.2"], ["3.50.9"], [undefined]])("SQLite %s is too old", (version) => {
  expect(() => requireSqlite(version)).toThrow(/needs 3.51.3 or newer/);
});

test.each([["3.51.3"], ["3.52.0"], ["4.0.0"]])("SQLite %s will do", (version) => {
  expect(() => requireSqlite(version)).not.toThrow();
});
