import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test, vi } from "vitest";
import { makeBackup } from "../../../src/node/store/backup.ts";
import { examine } from "../../../src/node/store/examine.ts";
import { migrate, migrations } from "../../../src/node/store/migrate.ts";
import { openStore } from "../../../src/node/store/open-store.ts";
import { packCommit, parseRows } from "../../../src/node/store/packed.ts";
import { rebuildSearch } from "../../../src/node/store/rebuild-search.ts";
import { restoreStore } from "../../../src/node/store/restore.ts";
import { StoreFile } from "../../../src/node/store/store-file.ts";
import { appending } from "../../../src/node/store/tables/append.ts";
import { searching } from "../../../src/node/store/tables/completed.ts";
import { indexDue } from "../../../src/node/store/tables/search-index.ts";
import { newFile } from "./files.ts";
import { Ledger, noon } from "./ledger.ts";
import { beginning, contact, ending, sales } from "./work.ts";

/** Whole stores are examined on a real disk. */
vi.setConfig({ testTimeout: 30_000 });

const COUNT = 30;
const query = { workspaceId: "w1", queueIds: [sales], ownerId: null, before: null, limit: 100 };

function fill(db: DatabaseSync): void {
  const append = appending(db);
  const ledger = new Ledger();
  for (let nth = 0; nth < COUNT; nth += 1) {
    const one = contact({ name: `${nth}`, subject: nth % 10 === 0 ? "needle" : "hay" });
    append(packCommit(ledger.commit(beginning(one))));
    append(packCommit(ledger.commit(ending(one))));
  }
}

/** A store's file with conversations that are over and in the index. */
function filled(): string {
  const file = newFile();
  const store = new StoreFile(file);
  const db = store.open();
  fill(db);
  store.wrote();
  while (indexDue(db, 10) > 0);
  store.close();
  return file;
}

async function count(file: string, text = "NEEDLE zoe"): Promise<number> {
  const db = new DatabaseSync(file, { readOnly: true });
  const rows = parseRows(await searching(db)({ ...query, text }));
  db.close();
  return rows.length;
}

function change(file: string, sql: string): void {
  const db = new DatabaseSync(file);
  const undefend: unknown = Reflect.get(db, "enableDefensive");
  if (typeof undefend === "function") Reflect.apply(undefend, db, [false]);
  db.exec(sql);
  db.close();
}

function codes(file: string): string[] {
  const db = new DatabaseSync(file, { readOnly: true });
  const found = examine(db).map(({ code, level }) => `${level} ${code}`);
  db.close();
  return found;
}

const valueOf = (file: string, sql: string): unknown => {
  const db = new DatabaseSync(file, { readOnly: true });
  const value = Object.values(db.prepare(sql).get() ?? {})[0];
  db.close();
  return value;
};
const due = "SELECT count(*) FROM search_due";
const DAMAGE = "UPDATE search_index_data SET block = zeroblob(8) WHERE id > 10";

describe("the index of the search (S9)", () => {
  test("is filled for a store that was there before it, and finds all of it meanwhile", async () => {
    const file = newFile();
    const db = new DatabaseSync(file);
    const first = migrations().findIndex(({ sql }) => sql.includes("search_index"));
    migrate(db, migrations().slice(0, first));
    // Today's code writes there, too.
    db.exec("CREATE TEMP TABLE search_due (doc INTEGER PRIMARY KEY)");
    fill(db);
    db.close();
    const store = new StoreFile(file);
    const opened = store.open();
    expect(await count(file)).toBe(3);
    // All share one instant: their numbers tell their documents apart.
    expect(valueOf(file, due)).toBe(COUNT);
    expect(indexDue(opened, 1000)).toBe(COUNT);
    expect(await count(file)).toBe(3);
    store.close();
    expect(codes(file)).toEqual([]);
  });

  test("is kept behind the commits by the writing thread, in one transaction with what is due", async () => {
    const file = filled();
    change(file, "UPDATE search_made SET folding = 'another'");
    const store = await openStore({ file });
    const ledger = new Ledger();
    ledger.head = 10_000;
    const one = contact({ name: "new", subject: "needle", completedAt: noon + 90_000 });
    const before = await store.live(0);
    ledger.head = before.head;
    await store.append(ledger.commit(beginning(one)));
    await store.append(ledger.commit(ending(one)));
    expect(await store.reader.completed({ ...query, text: "needle zoe" })).toHaveLength(4);
    for (let tries = 0; tries < 100 && valueOf(file, due) !== 0; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(valueOf(file, due)).toBe(0);
    expect(await store.reader.completed({ ...query, text: "needle zoe" })).toHaveLength(4);
    await store.close();
    expect(codes(file)).toEqual([]);
  });

  test("is examined by the doctor, whose findings there keep nobody from a backup, and made anew", async () => {
    const file = filled();
    expect(codes(file)).toEqual([]);
    change(
      file,
      "DELETE FROM search_index WHERE rowid IN (SELECT id FROM search_index_docsize LIMIT 4)",
    );
    expect(codes(file)).toEqual(["NOTE SEARCH_INDEX_INCOMPLETE"]);
    expect(rebuildSearch(file)).toBe(COUNT);
    expect(codes(file)).toEqual([]);
    change(file, "UPDATE search_index_data SET block = x'ff' WHERE id = 10");
    expect(codes(file)).toEqual(["NOTE SEARCH_INDEX_INCOMPLETE"]);
    expect(rebuildSearch(file)).toBe(COUNT);
    expect(await count(file)).toBe(3);
    change(file, DAMAGE);
    expect(codes(file)).toEqual(["NOTE SEARCH_INDEX_DAMAGED"]);
    const target = join(dirname(file), "today.swy");
    const whose = { nodeId: "n1", workspaceId: "w1", port: null };
    expect(makeBackup({ file, target, force: false, madeAt: noon, ...whose }).head).toBeGreaterThan(
      COUNT,
    );
  });

  test("is made anew at opening where it is damaged: nobody waits for a restore because of it", async () => {
    const file = filled();
    change(file, DAMAGE);
    expect(await count(file)).toBe(3);
    const said: string[] = [];
    const store = new StoreFile(file, (line) => said.push(line));
    const db = store.open();
    expect(said.join()).toContain("index of the search");
    expect(valueOf(file, due)).toBe(COUNT);
    indexDue(db, 1000);
    store.close();
    expect(await count(file)).toBe(3);
    expect(codes(file)).toEqual([]);
  });

  test("comes back with a backup: what was found before is found after, at once and when it is made again", async () => {
    const file = filled();
    const backup = join(dirname(file), "today.swy");
    const whose = { nodeId: "n1", workspaceId: "w1", port: null };
    makeBackup({ file, target: backup, force: false, madeAt: noon, ...whose });
    const aside = join(dirname(file), "before");
    restoreStore({ backup, file, aside, agree: () => undefined, placing: () => undefined });
    expect(await count(file)).toBe(3);
    const store = new StoreFile(file);
    const db = store.open();
    expect(await count(file)).toBe(3);
    expect(valueOf(file, due)).toBe(COUNT);
    indexDue(db, 1000);
    store.close();
    expect(await count(file)).toBe(3);
    expect(codes(file)).toEqual([]);
  });
});
