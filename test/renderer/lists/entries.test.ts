import { expect, test } from "vitest";
import { NEVER } from "../../../src/domain/time.ts";
import type { InteractionRow } from "../../../src/protocol/rows/interaction-row.ts";
import { entriesOf, waitingIn } from "../../../src/renderer/lists/entries.ts";
import { putOffBy } from "../../../src/renderer/agent/put-off.tsx";
import { after, before, completed } from "../rows.ts";

const entry = (id: string, parts: object): InteractionRow =>
  completed({ id, state: "ACTIVE", completedAt: NEVER, listId: "post", ...parts });

test("a list shows what nobody has first, the oldest on top, and nothing that left it", () => {
  const rows = [
    entry("busy", { listState: "ACTIVE", createdAt: before(90) }),
    entry("left", { listState: "INACTIVE", createdAt: before(80) }),
    entry("new", { listState: "UNREAD", createdAt: before(5) }),
    entry("old", { listState: "UNREAD", createdAt: before(60) }),
    entry("gone", { listState: "CLOSED" }),
    entry("other", { listState: "UNREAD", listId: "else" }),
  ];
  const entries = entriesOf(rows, "post");
  expect(entries.map(({ row }) => row.id)).toEqual(["old", "new", "left", "busy"]);
  expect(waitingIn(entries)).toBe(3);
});

test("what I snoozed stands in the order in which it comes back, also while a colleague wraps up their part (S19)", () => {
  const put = (id: string, deferredUntil: number, deferredBy = "ana") => {
    const row = entry(id, {});
    const clocks = { ...row.clocks, deferredUntil, deferredBy };
    return { ...row, status: "DEFERRED", clocks } as InteractionRow;
  };
  const rows = [put("late", after(90)), put("soon", after(9)), put("rui", after(1), "rui")];
  expect(
    putOffBy(
      [...rows, entry("now", {}), { ...put("wrap-up", after(5)), status: "WRAP_UP" as const }],
      "ana",
    ).map(({ id }) => id),
  ).toEqual(["wrap-up", "soon", "late"]);
});
