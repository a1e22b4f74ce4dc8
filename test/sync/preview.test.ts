import { describe, expect, test } from "vitest";
import type { CommandId } from "../../src/domain/id.ts";
import { brand } from "../../src/domain/id.ts";
import type { Command } from "../../src/protocol/commands.ts";
import { directoryRow } from "../../src/protocol/rows/directory-row.ts";
import { Changes } from "../../src/sync/changes.ts";
import type { Entry, EntryEnd } from "../../src/sync/outbox.ts";
import { preview } from "../../src/sync/preview.ts";
import { Replica, type Wire } from "../../src/sync/replica.ts";
import {
  type KindAndRow,
  ana,
  billing,
  chat,
  completedRow,
  interactionRow,
  me,
  messageRow,
  noon,
  taskRow,
  workOf,
} from "./rows.ts";

let made = 0;

function command(type: Command["type"], body: object): Command {
  made += 1;
  return { id: brand<CommandId>(`c${made}`), type, body } as Command;
}

function fold(
  rows: readonly KindAndRow[],
  commands: readonly Command[],
  end: EntryEnd | null = null,
) {
  const replica = new Replica(new Changes());
  rows.forEach(([kind, row], at) =>
    replica.put({ kind, row, number: at + 1, seq: at + 1 } as Wire, "f"),
  );
  const entries = commands.map((each, order): Entry => {
    return { command: each, lines: [], order, at: noon + 5000, revision: 0, end };
  });
  return preview(replica, entries, { nodeId: "n1", nodeName: "Head office", me });
}

const note = (interactionId: string, body = "Called back") =>
  command("note.add", { interactionId, messageId: "m9", body });
const resolve = command("task.resolve", { taskId: "task-i1" });
const wrapUp = (dispositions: string[], text = "") =>
  command("wrapup.submit", { taskId: "task-i1", dispositions, note: text });
const clone = (message: object | null = null) =>
  command("interaction.clone", {
    sourceInteractionId: "old",
    interactionId: "new",
    taskId: "task-new",
    interventionId: "case-new",
    subject: null,
    message,
  });

const noWrapUp: KindAndRow = [
  "DIRECTORY",
  directoryRow("QUEUE", {
    ...billing,
    wrapUp: { enabled: false, seconds: 0 },
    dispositionRequired: false,
  }),
];
const withoutWrapUp = [...workOf("i1"), noWrapUp];
const sizes = (overlay: ReturnType<typeof fold>) =>
  Object.values(overlay).reduce((sum, { size }) => sum + size, 0);

describe("a waiting command is shown", () => {
  test("as a note, by the person who wrote it", () => {
    const work = note("i1", "  Called back ");
    const overlay = fold(workOf("i1"), [work]);
    expect(overlay.MESSAGE.get("m9")).toEqual({
      row: {
        id: "m9",
        interactionId: "i1",
        threadId: "thread-i1",
        kind: "NOTE",
        authorId: ana,
        authorName: "Ana",
        body: "Called back",
        createdAt: noon + 5000,
      },
      commandId: work.id,
    });
    expect(overlay.INTERVENTION.get("case-i1")?.row.commentsCount).toBe(1);
    expect(overlay.INTERACTION.size).toBe(0);
  });

  test("as a message that will be sent, and the last line stays what the customer saw", () => {
    const post = command("message.post", {
      interactionId: "i1",
      messageId: "m9",
      body: "On its way",
    });
    const overlay = fold(workOf("i1"), [post]);
    expect(overlay.MESSAGE.get("m9")?.row).toMatchObject({ kind: "AGENT", body: "On its way" });
    expect(overlay.INTERACTION.size).toBe(0);
  });

  test("as an edit, on the interaction and on what its task repeats of it", () => {
    const fields = { subject: "Refund", customerName: " Mia W. ", tags: ["vip"] };
    const overlay = fold(workOf("i1"), [
      command("interaction.edit", { interactionId: "i1", fields }),
    ]);
    expect(overlay.INTERACTION.get("i1")?.row).toMatchObject({
      subject: "Refund",
      customerName: "Mia W.",
      tags: ["vip"],
    });
    expect(overlay.TASK.get("task-i1")?.row).toMatchObject({
      subject: "Refund",
      customerName: "Mia W.",
    });
  });

  test("as a wrap-up that begins", () => {
    const overlay = fold(workOf("i1"), [resolve]);
    expect(overlay.TASK.get("task-i1")?.row).toMatchObject({
      taskState: "WRAP_UP",
      wrapUpStartedAt: noon + 5000,
      wrapUpExpiresAt: noon + 65_000,
      resolved: true,
    });
    expect(overlay.INTERACTION.get("i1")?.row).toMatchObject({
      state: "ACTIVE",
      status: "WRAP_UP",
    });
  });

  test("as a wrap-up that is done, with the interaction completed", () => {
    const overlay = fold(workOf("i1"), [resolve, wrapUp(["solved"], "All paid")]);
    expect(overlay.TASK.get("task-i1")?.row).toMatchObject({
      taskState: "CLOSED",
      reason: "DONE",
      wrapUp: { outcome: "WRAP_UP_APPLIED", dispositions: ["solved"], note: "All paid" },
    });
    expect(overlay.INTERACTION.get("i1")?.row).toMatchObject({
      state: "COMPLETED",
      completedBy: ana,
      completedByName: "Ana",
      completedAt: noon + 5000,
      resolution: "RESOLVED",
      dispositions: ["solved"],
      dispositionNote: "All paid",
      interventionState: "CLOSED",
    });
    expect(overlay.INTERVENTION.get("case-i1")?.row).toMatchObject({
      state: "CLOSED",
      closedBy: ana,
    });
  });

  test("as a completion at once where the queue wants no wrap-up", () => {
    const overlay = fold(withoutWrapUp, [resolve]);
    expect(overlay.TASK.get("task-i1")?.row).toMatchObject({ taskState: "CLOSED", reason: "DONE" });
    expect(overlay.INTERACTION.get("i1")?.row.state).toBe("COMPLETED");
  });

  test("as a wrap-up that was skipped, where no disposition is asked for", () => {
    const skip = command("wrapup.skip", { taskId: "task-i1" });
    const lenient = directoryRow("QUEUE", { ...billing, dispositionRequired: false });
    const overlay = fold([...workOf("i1"), ["DIRECTORY", lenient]], [resolve, skip]);
    expect(overlay.TASK.get("task-i1")?.row.wrapUp).toMatchObject({
      outcome: "WRAP_UP_NOT_APPLIED",
    });
    expect(overlay.INTERACTION.get("i1")?.row.state).toBe("COMPLETED");
    expect(fold(workOf("i1"), [resolve, skip]).TASK.get("task-i1")?.row.taskState).toBe("WRAP_UP");
  });

  test("as a clone that can be worked on before the node has heard of it", () => {
    const rows: KindAndRow[] = [
      ["DIRECTORY", directoryRow("QUEUE", billing)],
      ["DIRECTORY", directoryRow("MRD", chat)],
      ["INTERACTION", completedRow("old")],
    ];
    const overlay = fold(rows, [clone({ messageId: "m1", body: "Hello again" }), note("new")]);
    expect(overlay.INTERACTION.get("new")?.row).toMatchObject({
      state: "ACTIVE",
      status: "CONNECTED",
      direction: "OUTBOUND",
      subject: "Follow-up: My invoice",
      clonedFromId: "old",
      displayNumber: 0,
      lastLine: "Hello again",
      dispositions: [],
    });
    expect(overlay.INTERACTION.get("old")?.row.cloneIds).toEqual(["new"]);
    expect(overlay.TASK.get("task-new")?.row).toMatchObject({
      mediaState: "ACTIVE",
      agentId: ana,
      subject: "Follow-up: My invoice",
    });
    expect(overlay.INTERVENTION.get("case-new")?.row).toMatchObject({
      repliesCount: 1,
      commentsCount: 1,
    });
    expect([...overlay.MESSAGE.keys()]).toEqual(["m1", "m9"]);
  });
});

describe("nothing is laid over the node's word", () => {
  test.each([
    ["a note on an unknown conversation", [], note("i9")],
    ["an empty note", workOf("i1"), note("i1", "  ")],
    [
      "a note that is there already",
      [...workOf("i1"), ["MESSAGE", messageRow("m9", "i1")]],
      note("i1"),
    ],
    [
      "an empty name",
      workOf("i1"),
      command("interaction.edit", { interactionId: "i1", fields: { customerName: " " } }),
    ],
    [
      "another's task",
      [...workOf("i1"), ["TASK", taskRow("i1", { agentId: brand("ben") })]],
      resolve,
    ],
    [
      "a task already closed",
      [
        ...workOf("i1"),
        ["TASK", taskRow("i1", { taskState: "CLOSED", mediaState: "CLOSED", reason: "DONE" })],
      ],
      resolve,
    ],
    ["a wrap-up that has not begun", workOf("i1"), wrapUp(["solved"])],
    ["an unknown task", [], resolve],
    ["a clone of an active conversation", [...workOf("old")], clone()],
    ["a clone of an unknown conversation", workOf("i1"), clone()],
    [
      "a clone that is there already",
      [
        ...workOf("i1"),
        ["INTERACTION", completedRow("old")],
        ["INTERACTION", interactionRow("new")],
      ],
      clone(),
    ],
    [
      "a message in another's conversation",
      [...workOf("i1"), ["INTERACTION", interactionRow("i1", { agentId: brand("ben") })]],
      command("message.post", { interactionId: "i1", messageId: "m9", body: "Hi" }),
    ],
    ["an accept", workOf("i1"), command("offer.accept", { taskId: "task-i1", offerId: "o1" })],
    [
      "a decline",
      workOf("i1"),
      command("offer.decline", { taskId: "task-i1", offerId: "o1", reason: null }),
    ],
    ["a state", workOf("i1"), command("agent.setState", { state: "READY", reason: null })],
    ["a return to the queue", workOf("i1"), command("task.requeue", { taskId: "task-i1" })],
  ] as [string, KindAndRow[], Command][])("by %s", (_what, rows, waiting) => {
    expect(sizes(fold(rows, [waiting]))).toBe(0);
  });

  test("by a form that leaves out what the queue requires, or names what it does not know", () => {
    expect(fold(workOf("i1"), [resolve, wrapUp([])]).TASK.get("task-i1")?.row.taskState).toBe(
      "WRAP_UP",
    );
    expect(
      fold(workOf("i1"), [resolve, wrapUp(["nonsense"])]).TASK.get("task-i1")?.row.taskState,
    ).toBe("WRAP_UP");
  });

  test("by a refused command", () => {
    expect(
      sizes(
        fold(workOf("i1"), [note("i1")], { end: "REFUSED", code: "NOT_PERMITTED", detail: null }),
      ),
    ).toBe(0);
  });

  test("by a row that contradicts itself, and the other commands are still shown", () => {
    const broken = taskRow("i1", { mediaState: "RESERVED", offer: null });
    const overlay = fold([...workOf("i1"), ["TASK", broken]], [resolve, note("i1")]);
    expect([...overlay.MESSAGE.keys()]).toEqual(["m9"]);
    expect(overlay.TASK.size).toBe(0);
  });
});

test("a confirmed command that the replica has not reached is still shown", () => {
  expect(
    fold(workOf("i1"), [note("i1")], { end: "APPLIED", feedId: "f", seq: 99 }).MESSAGE.size,
  ).toBe(1);
});
