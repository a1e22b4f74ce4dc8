import { BehaviorSubject, of } from "rxjs";
import { describe, expect, test } from "vitest";
import type { Command } from "../../../src/protocol/commands.ts";
import type { TaskRow } from "../../../src/protocol/rows/task-row.ts";
import { added, draftFor, keepText, textOf } from "../../../src/renderer/refused/keep-text.ts";
import type { Desk, OutboxEntry } from "../../../src/sync/desk.ts";

const command = (type: Command["type"], body: object): Command =>
  ({ id: "c1", type, body }) as unknown as Command;
const message = command("message.post", { interactionId: "i1", messageId: "m1", body: "Hello" });
const note = command("note.add", { interactionId: "i1", messageId: "m1", body: "Called" });

const task = (changes: Partial<TaskRow> = {}): TaskRow =>
  ({
    interactionId: "i1",
    agentId: "ana",
    taskState: "ACTIVE",
    mediaState: "ACTIVE",
    role: "PRIMARY",
    ...changes,
  }) as TaskRow;

describe("the text at stake", () => {
  test.each([
    ["a message's", message, "Hello"],
    ["a note's", note, "Called"],
    ["a wrap-up's note", command("wrapup.submit", { taskId: "t", note: "found" }), "found"],
    ["a clone's first message", command("interaction.clone", { message: { body: "Hi" } }), "Hi"],
    ["an edited note", command("interaction.edit", { fields: { dispositionNote: "x" } }), "x"],
  ])("is %s", (_what, from, text) => {
    expect(textOf(from)).toBe(text);
  });

  test.each([
    ["a tag", command("interaction.edit", { fields: { tags: ["a"] } })],
    ["a wrap-up without a note", command("wrapup.submit", { taskId: "t", note: " " })],
    ["a clone without a message", command("interaction.clone", { message: null })],
    ["an accept", command("offer.accept", { taskId: "t", offerId: "o" })],
  ])("is none in %s", (_what, from) => {
    expect(textOf(from)).toBeNull();
  });
});

describe("the draft a refused text goes back into", () => {
  test("is the one of its conversation and kind, while that is one's own", () => {
    expect(draftFor(message, [task()], "ana")).toBe("reply i1");
    expect(draftFor(note, [task()], "ana")).toBe("note i1");
  });

  test("is the note for who may no longer write to the customer", () => {
    expect(draftFor(message, [task({ role: "ASSISTANT" })], "ana")).toBe("note i1");
  });

  test.each([
    ["somebody else's", task({ agentId: "rui" as TaskRow["agentId"] })],
    ["over", task({ taskState: "WRAP_UP" })],
    ["only listened to", task({ role: "SILENT_MONITOR" })],
    ["another", task({ interactionId: "i2" as TaskRow["interactionId"] })],
  ])("is none where the conversation is %s", (_what, held) => {
    expect(draftFor(message, [held], "ana")).toBeNull();
  });

  test("keeps what is being written there", () => {
    expect(added("", "Hello")).toBe("Hello");
    expect(added("I was", "Hello")).toBe("I was\nHello");
    expect(added("I was\nHello", "Hello")).toBe("I was\nHello");
  });
});

describe("keeping a refused text", () => {
  const entry = { id: "c1", command: message } as unknown as OutboxEntry;

  function deskWith(tasks: readonly TaskRow[], draft = "") {
    const told: string[] = [];
    const desk = {
      me: { id: "u1", agentId: "ana" },
      tasks: of(tasks.map((row) => ({ row }))),
      draft: () => new BehaviorSubject(draft),
      saveDraft: async (id: string, text: string) => void told.push(`${id}: ${text}`),
      discard: async (id: string) => void told.push(`discard ${id}`),
    };
    return { desk: desk as unknown as Desk, told };
  }

  test("puts it into the draft first, and only then takes it out of the outbox", async () => {
    const { desk, told } = deskWith([task()], "I was");
    expect(await keepText(desk, entry, undefined)).toBe("IN_DRAFT");
    expect(told).toEqual(["reply i1: I was\nHello", "discard c1"]);
  });

  test("copies it where nothing can be written any more, and leaves it in the outbox", async () => {
    const { desk, told } = deskWith([]);
    const copied: string[] = [];
    const clipboard = { writeText: async (text: string) => void copied.push(text) };
    expect(await keepText(desk, entry, clipboard)).toBe("COPIED");
    expect([copied, told]).toEqual([["Hello"], []]);
  });

  test("says so where it cannot be copied", async () => {
    const { desk, told } = deskWith([]);
    const forbidden = { writeText: () => Promise.reject(new Error("no")) };
    expect(await keepText(desk, entry, forbidden)).toBe("NOT_COPIED");
    expect(await keepText(desk, entry, undefined)).toBe("NOT_COPIED");
    expect(told).toEqual([]);
  });
});
