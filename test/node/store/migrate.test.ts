import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { migrate, migrations } from "../../../src/node/store/migrate.ts";
import { RefusedStore } from "../../../src/node/store/store-error.ts";

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
