import { describe, expect, test } from "vitest";
import { followUpHasWayOut, hasWayOut } from "../../src/domain/source.ts";

const web = { type: "WEB_MESSAGING" } as const;
const session = { threadState: "OPEN" } as const;
const wrote = { direction: "INBOUND", clonedFromId: null } as const;
const writtenDown = { direction: "OUTBOUND", clonedFromId: null } as const;
const followUp = { direction: "OUTBOUND", clonedFromId: "i0" as never } as const;

describe("who can be written to (S3)", () => {
  test.each([
    ["who wrote first", wrote, true],
    ["whose completed work was cloned", followUp, true],
    ["not whom an agent wrote down", writtenDown, false],
    ["not by a follow-up to nobody", { ...followUp, nobodyThere: true }, false],
  ] as const)("%s", (_who, parts, reaches) => {
    expect(hasWayOut(parts, web)).toBe(reaches);
    expect(followUpHasWayOut({ ...parts, ...session }, web)).toBe(reaches);
  });

  test("nobody by a follow-up to a session that is over: its customer has no way into the new one", () => {
    expect(followUpHasWayOut({ ...wrote, threadState: "CLOSED" }, web)).toBe(false);
  });
});
