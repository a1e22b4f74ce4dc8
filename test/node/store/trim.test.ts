import { DatabaseSync } from "node:sqlite";
import { beforeEach, describe, expect, test } from "vitest";
import { migrate } from "../../../src/node/store/migrate.ts";
import { packCommit, parseEvents } from "../../../src/node/store/packed.ts";
import { accessTables } from "../../../src/node/store/tables/accounts.ts";
import { appending } from "../../../src/node/store/tables/append.ts";
import { readLive } from "../../../src/node/store/tables/live.ts";
import { reading } from "../../../src/node/store/tables/read.ts";
import { trim } from "../../../src/node/store/tables/trim.ts";
import { Ledger, answered, noon } from "./ledger.ts";
import { agentWrite } from "./work.ts";
import { DAY_MS } from "../../../src/domain/time.ts";

let db: DatabaseSync;
let ledger: Ledger;

beforeEach(() => {
  db = new DatabaseSync(":memory:");
  migrate(db);
  ledger = new Ledger();
});

const keep = (...given: Parameters<Ledger["commit"]>) =>
  appending(db)(packCommit(ledger.commit(...given)));
const seqs = () =>
  reading(db)
    .events(0, 1000)
    .flatMap(parseEvents)
    .map(({ seq }) => seq);
const answers = (...ids: string[]) =>
  reading(db)
    .commandRecords(ids)
    .map(([id]) => id);

describe("the feed", () => {
  test("keeps its events for 90 days, and a command's answer until day 400", () => {
    keep([agentWrite("a1")], answered("c1"));
    keep([agentWrite("a1")]);
    ledger.passDays(90);
    keep([agentWrite("a1")], answered("c2"));
    trim(db, ledger.at);
    expect(seqs()).toEqual([1, 2, 3]);

    trim(db, ledger.at + 1);
    expect(seqs()).toEqual([3]);
    expect(answers("c1", "c2")).toEqual(["c1", "c2"]);

    ledger.passDays(310);
    keep([agentWrite("a1")]);
    trim(db, ledger.at);
    expect(answers("c1", "c2")).toEqual(["c1", "c2"]);
    trim(db, ledger.at + 1);
    expect(answers("c1", "c2")).toEqual(["c2"]);
  });

  test("goes on from where it stood, however old its newest entry is", () => {
    keep([agentWrite("a1")]);
    keep([agentWrite("a1")]);
    ledger.passDays(1000);
    trim(db, ledger.at);
    expect(readLive(db, 0)).toMatchObject({ head: 2 });
    keep([agentWrite("a1")]);
    expect(seqs()).toEqual([2, 3]);
  });

  test("is trimmed in short steps until nothing old is left", () => {
    for (let nth = 0; nth < 25; nth += 1)
      keep([agentWrite("a1")], nth % 2 === 0 ? answered(`c${nth}`) : null);
    ledger.passDays(500);
    keep([agentWrite("a1")]);
    const steps = [trim(db, ledger.at, 10), trim(db, ledger.at, 10), trim(db, ledger.at, 10)];
    expect(steps.map(({ more }) => more)).toEqual([true, true, false]);
    expect(trim(db, ledger.at, 10)).toEqual({ entries: 0, more: false });
    expect([seqs(), answers("c0", "c24")]).toEqual([[26], []]);
  });

  test("that is empty or young loses nothing", () => {
    expect(trim(db, noon)).toEqual({ entries: 0, more: false });
    keep([agentWrite("a1")]);
    expect(trim(db, ledger.at)).toEqual({ entries: 0, more: false });
  });
});

test("rows stay, however old the entry that made them", () => {
  keep([agentWrite("a1")]);
  ledger.passDays(1000);
  keep([agentWrite("a2")]);
  trim(db, ledger.at);
  expect(reading(db).fetch([{ kind: "AGENT", id: "a1" }])).toHaveLength(1);
});

test("tokens go 30 days after their end", () => {
  const end = { createdAt: noon, lastUsedAt: noon, expiresAt: noon };
  const place = { workspaceId: "w1", threadId: null, sourceId: null };
  const access = accessTables(db);
  access.putToken({ hash: "h1", kind: "USER", subject: "u1", ...place, ...end, revoked: false });
  trim(db, noon + 30 * DAY_MS);
  expect(access.token("h1")).not.toBeNull();
  trim(db, noon + 30 * DAY_MS + 1);
  expect(access.token("h1")).toBeNull();
});
