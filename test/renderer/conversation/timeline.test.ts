import { describe, expect, test } from "vitest";
import type { MessageRow } from "../../../src/protocol/rows/other-rows.ts";
import { byDay, shortName, storyOf } from "../../../src/renderer/conversation/timeline.ts";

const line = (id: string, createdAt: number) => ({
  row: { id, createdAt } as MessageRow,
  pending: false as const,
  commandId: null,
});

describe("the timeline", () => {
  const tenths = (at: number) => String(Math.floor(at / 10));

  test("parts the messages by day", () => {
    const days = byDay([line("a", 1), line("b", 9), line("c", 10)], tenths);
    expect(days.map(({ messages }) => messages.map(({ row }) => row.id))).toEqual([
      ["a", "b"],
      ["c"],
    ]);
  });

  test("of nothing has no day", () => {
    expect(byDay([])).toEqual([]);
  });
});

test.each([
  ["Mia Wong", "Mia"],
  ["  Jonas  Berg", "Jonas"],
  ["+351 912 004 118", "+351 912 004 118"],
  ["", ""],
])("the speaker %o is called %o", (name, short) => {
  expect(shortName(name)).toBe(short);
});

test("an event this desk does not know is left out rather than shown as a code", () => {
  expect(storyOf({ body: "OFFER_MISSED" })).toBe("OFFER_MISSED");
  expect(storyOf({ body: "SOMETHING_NEWER" })).toBeNull();
});
