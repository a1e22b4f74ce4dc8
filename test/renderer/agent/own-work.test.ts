import { describe, expect, test } from "vitest";
import { NEVER } from "../../../src/domain/time.ts";
import { lastLine } from "../../../src/renderer/agent/last-line.ts";
import { isUnread, neighbour, ownWork } from "../../../src/renderer/agent/own-work.ts";
import { say } from "../../../src/renderer/words/words.ts";
import { after, before, noon, task } from "../rows.ts";

const me = { agentId: "ana", queueIds: ["billing"] };
const named = (id: string, parts: object) => task({ id, interactionId: id, ...parts });
const held = (id: string, answeredAt: number) =>
  named(id, { mediaState: "ACTIVE", agentId: "ana", answeredAt });

describe("my work", () => {
  test("keeps the order in which I took it on, wrap-up in its place", () => {
    const wrapUp = named("b", {
      taskState: "WRAP_UP",
      mediaState: "CLOSED",
      agentId: "ana",
      answeredAt: before(20),
    });
    const work = ownWork([held("c", before(10)), wrapUp, held("a", before(30))], me);
    expect(work.mine.map(({ id }) => id)).toEqual(["a", "b", "c"]);
  });

  test("is sorted by who waits longest for a word, where that is asked for (S4)", () => {
    const waits = (id: string, answeredAt: number, waitingSince: number) => ({
      ...held(id, answeredAt),
      waitingSince,
    });
    const rows = [
      waits("quiet", before(90), NEVER),
      waits("short", before(80), before(10)),
      waits("long", before(20), before(60)),
    ];
    expect(ownWork(rows, me, "WAITING").mine.map(({ id }) => id)).toEqual([
      "long",
      "short",
      "quiet",
    ]);
    expect(ownWork(rows, me).mine.map(({ id }) => id)).toEqual(["quiet", "short", "long"]);
  });

  test("leaves out what others hold and what is over", () => {
    const others = named("x", { mediaState: "ACTIVE", agentId: "dev" });
    const over = named("y", { taskState: "CLOSED", mediaState: "CLOSED", agentId: "ana" });
    expect(ownWork([others, over], me).mine).toEqual([]);
  });

  test("shows what waits where I serve, the next to breach first", () => {
    const late = named("late", { slaDueAt: before(5) });
    const soon = named("soon", { slaDueAt: after(5) });
    const elsewhere = named("elsewhere", { queueId: "sales" });
    expect(ownWork([soon, elsewhere, late], me).waiting.map(({ id }) => id)).toEqual([
      "late",
      "soon",
    ]);
  });
});

test("what rings at a colleague's still waits, what rings at mine does not (S22)", () => {
  const theirs = named("theirs", { mediaState: "RESERVED", agentId: "ivo" });
  const own = named("own", { mediaState: "RESERVED", agentId: "ana" });
  expect(ownWork([theirs, own], me).waiting.map(({ id }) => id)).toEqual(["theirs"]);
});

describe("the next and the previous", () => {
  const work = [held("a", 1), held("b", 2), held("c", 3)];

  test.each([
    ["a", 1, "b"],
    ["c", 1, "a"],
    ["a", -1, "c"],
    [null, 1, "a"],
    [null, -1, "c"],
  ] as const)("from %s by %i is %s", (current, by, expected) => {
    expect(neighbour(work, current, by)).toBe(expected);
  });

  test("of nothing is nothing", () => {
    expect(neighbour([], null, 1)).toBeNull();
  });
});

test("unread is what the customer said since I looked", () => {
  const work = task({ lastMessageAt: noon, lastLineBy: "CUSTOMER", answeredAt: before(60) });
  expect(isUnread(work, undefined)).toBe(true);
  expect(isUnread(work, noon)).toBe(false);
  expect(isUnread({ ...work, lastLineBy: "AGENT" }, undefined)).toBe(false);
});

describe("the last line of a row and of an offer", () => {
  const ours = { lastLine: "Let me look", lastLineBy: "AGENT" as const };

  test("is mine since I picked up, a colleague's before that or while nobody did", () => {
    const mine = { ...ours, answeredAt: before(20), lastMessageAt: before(10) };
    expect(lastLine(say, mine)).toBe("You: Let me look");
    expect(lastLine(say, { ...mine, answeredAt: before(5) })).toBe("Team: Let me look");
    expect(lastLine(say, { ...mine, answeredAt: null })).toBe("Team: Let me look");
    expect(lastLine(say, ours)).toBe("Team: Let me look");
  });

  test("stands alone where the customer said it, and where nothing was said", () => {
    expect(lastLine(say, { lastLine: "My bill", lastLineBy: "CUSTOMER" })).toBe("My bill");
    expect(lastLine(say, { ...ours, lastLine: "" })).toBe("");
  });
});
