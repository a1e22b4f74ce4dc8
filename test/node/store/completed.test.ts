import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { migrate } from "../../../src/node/store/migrate.ts";
import { packCommit, parseRows } from "../../../src/node/store/packed.ts";
import { appending } from "../../../src/node/store/tables/append.ts";
import { searching } from "../../../src/node/store/tables/completed.ts";
import { Ledger, noon } from "./ledger.ts";
import { beginning, contact, ending, sales } from "./work.ts";

test("a search that looks at three rows at once finds what one that looks at all finds", async () => {
  const db = new DatabaseSync(":memory:");
  migrate(db);
  const ledger = new Ledger();
  const append = appending(db);
  for (let nth = 0; nth < 20; nth += 1) {
    // Several share an instant, so that a slice ends between them.
    const completedAt = noon + Math.floor(nth / 7) * 1000;
    const one = contact({ name: `${nth}`, completedAt, subject: nth % 5 === 0 ? "needle" : "hay" });
    append(packCommit(ledger.commit(beginning(one))));
    append(packCommit(ledger.commit(ending(one))));
  }
  const query = {
    workspaceId: "w1",
    queueIds: [sales],
    ownerId: null,
    text: "NEEDLE",
    before: null,
  };
  const ids = async (slice: number, limit: number) =>
    parseRows(await searching(db, slice)({ ...query, limit })).map(({ row }) => row.id);
  expect(await ids(3, 10)).toEqual(await ids(1000, 10));
  expect(await ids(3, 10)).toHaveLength(4);
  expect(await ids(3, 2)).toEqual((await ids(1000, 10)).slice(0, 2));
});
