import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { examine } from "../../../src/node/store/examine.ts";
import { migrate, migrations } from "../../../src/node/store/migrate.ts";
import { packCommit, parseEvents } from "../../../src/node/store/packed.ts";
import { appending } from "../../../src/node/store/tables/append.ts";
import { readLive } from "../../../src/node/store/tables/live.ts";
import { reading } from "../../../src/node/store/tables/read.ts";
import { RefusedStore } from "../../../src/node/store/store-error.ts";
import { interventionFromRow } from "../../../src/protocol/rows/other-rows.ts";
import { Ledger } from "./ledger.ts";
import { agentWrite, beginning, contact, ending, interventionWrite } from "./work.ts";

function schemaOf(db: DatabaseSync): string {
  const found = db.prepare(
    "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name",
  );
  return `${found
    .all()
    .map(({ sql }) => String(sql))
    .join(";\n\n")};\n`;
}

const versionOf = (db: DatabaseSync) => db.prepare("PRAGMA user_version").get()?.["user_version"];

describe("the schema", () => {
  test("is as it was agreed on", async () => {
    const db = new DatabaseSync(":memory:");
    migrate(db);
    await expect(schemaOf(db)).toMatchFileSnapshot("schema.sql");
  });

  test("is the same, set up at once or step by step", () => {
    const [atOnce, stepwise] = [new DatabaseSync(":memory:"), new DatabaseSync(":memory:")];
    migrate(atOnce);
    for (const [index] of migrations().entries())
      migrate(stepwise, migrations().slice(0, index + 1));
    expect(schemaOf(stepwise)).toBe(schemaOf(atOnce));
    expect(versionOf(stepwise)).toBe(versionOf(atOnce));
  });

  test("has steps numbered 1, 2, 3 …", () => {
    const numbers = migrations().map(({ version }) => version);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  test("is left as it is when it is up to date", () => {
    const db = new DatabaseSync(":memory:");
    migrate(db);
    const feedId = db.prepare("SELECT feed_id FROM meta").get();
    migrate(db);
    expect(db.prepare("SELECT feed_id FROM meta").get()).toEqual(feedId);
  });

  test("is not half changed by a step that fails", () => {
    const db = new DatabaseSync(":memory:");
    const broken = {
      version: migrations().length + 1,
      sql: "CREATE TABLE a (b); CREATE TABLE a (b)",
    };
    expect(() => migrate(db, [...migrations(), broken])).toThrow(/already exists/);
    expect([schemaOf(db), versionOf(db)]).toEqual([";\n", 0]);
  });
});

describe("a store of an earlier version", () => {
  const beforeLean = migrations().filter(({ version }) => version < 5);

  const enqueued = { seq: 3, at: 20, type: "TASK_ENQUEUED", kind: null, id: "t1" };
  const told = [enqueued, { ...enqueued, seq: 4, kind: "TASK", data: { said: ["ü", null, 1.5] } }];

  /** Two decisions: a command's, whose events are already forgotten, and one whose events are not. */
  function written(): DatabaseSync {
    const db = new DatabaseSync(":memory:");
    migrate(db, beforeLean);
    const add = db.prepare(
      `INSERT INTO feed (first_seq, last_seq, at, epoch, events, command_id, body_hash, outcome)
       VALUES (?, ?, ?, 1, ?, ?, ?, ?)`,
    );
    add.run(1, 2, 10, null, "c1", "h1", "{}");
    add.run(3, 4, 20, JSON.stringify(told), "c2", "h2", '{"end":"APPLIED"}');
    return db;
  }

  test("keeps its events and its answers", () => {
    const db = written();
    migrate(db);
    const found = reading(db);
    expect(found.events(0, 10).flatMap(parseEvents)).toEqual(told);
    expect(found.commandRecords(["c1", "c2"])).toEqual([
      ["c1", "h1", "{}"],
      ["c2", "h2", '{"end":"APPLIED"}'],
    ]);
  });

  test("goes on with its sequence", () => {
    const db = written();
    migrate(db);
    const ledger = new Ledger();
    ledger.head = 4;
    appending(db)(packCommit(ledger.commit([agentWrite("a1")])));
    expect(readLive(db, 0)).toMatchObject({ head: 5 });
  });
});

test("what an earlier node left put off when it completed its conversation is closed (F13)", () => {
  const db = new DatabaseSync(":memory:");
  migrate(
    db,
    migrations().filter(({ version }) => version < 8),
  );
  // Today's code writes there, too.
  db.exec("CREATE TEMP TABLE search_due (doc INTEGER PRIMARY KEY)");
  const one = contact({ name: "1" });
  const ledger = new Ledger();
  for (const writes of [beginning(one), ending(one)])
    appending(db)(packCommit(ledger.commit(writes)));
  const opened = interventionWrite(one.intervention);
  appending(db)(packCommit(ledger.commit([opened])));
  db.exec(
    "UPDATE intervention SET state = 'DEFERRED', body = json_set(body, '$.state', 'DEFERRED')",
  );
  db.exec("DROP TABLE temp.search_due");
  expect(examine(db).map(({ code }) => code)).toEqual(["SCHEMA_OLDER"]);
  migrate(db);
  expect(examine(db)).toEqual([]);
  const row = db.prepare("SELECT body FROM intervention").get();
  const closed = interventionFromRow(JSON.parse(String(row?.["body"])));
  const { completedAt: closedAt, completedBy: closedBy } = one.completed;
  expect(closed).toMatchObject({ state: "CLOSED", closedAt, closedBy });
});

test("what was called the first answer becomes the pick-up, and who waits for a word is known (S4)", () => {
  const db = new DatabaseSync(":memory:");
  migrate(
    db,
    migrations().filter(({ version }) => version < 10),
  );
  const one = contact({ name: "1" });
  appending(db)(packCommit(new Ledger().commit(beginning(one))));
  db.exec(`UPDATE interaction SET body = json_set(json_remove(body, '$.answers', '$.waitingSince'),
    '$.firstEnqueuedAt', 1000, '$.firstAnsweredAt', 17000, '$.lastLineBy', 'CUSTOMER', '$.lastLine', 'Hello?',
    '$.lastCustomerAt', 18000)`);
  db.exec("UPDATE task SET body = json_remove(body, '$.waitingSince', '$.answerDueAt')");
  migrate(db);
  const row = db.prepare("SELECT body FROM interaction").get();
  expect(JSON.parse(String(row?.["body"]))).toMatchObject({
    firstAnsweredAt: null,
    waitingSince: 18_000,
    answers: { pickedUp: { since: 1_000, at: 17_000 }, first: null, entryPickedUpAt: 17_000 },
  });
  const task = db.prepare("SELECT body FROM task").get();
  if (task !== undefined)
    expect(JSON.parse(String(task["body"]))).toMatchObject({ waitingSince: 18_000 });
});

test("what agents were counted for before has counters of answers, with nothing in them (S4)", () => {
  const db = new DatabaseSync(":memory:");
  migrate(
    db,
    migrations().filter(({ version }) => version < 14),
  );
  const counted = { of: "AGENT", agentId: "ana", from: 0, counters: { accepted: 3 }, byMrd: {} };
  db.prepare("INSERT INTO statistic VALUES (1, '@ana:0', 1, 0, ?)").run(JSON.stringify(counted));
  migrate(db);
  const row = db.prepare("SELECT body FROM statistic").get();
  expect(JSON.parse(String(row?.["body"]))).toMatchObject({
    counters: { accepted: 3, firstAnswers: 0, nextAnswerMs: 0 },
  });
});

describe("a database", () => {
  test("of a newer Switchyard is refused in words", () => {
    const db = new DatabaseSync(":memory:");
    migrate(db);
    db.exec("PRAGMA user_version = 999");
    expect(() => migrate(db)).toThrow(RefusedStore);
    expect(() => migrate(db)).toThrow(/written by a newer Switchyard.*Start the newer Switchyard/);
  });

  test.each([
    ["with tables of its own", "CREATE TABLE a (b)"],
    ["with a version of its own", "CREATE TABLE a (b); PRAGMA user_version = 2"],
  ])("of another program, %s, is refused", (_what, sql) => {
    const db = new DatabaseSync(":memory:");
    db.exec(sql);
    expect(() => migrate(db)).toThrow(/not one of Switchyard/);
  });
});
