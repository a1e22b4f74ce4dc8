import { glanceAt } from "../../src/domain/glance.ts";
import { describe, expect, test } from "vitest";
import { type TaskId, brand } from "../../src/domain/id.ts";
import {
  beginInteraction,
  completeInteraction,
  editInteraction,
  withMessage,
} from "../../src/domain/interaction.ts";
import type { Message } from "../../src/domain/message.ts";
import type { Task } from "../../src/domain/task.ts";
import { NEVER } from "../../src/domain/time.ts";
import {
  THRESHOLD_MS,
  aCompletedInteraction,
  active,
  after,
  ana,
  anInteraction,
  noon,
  queued,
  reserved,
  wrappingUp,
} from "./sample.ts";

const message = (changes: Partial<Message>): Message => ({
  id: brand("m1"),
  interactionId: anInteraction().id,
  threadId: brand("thread"),
  kind: "CUSTOMER",
  authorId: "customer",
  authorName: "Kim Lee",
  body: "Hello",
  createdAt: after(5_000),
  ...changes,
});

describe("a new interaction", () => {
  test("is open, nobody's, and its last word the customer's unless we began it", () => {
    const {
      state: _s,
      taskId: _t,
      status: _st,
      agentId: _a,
      slaDueAt: _d,
      ...rest
    } = anInteraction();
    const { lastLineBy: _by, lastMessageAt: _at, ...beginning } = rest;
    expect(beginInteraction(beginning, after(60_000))).toMatchObject({
      state: "ACTIVE",
      status: "CREATING",
      taskId: null,
      agentId: null,
      lastLineBy: "CUSTOMER",
      lastMessageAt: noon,
      slaDueAt: after(60_000),
    });
    const outbound = beginInteraction({ ...beginning, direction: "OUTBOUND" }, NEVER);
    expect(outbound.lastLineBy).toBe("AGENT");
  });
});

describe("the last line", () => {
  test.each([
    ["CUSTOMER", "CUSTOMER"],
    ["AGENT", "AGENT"],
  ] as const)("is a %s's public message", (kind, lastLineBy) => {
    expect(withMessage(anInteraction(), message({ kind }))).toMatchObject({
      lastLine: "Hello",
      lastLineBy,
      lastMessageAt: after(5_000),
    });
  });

  test.each(["NOTE", "EVENT"] as const)("is never a %s", (kind) => {
    const interaction = anInteraction();
    expect(withMessage(interaction, message({ kind }))).toBe(interaction);
  });

  test("is cut where it is long", () => {
    const long = withMessage(anInteraction(), message({ body: "x".repeat(1_000) }));
    expect(long.lastLine).toHaveLength(240);
  });
});

describe("what the open tasks make of it", () => {
  const dueAt = (task: Task) =>
    task.state === "QUEUED" || task.state === "RESERVED" ? task.slaDueAt : NEVER;
  const other = brand<TaskId>("t2");

  test.each([
    ["waiting", [queued()], "OPEN", null, after(THRESHOLD_MS)],
    ["offered", [reserved()], "PENDING", ana, after(THRESHOLD_MS)],
    ["answered", [active()], "CONNECTED", ana, NEVER],
    ["wrapped up", [wrappingUp()], "WRAP_UP", ana, NEVER],
    ["nothing open", [], "UNDELIVERED", null, NEVER],
  ] as const)("%s", (_what, tasks, status, agentId, slaDueAt) => {
    const glance = glanceAt(anInteraction({ status: "OPEN" }), tasks, dueAt);
    expect(glance).toMatchObject({ status, agentId, slaDueAt });
  });

  test.each([
    ["a conversation before a wrap-up", [wrappingUp(), active({ id: other })], "CONNECTED"],
    ["a wrap-up before an offer", [reserved({ id: other }), wrappingUp()], "WRAP_UP"],
    ["an offer before the queue", [queued(), reserved({ id: other })], "PENDING"],
  ] as const)("of several: %s", (_what, tasks, status) => {
    expect(glanceAt(anInteraction(), tasks, dueAt).status).toBe(status);
  });

  test("keeps a promise in sight that runs behind a wrap-up", () => {
    const glance = glanceAt(anInteraction(), [wrappingUp(), queued({ id: other })], dueAt);
    expect(glance).toMatchObject({ status: "WRAP_UP", slaDueAt: after(THRESHOLD_MS) });
  });
});

describe("fields that people may change", () => {
  test.each([
    ["of an active interaction", anInteraction()],
    ["of a completed one", aCompletedInteraction()],
  ])("%s", (_what, interaction) => {
    const fields = { subject: "Parcel 17", customerName: "  Kim L. ", tags: ["late"] };
    expect(editInteraction(interaction, fields)).toEqual({
      ...interaction,
      ...fields,
      customerName: "Kim L.",
    });
  });

  test("do not include a name of nothing", () => {
    expect(editInteraction(anInteraction(), { customerName: "  " })).toMatchObject({
      refused: "FIELD_NOT_EDITABLE",
    });
  });

  test("leave the name alone when it is not among them", () => {
    expect(editInteraction(anInteraction(), { tags: [] })).toEqual({
      ...anInteraction(),
      tags: [],
    });
  });
});

describe("a completed interaction", () => {
  test("says who, when and how, and nothing of a task any more", () => {
    const completion = {
      by: ana,
      byName: "Ana",
      at: after(9_000),
      resolution: "RESOLVED",
    } as const;
    const completed = completeInteraction(anInteraction(), completion);
    expect(completed).toMatchObject({
      state: "COMPLETED",
      completedBy: ana,
      completedByName: "Ana",
      completedAt: after(9_000),
      resolution: "RESOLVED",
      subject: "My parcel",
    });
    for (const gone of ["taskId", "status", "agentId", "slaDueAt"])
      expect(completed).not.toHaveProperty(gone);
  });
});
