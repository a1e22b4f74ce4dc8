import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { makeBackup, verifyBackup } from "../../../src/node/store/backup.ts";
import { packCommit } from "../../../src/node/store/packed.ts";
import { restoreStore } from "../../../src/node/store/restore.ts";
import { readState, writeState } from "../../../src/node/store/state-file.ts";
import { DamagedStore, RefusedStore } from "../../../src/node/store/store-error.ts";
import { StoreFile } from "../../../src/node/store/store-file.ts";
import { readLive } from "../../../src/node/store/tables/live.ts";
import { Writing } from "../../../src/node/store/writing.ts";
import { newFile } from "./files.ts";
import { Ledger, answered, noon } from "./ledger.ts";
import { agentWrite, beginning, contact } from "./work.ts";

const whose = { nodeId: "node-1", workspaceId: "w1", port: 7450 };

function order(file: string, more: { target?: string; force?: boolean } = {}) {
  const target = join(dirname(file), "out", "today.swy");
  return { file, target, force: false, madeAt: noon, ...whose, ...more };
}

interface Written {
  readonly file: string;
  readonly ledger: Ledger;
  readonly calls: Writing["calls"];
}

/** A store in use, with a customer's story and a command in it. */
function inUse(): Written {
  const file = newFile();
  const { calls } = new Writing(new StoreFile(file));
  calls.open();
  const ledger = new Ledger();
  calls.append(packCommit(ledger.commit([agentWrite("ana")])));
  calls.append(packCommit(ledger.commit(beginning(contact()), answered("first"))));
  return { file, ledger, calls };
}

/** One more row; its id is what is looked for later. */
function say({ calls, ledger }: Written, id: string): void {
  calls.append(packCommit(ledger.commit([agentWrite(id)])));
}

function restoreTo(file: string, backup: string) {
  const aside = join(dirname(file), "before");
  return restoreStore({
    backup,
    file,
    aside,
    agree: () => undefined,
    placing: () => undefined,
  });
}

function textsIn(file: string): string {
  const source = new StoreFile(file);
  try {
    return readLive(source.open(), 0).rows.join();
  } finally {
    source.close();
  }
}

/** Overwrites one letter of what a customer wrote: no damage to SQLite, and not what was said. */
function bend(file: string, text: string): void {
  const bytes = readFileSync(file);
  const at = bytes.indexOf(text);
  if (at < 0) throw new Error(`${text} is not in ${file}`);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

describe("a backup", () => {
  test("of a store in use holds all that was written, while writing goes on", () => {
    const store = inUse();
    const made = makeBackup(order(store.file));
    expect(made).toMatchObject({ head: store.ledger.head, ...whose, madeAt: noon });
    say(store, "said-later");
    expect(verifyBackup(made.file)).toMatchObject({ head: store.ledger.head - 1 });
    const later = makeBackup(order(store.file, { target: `${made.file}.2` }));
    expect(later.head).toBe(store.ledger.head);
    expect(later.hash).not.toBe(made.hash);
    store.calls.close();
  });

  test("of a store that was stopped, and of one that was killed, holds as much", () => {
    const store = inUse();
    const killed = newFile();
    for (const end of ["", "-wal", ".state"]) copyFileSync(store.file + end, killed + end);
    expect(makeBackup(order(killed)).head).toBe(store.ledger.head);
    store.calls.close();
    expect(makeBackup(order(store.file)).head).toBe(store.ledger.head);
  });

  test("takes no other file's name, unless it is told to", () => {
    const store = inUse();
    const { file } = makeBackup(order(store.file));
    expect(() => makeBackup(order(store.file))).toThrow("is there already");
    say(store, "said-later");
    expect(makeBackup(order(store.file, { force: true })).head).toBe(store.ledger.head);
    expect(verifyBackup(file).head).toBe(store.ledger.head);
    store.calls.close();
  });

  test("is readable by its owner alone, and is the only file that is left", () => {
    const store = inUse();
    const { file } = makeBackup(order(store.file));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(dirname(file))).toEqual(["today.swy"]);
    store.calls.close();
  });

  test("of a store that breaks a promise is not made, and leaves no file", () => {
    const store = inUse();
    store.calls.close();
    const db = new DatabaseSync(store.file);
    db.exec("UPDATE message SET seq = 1000");
    db.close();
    expect(() => makeBackup(order(store.file))).toThrow("newer than the newest entry");
    expect(readdirSync(dirname(order(store.file).target))).toEqual([]);
  });

  test("of a damaged store is not made, and leaves no file", () => {
    const store = inUse();
    store.calls.close();
    const bytes = readFileSync(store.file);
    bytes.fill(7, 3 * 4096, 9 * 4096);
    writeFileSync(store.file, bytes);
    expect(() => makeBackup(order(store.file))).toThrow(DamagedStore);
    expect(existsSync(order(store.file).target)).toBe(false);
    expect(readdirSync(dirname(order(store.file).target))).toEqual([]);
  });

  test("in which one letter was changed is found out by its hash", () => {
    const store = inUse();
    const { file } = makeBackup(order(store.file));
    bend(file, "Zoë Özil");
    expect(() => verifyBackup(file)).toThrow("has been changed since it was made");
    store.calls.close();
  });

  test("is no store that a node would start on", () => {
    const store = inUse();
    const { file } = makeBackup(order(store.file));
    expect(() => new StoreFile(file).open()).toThrow("switchyard restore");
    store.calls.close();
  });
});

describe("a restore", () => {
  test("puts everything back under a new feed id, and keeps what was there", () => {
    const store = inUse();
    const made = makeBackup(order(store.file));
    say(store, "said-later");
    store.calls.close();
    const restored = restoreTo(store.file, made.file);
    expect(restored).toMatchObject({ head: made.head, feedId: made.feedId });
    expect(restored.newFeedId).toMatch(/^[0-9a-f]{32}$/);
    expect(restored.newFeedId).not.toBe(made.feedId);
    expect(readState(store.file)).toBe("CLOSED");
    expect(textsIn(store.file)).not.toContain("said-later");
    expect(textsIn(join(restored.aside ?? "", "switchyard.db"))).toContain("said-later");
    const source = new StoreFile(store.file);
    expect(readLive(source.open(), 0)).toMatchObject({
      feedId: restored.newFeedId,
      head: made.head,
    });
    source.close();
  });

  test("remembers which commands were answered", () => {
    const store = inUse();
    const made = makeBackup(order(store.file));
    store.calls.close();
    restoreTo(store.file, made.file);
    const db = new DatabaseSync(store.file);
    expect(db.prepare("SELECT id FROM command").all()).toEqual([{ id: "first" }]);
    db.close();
  });

  test("needs no store to be there, keeps others out, and leaves the backup as it is", () => {
    const store = inUse();
    const made = makeBackup(order(store.file));
    chmodSync(made.file, 0o644);
    store.calls.close();
    const elsewhere = newFile();
    expect(restoreTo(elsewhere, made.file).aside).toBeNull();
    expect(statSync(elsewhere).mode & 0o777).toBe(0o600);
    expect(textsIn(elsewhere)).toContain("Zoë Özil");
    expect(verifyBackup(made.file).hash).toBe(made.hash);
  });

  test("takes the log of a killed node aside with its store", () => {
    const store = inUse();
    const made = makeBackup(order(store.file));
    say(store, "said-later");
    const killed = newFile();
    for (const end of ["", "-wal", ".state"]) copyFileSync(store.file + end, killed + end);
    store.calls.close();
    const { aside } = restoreTo(killed, made.file);
    expect(textsIn(killed)).not.toContain("said-later");
    expect(textsIn(join(aside ?? "", "switchyard.db"))).toContain("said-later");
  });

  test("is refused while the node runs, and changes nothing", () => {
    const store = inUse();
    const made = makeBackup(order(store.file));
    expect(() => restoreTo(store.file, made.file)).toThrow(RefusedStore);
    say(store, "said-later");
    store.calls.close();
    expect(textsIn(store.file)).toContain("said-later");
  });

  test("of anything but a sound backup is refused, and changes nothing", () => {
    const store = inUse();
    const { file } = makeBackup(order(store.file));
    store.calls.close();
    const before = readFileSync(store.file);
    const none = join(dirname(file), "none.swy");
    const copy = join(dirname(file), "copy.db");
    copyFileSync(store.file, copy);
    bend(file, "Zoë Özil");
    expect(() => restoreTo(store.file, none)).toThrow("There is no file");
    expect(() => restoreTo(store.file, copy)).toThrow("is not a backup");
    expect(() => restoreTo(store.file, file)).toThrow("has been changed");
    expect(readFileSync(store.file).equals(before)).toBe(true);
    expect(readdirSync(dirname(store.file)).filter((name) => name.startsWith("before"))).toEqual(
      [],
    );
  });

  test.each(["the store is gone", "the new one is in place"])(
    "cut short when %s leaves nothing that a node starts on, and can be done again",
    (when) => {
      const store = inUse();
      const made = makeBackup(order(store.file));
      say(store, "said-later");
      const killed = newFile();
      for (const end of ["", "-wal", ".state"]) copyFileSync(store.file + end, killed + end);
      store.calls.close();
      const aside = join(dirname(killed), "half");
      mkdirSync(aside);
      const cut = (): never => {
        throw new Error("cut short");
      };
      const half = { backup: made.file, file: killed, aside, agree: () => undefined };
      expect(() => restoreStore({ ...half, placing: cut })).toThrow("cut short");
      // Past this point only the state is still the old one.
      if (when === "the new one is in place") {
        restoreStore({ ...half, placing: () => undefined });
        writeState(killed, "RUNNING");
      }
      expect(() => textsIn(killed)).toThrow(DamagedStore);
      restoreTo(killed, made.file);
      expect(textsIn(killed)).not.toContain("said-later");
    },
  );
});
