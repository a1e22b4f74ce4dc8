import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { examine } from "../../../src/node/store/examine.ts";
import { invariants, readable } from "../../../src/node/store/invariants.ts";
import { migrate, migrations } from "../../../src/node/store/migrate.ts";
import { packCommit } from "../../../src/node/store/packed.ts";
import { appending } from "../../../src/node/store/tables/append.ts";
import { Ledger, answered } from "./ledger.ts";
import {
  agentWrite,
  beginning,
  contact,
  ending,
  offered,
  taken,
  taskWrite,
  teamWrite,
} from "./work.ts";

/** A day's work: one contact that is over, one offered, one in conversation, one re-queued. */
function sound(): DatabaseSync {
  const db = new DatabaseSync(":memory:");
  migrate(db);
  const append = appending(db);
  const ledger = new Ledger();
  const keep = (...given: Parameters<Ledger["commit"]>) =>
    append(packCommit(ledger.commit(...given)));
  keep([agentWrite("ana"), teamWrite("red")]);
  const [over, ringing, spoken, again] = ["1", "2", "3", "4"].map((name) => contact({ name }));
  if (!over || !ringing || !spoken || !again) throw new Error("there are four");
  for (const each of [over, ringing, spoken, again])
    keep(beginning(each), answered(`c-${each.task.id}`));
  keep(ending(over));
  keep([taskWrite(offered(ringing.task), ringing.interaction)]);
  keep([taskWrite(taken(spoken.task), spoken.interaction)]);
  return db;
}

/** Changes rows as no node could: past every check, trigger and reference. */
function plant(db: DatabaseSync, sql: string): void {
  const triggers = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all();
  db.exec("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON");
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${String(name)}`);
  db.exec(sql);
  for (const trigger of triggers) db.exec(String(trigger["sql"]));
}

const codesOf = (db: DatabaseSync): string[] => examine(db).map(({ code }) => code);

test("nothing is found in a sound store", () => {
  expect(examine(sound())).toEqual([]);
});

const set = (path: string, value: string): string => `body = json_set(body, '$.${path}', ${value})`;
const second = "(SELECT id FROM task WHERE media_state = 'RESERVED')";
const open = "(SELECT id FROM task WHERE media_state = 'ACTIVE')";

/** A copy of a row under another id and number, which only the invariants can tell apart from work. */
const copyOf = (table: string, where: string, id: string): string => `
  CREATE TEMP TABLE copy AS SELECT * FROM ${table} WHERE ${where} LIMIT 1;
  UPDATE copy SET number = (SELECT max(last_seq) FROM feed) + 1, seq = number, id = '${id}',
    body = json_set(body, '$.id', '${id}');
  UPDATE copy SET seq = number;
  INSERT INTO feed SELECT max(last_seq) + 1, max(last_seq) + 1, max(at), 1, '[[0,"X","TASK","x"]]' FROM feed;
  INSERT INTO ${table} SELECT * FROM copy;`;

describe("what breaks a promise is found by its name", () => {
  const planted: readonly (readonly [string, string])[] = [
    ["ROW_UNREADABLE", "UPDATE thread SET body = substr(body, 2)"],
    [
      "FEED_HOLE",
      "DELETE FROM feed WHERE last_seq = (SELECT max(last_seq) FROM feed WHERE last_seq < (SELECT max(first_seq) FROM feed))",
    ],
    [
      "FEED_BACK_IN_TIME",
      "UPDATE feed SET at = at - 1 WHERE last_seq = (SELECT max(last_seq) FROM feed)",
    ],
    ["FEED_OF_ANOTHER_TERM", "UPDATE feed SET epoch = 2"],
    ["FEED_HAS_NO_NAME", "DELETE FROM meta"],
    ["ROW_BEYOND_FEED", "UPDATE agent SET seq = 1000"],
    ["COMMAND_BEYOND_FEED", "UPDATE command SET seq = 1000 WHERE id = 'c-task-1'"],
    ["NUMBER_TWICE", "UPDATE directory SET number = (SELECT number FROM agent)"],
    [
      "ANSWER_OF_ANOTHER_COMMAND",
      "UPDATE command SET outcome = json_set(outcome, '$.commandId', 'x')",
    ],
    ["COLUMN_DIFFERS", "UPDATE interaction SET status = 'PENDING' WHERE completed_at IS NULL"],
    [
      "COMPLETED_WITH_OPEN_WORK",
      `UPDATE task SET interaction_id = 'interaction-1', ${set("interactionId", "'interaction-1'")} WHERE id = ${open}`,
    ],
    [
      "COMPLETED_WITH_OPEN_INTERVENTION",
      `INSERT INTO intervention (number, id, seq, interaction_id, state, body)
        VALUES (1, 'i1', 1, 'interaction-1', 'DEFERRED', '{"id":"i1","state":"DEFERRED"}')`,
    ],
    [
      "CONVERSATION_WITH_NOBODY",
      `UPDATE interaction SET status = 'HOLD', ${set("status", "'HOLD'")} WHERE id = 'interaction-2'`,
    ],
    [
      "TASK_OF_NOTHING",
      `UPDATE interaction SET task_id = 'x', ${set("taskId", "'x'")} WHERE id = 'interaction-2'`,
    ],
    ["SERVED_TWICE", copyOf("task", `id = ${open}`, "task-x")],
    ["OFFERED_TWO_AT_ONCE", copyOf("task", `id = ${second}`, "task-x")],
    [
      "LOAD_DIFFERS",
      `UPDATE agent SET ${set("mrds", `json('[{"mrdId":"chat","active":0,"reserved":7,"wrapUp":0}]')`)}`,
    ],
    ["GOES_ON_WHILE_OPEN", `UPDATE task SET previous_task_id = ${open} WHERE id = ${second}`],
    ["TASK_OF_ANOTHER_TERM", `UPDATE task SET ${set("epoch", "9")}`],
    [
      "CLONE_OF_NOTHING",
      `UPDATE interaction SET ${set("clonedFromId", "'interaction-1'")} WHERE id = 'interaction-2'`,
    ],
    [
      "LOAD_DIFFERS",
      `UPDATE agent SET ${set("mrds", `json('[{"mrdId":"chat","active":0,"reserved":1,"wrapUp":0}]')`)}`,
    ],
    [
      "MISSED_TOO_EARLY",
      `UPDATE task SET offer_state = 'TIMEOUT', ${set("offer.state", "'TIMEOUT'")}, ${set("offer.endedAt", "1")} WHERE id = ${second}`,
    ],
    ["ROW_LOST", "DELETE FROM message WHERE id LIKE '%1%'"],
    ["ROW_LOST", "UPDATE agent SET seq = number - 1"],
    ["ROW_ILLEGAL", `UPDATE task SET agent_id = '', ${set("agentId", "''")} WHERE id = ${second}`],
    ["REFERENCE_ASTRAY", "DELETE FROM customer"],
    ["SCHEMA_CHANGED", "DROP INDEX task_open"],
    ["SCHEMA_OLDER", "PRAGMA user_version = 1"],
    ["SCHEMA_NEWER", "PRAGMA user_version = 999"],
    ["NOT_OURS", "PRAGMA application_id = 1"],
  ];

  test.each(planted)("%s", (code, sql) => {
    const db = sound();
    plant(db, sql);
    const found = examine(db);
    expect(found.map((each) => each.code)).toContain(code);
    for (const { what, todo } of found) expect([what, todo]).not.toContain("");
  });

  test("WAIT_BEGAN_ANEW", () => {
    const db = sound();
    plant(
      db,
      `UPDATE task SET task_state = 'CLOSED', media_state = 'CLOSED', reason = 'RONA', closed_at = 5,
        ${set("reason", "'RONA'")} WHERE id = ${second};
       UPDATE task SET previous_task_id = (SELECT id FROM task WHERE reason = 'RONA'),
        ${set("firstEnqueuedAt", "body ->> '$.firstEnqueuedAt' + 1")} WHERE media_state = 'QUEUED'`,
    );
    expect(codesOf(db)).toContain("WAIT_BEGAN_ANEW");
  });

  test("each promise that is asked for has its fault here", () => {
    const tried = new Set([...planted.map(([code]) => code), "WAIT_BEGAN_ANEW"]);
    expect([readable, ...invariants].filter(({ code }) => !tried.has(code))).toEqual([]);
  });
});

test("a store of an older version is no problem, and is not looked into", () => {
  const db = new DatabaseSync(":memory:");
  migrate(db, migrations().slice(0, 4));
  expect(examine(db)).toMatchObject([{ code: "SCHEMA_OLDER", level: "NOTE" }]);
});
