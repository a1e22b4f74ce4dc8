import { describe, expect, test } from "vitest";
import type { MessageRow } from "../../../src/protocol/rows/other-rows.ts";
import { byDay, shortName, storyWords } from "../../../src/renderer/conversation/timeline.ts";
import { say } from "../../../src/renderer/words/words.ts";

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
  expect(told("OFFER_MISSED")).toBe("Ana Ruiz missed the offer");
  expect(told("SOMETHING_NEWER")).toBeNull();
});

describe("an event says who did it and to whom (S23)", () => {
  const until = new Date(2026, 10, 21, 17, 6).getTime();

  test.each([
    ["TRANSFERRED Tech", "Ana Ruiz transferred this to Tech"],
    ["TRANSFERRED", "Ana Ruiz transferred this"],
    ["CONFERENCE_ASKED Ivo", "Ana Ruiz asked Ivo to join"],
    ["ASSIGNED Rui Costa", "Ana Ruiz assigned this to Rui Costa"],
    ["RESUMED", "Ana Ruiz took this off hold"],
    [`DEFERRED ${until}`, "Ana Ruiz snoozed this until 17:06"],
  ])("%s", (body, words) => {
    expect(told(body)).toBe(words);
  });

  test.each([
    ["RESUMED", "No longer on hold"],
    ["MOVED Billing", "Went on to Billing"],
  ])("or that it happened by itself: %s", (body, words) => {
    expect(told(body, "")).toBe(words);
  });
});

/** The line, and after a blank what it is about. */
function told(event: string, authorName = "Ana Ruiz"): string | null {
  const [body, ...rest] = event.split(" ");
  const about = rest.length === 0 ? {} : { about: rest.join(" ") };
  const now = new Date(2026, 10, 21, 12, 0).getTime();
  return storyWords({ body, authorName, ...about } as MessageRow, { say, language: "en", now });
}
