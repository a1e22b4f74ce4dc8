import { describe, expect, test } from "vitest";
import { NEVER } from "../../../src/domain/time.ts";
import type { InteractionRow } from "../../../src/protocol/rows/interaction-row.ts";
import type { TaskRow } from "../../../src/protocol/rows/task-row.ts";
import {
  type Standing,
  actGroups,
  actsFor,
  isInsistedOn,
} from "../../../src/renderer/acts/acts.ts";
import { holdOf } from "../../../src/renderer/conversation/standing.ts";
import { before, completed, task } from "../rows.ts";

const me = "ana";
const open = (parts: object = {}): InteractionRow =>
  completed({ state: "ACTIVE", status: "CONNECTED", completedAt: NEVER, taskId: "t1", ...parts });
const mine = (parts: object = {}): TaskRow =>
  task({ mediaState: "ACTIVE", agentId: me, role: "PRIMARY", answeredAt: before(9), ...parts });

function acts(row: InteractionRow, tasks: readonly TaskRow[], more: Partial<Standing> = {}) {
  const hold = holdOf(row, tasks, me);
  const standing = { row, hold, tasks, agentId: me, supervises: false };
  return actsFor({ ...standing, otherMedia: 0, goesBack: true, ...more });
}

describe("what an agent may do with a conversation of their own", () => {
  test("everything that its one agent can, and nothing that takes a second", () => {
    expect(acts(open({ agentId: me }), [mine()])).toEqual([
      "hold",
      "holdFor",
      "defer",
      "requeue",
      "transfer",
      "conference",
      "consult",
      "setType",
    ]);
  });

  test("back to the queue only where the queue takes it back, and nobody else serves the customer (S19)", () => {
    const shown = (more: object) => acts(open({ agentId: me }), [mine()], more);
    expect(shown({ goesBack: false })).not.toContain("requeue");
    const participants = [
      { agentId: me, role: "PRIMARY", taskId: "t1" },
      { agentId: "rui", role: "PRIMARY", taskId: "t2" },
    ];
    expect(acts(open({ agentId: me, participants }), [mine()])).not.toContain("requeue");
  });

  test("beside a colleague one may leave, and not put the customer off for both", () => {
    const participants = [
      { agentId: me, role: "PRIMARY", taskId: "t1" },
      { agentId: "rui", role: "PRIMARY", taskId: "t2" },
    ];
    const found = acts(open({ agentId: me, participants }), [mine()]);
    expect(found).toContain("leave");
    expect(found).not.toContain("defer");
  });

  test("an adviser who has come is handed the customer or brought in, not asked for again", () => {
    const participants = [{ agentId: "rui", role: "ASSISTANT", taskId: "t2" }];
    const found = acts(open({ agentId: me, participants }), [mine()]);
    expect(found).toEqual(expect.arrayContaining(["consultTransfer", "consultConference"]));
    expect(found).not.toContain("consult");
  });

  test("what was asked for and nobody took can be taken back, a transfer from the wrap-up too", () => {
    const asked = { id: "t2", requestedBy: me, agentId: "" };
    const advice = task({ ...asked, direction: "CONSULT" });
    expect(acts(open({ agentId: me }), [mine(), advice])).toContain("cancelRequest");
    const sent = task({ ...asked, direction: "DIRECT_TRANSFER" });
    const left = mine({ taskState: "WRAP_UP", mediaState: "CLOSED" });
    expect(acts(open({ status: "OPEN" }), [left, sent])).toEqual(["cancelRequest"]);
    expect(acts(open({ status: "OPEN" }), [left])).toEqual([]);
  });

  test("channels join while there are others, and end once they have joined", () => {
    const voice = { id: "m1", mrdId: "voice", state: "ACTIVE" };
    const row = open({ agentId: me });
    expect(acts(row, [mine()], { otherMedia: 1 })).toContain("addMedia");
    expect(acts(row, [mine({ addedMedia: [voice] })])).toContain("endMedia");
    expect(acts(row, [mine({ addedMedia: [{ ...voice, state: "CLOSED" }] })])).not.toContain(
      "endMedia",
    );
  });
});

describe("listening in goes up one step at a time", () => {
  test.each([
    ["SILENT_MONITOR", ["whisper", "bargeIn", "leave"]],
    ["WHISPER", ["bargeIn", "leave"]],
    ["ASSISTANT", ["leave"]],
  ])("%s may %j", (role, expected) => {
    expect(acts(open({ agentId: "rui" }), [mine({ role })])).toEqual(expected);
  });
});

describe("what is not one's own", () => {
  test("is claimed while it waits, and left alone while a colleague has it", () => {
    const waiting = [task()];
    expect(acts(open({ status: "OPEN" }), waiting)).toEqual(["claim"]);
    const held = [task({ mediaState: "ACTIVE", agentId: "rui", role: "PRIMARY" })];
    expect(acts(open({ agentId: "rui", status: "HOLD" }), held)).toEqual([]);
  });

  test("is listened to, taken over and ended by a supervisor", () => {
    const participants = [{ agentId: "rui", role: "PRIMARY", taskId: "t1" }];
    const held = [task({ mediaState: "ACTIVE", agentId: "rui", role: "PRIMARY" })];
    const row = open({ agentId: "rui", participants });
    expect(acts(row, held, { supervises: true })).toEqual([
      "monitor",
      "claim",
      "closeCase",
      "forceComplete",
    ]);
  });

  test("an entry of a list is joined by anybody, and removed by others only while nobody is in it", () => {
    const entry = { listId: "post", listState: "UNREAD", status: "OPEN", taskId: null };
    expect(acts(open(entry), [])).toEqual(["join", "closeEntry"]);
    const participants = [{ agentId: "rui", role: "PRIMARY", taskId: "t1" }];
    expect(acts(open({ ...entry, participants, agentId: "rui" }), [])).toEqual(["join"]);
  });
});

test("a completed one is opened again, unless its session is over for good", () => {
  expect(acts(completed(), [])).toEqual(["reopen"]);
  expect(acts(completed({ threadState: "CLOSED" }), [])).toEqual([]);
});

test("every act stands in one group of the menu", () => {
  const all = actGroups.flatMap(({ acts: each }) => each);
  expect(new Set(all).size).toBe(all.length);
});

test("only what a queue does not take just now is insisted on (F4)", () => {
  expect(["QUEUE_CLOSED", "NO_AGENT_AVAILABLE"].every(isInsistedOn)).toBe(true);
  expect([undefined, "QUEUE_ARCHIVED", "AGENT_NOT_AVAILABLE"].some(isInsistedOn)).toBe(false);
});

test("what waits can be taken also while a colleague wraps up an earlier part of it (S22)", () => {
  const wrapUp = task({ id: "t0", taskState: "WRAP_UP", mediaState: "CLOSED", agentId: "rui" });
  const row = open({ status: "WRAP_UP", taskId: "t0", agentId: "rui", participants: [] });
  expect(acts(row, [wrapUp, task({ id: "t1", mediaState: "QUEUED" })])).toEqual(["claim"]);
  expect(acts(row, [wrapUp])).toEqual([]);
});
