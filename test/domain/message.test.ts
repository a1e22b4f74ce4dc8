import { describe, expect, test } from "vitest";
import { brand } from "../../src/domain/id.ts";
import {
  MESSAGE_MAX_LENGTH,
  type Message,
  compose,
  isPublic,
  writtenBefore,
} from "../../src/domain/message.ts";
import { noon } from "./sample.ts";

const parts: Message = {
  id: brand("m1"),
  interactionId: brand("i1"),
  threadId: brand("thread"),
  kind: "AGENT",
  authorId: "ana",
  authorName: "Ana",
  body: "Hello",
  createdAt: noon,
};

describe("a message", () => {
  test("is trimmed at its ends and nowhere else", () => {
    expect(compose({ ...parts, body: "\n  Hello \n there  " })).toEqual({
      ...parts,
      body: "Hello \n there",
    });
  });

  test.each([
    ["nothing", ""],
    ["spaces alone", " \n\t "],
    ["joiners and a byte order mark alone", "\u200b\u200d\ufeff\u2060"],
    ["a control character alone", "\u0007"],
  ])("of %s is refused", (_what, body) => {
    expect(compose({ ...parts, body })).toEqual({ refused: "MESSAGE_EMPTY" });
  });

  test("may be as long as it may be, and not longer", () => {
    const longest = "x".repeat(MESSAGE_MAX_LENGTH);
    expect(compose({ ...parts, body: ` ${longest} ` })).toMatchObject({ body: longest });
    expect(compose({ ...parts, body: `${longest}x` })).toEqual({
      refused: "MESSAGE_TOO_LONG",
      detail: "at most 8000 characters",
    });
  });

  test.each([
    ["CUSTOMER", true],
    ["AGENT", true],
    ["NOTE", false],
    ["EVENT", false],
  ] as const)("of kind %s is public: %s", (kind, shown) => {
    expect(isPublic({ kind })).toBe(shown);
  });
});

describe("what a device says of when it was written (F18)", () => {
  const received = { at: noon, begunAt: noon - 3 * 3_600_000 };
  const month = 30 * 24 * 3_600_000;

  test.each([
    ["half an hour before is kept", 30 * 60_000, true],
    ["31 s before is kept", 31_000, true],
    ["a moment before is the time it was sent", 29_000, false],
    ["at its receipt says nothing", 0, false],
    ["after its receipt is not believed", -1, false],
    ["before the conversation began is not believed", 3 * 3_600_000 + 1, false],
  ])("%s", (_, earlier, isKept) => {
    const writtenAt = noon - earlier;
    expect(writtenBefore(writtenAt, received)).toEqual(isKept ? { writtenAt } : {});
  });

  test("a month ago is not believed, and silence says nothing", () => {
    const old = { at: noon, begunAt: 0 };
    expect(writtenBefore(noon - month, old)).toEqual({ writtenAt: noon - month });
    expect(writtenBefore(noon - month - 1, old)).toEqual({});
    expect(writtenBefore(undefined, old)).toEqual({});
  });
});
