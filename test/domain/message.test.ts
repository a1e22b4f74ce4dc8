import { describe, expect, test } from "vitest";
import { brand } from "../../src/domain/id.ts";
import { MESSAGE_MAX_LENGTH, type Message, compose, isPublic } from "../../src/domain/message.ts";
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
