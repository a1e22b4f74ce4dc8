import { describe, expect, test } from "vitest";
import { type InteractionId, type MessageId, type TaskId, brand } from "../../../src/domain/id.ts";
import { after, support } from "../../domain/sample.ts";
import { type Centre, openCentre } from "./centre.ts";

const message = (centre: Centre, body: string, id = centre.newId()) => ({
  messageId: brand<MessageId>(id),
  body,
});

async function connected(centre: Centre) {
  await centre.ready("ana");
  const { interactionId, visitor } = await centre.request();
  const taskId = await centre.accept(interactionId);
  return { interactionId: brand<InteractionId>(interactionId), visitor, taskId };
}

describe("a message to the customer", () => {
  test("is told, counted as a reply, and shown as the last line of interaction and task", async () => {
    const centre = await openCentre();
    const { interactionId } = await connected(centre);
    await centre.pass(3_000);
    await centre.does("ana", "message.post", { interactionId, ...message(centre, "  Hello!  ") });
    const shown = { lastLine: "Hello!", lastLineBy: "AGENT", lastMessageAt: after(3_000) };
    expect(centre.interaction(interactionId)).toMatchObject(shown);
    expect(centre.task(interactionId)).toMatchObject(shown);
    const { interventionId } = centre.interaction(interactionId);
    expect(centre.engine.live.row("INTERVENTION", interventionId ?? "")?.row).toMatchObject({
      repliesCount: 1,
      firstReplyAt: after(3_000),
    });
  });

  test("is refused from everybody but the agent who holds the conversation", async () => {
    const centre = await openCentre();
    const { interactionId, taskId } = await connected(centre);
    await centre.hello("ben");
    await centre.hello("cara");
    const say = (who: string) =>
      centre.refused(who, "message.post", { interactionId, ...message(centre, "Hello") });
    expect(await say("ben")).toBe("NOT_YOUR_INTERACTION");
    expect(await say("cara")).toBe("INTERACTION_NOT_FOUND");
    await centre.does("ana", "task.resolve", { taskId });
    expect(await say("ana")).toBe("NOT_YOUR_INTERACTION");
    await centre.does("ana", "wrapup.skip", { taskId });
    expect(await say("ana")).toBe("INTERACTION_COMPLETED");
  });

  test("is refused when it is empty", async () => {
    const centre = await openCentre();
    const { interactionId } = await connected(centre);
    expect(
      await centre.refused("ana", "message.post", { interactionId, ...message(centre, "  ") }),
    ).toBe("MESSAGE_EMPTY");
  });

  test("is refused under an id that was used before, in this conversation or long ago in another", async () => {
    const centre = await openCentre();
    const first = await connected(centre);
    const used = message(centre, "Hello");
    const { interactionId } = first;
    await centre.does("ana", "message.post", { interactionId, ...used });
    expect(await centre.refused("ana", "message.post", { interactionId, ...used })).toBe(
      "ALREADY_EXISTS",
    );
    await centre.does("ana", "task.resolve", { taskId: first.taskId });
    await centre.does("ana", "wrapup.skip", { taskId: first.taskId });
    const second = await connected(centre);
    expect(
      await centre.refused("ana", "message.post", {
        interactionId: second.interactionId,
        ...used,
      }),
    ).toBe("ALREADY_EXISTS");
    expect(
      await centre.refused("ana", "note.add", { interactionId: second.interactionId, ...used }),
    ).toBe("ALREADY_EXISTS");
    expect(await centre.writes(second.visitor, "Hi", used.messageId)).toMatchObject({
      end: "REFUSED",
      code: "ALREADY_EXISTS",
    });
    expect(centre.logged).toEqual([]);
  });
});

describe("a note", () => {
  test("is counted as a comment and changes no last line", async () => {
    const centre = await openCentre();
    const { interactionId } = await connected(centre);
    await centre.does("ana", "note.add", { interactionId, ...message(centre, "VIP") });
    expect(centre.interaction(interactionId).lastLine).toBe("My parcel is late");
    const kinds = centre.engine.live
      .conversation(interactionId)
      ?.flatMap((kept) => (kept.kind === "MESSAGE" ? [kept.row.kind] : []));
    expect(kinds).toEqual(["CUSTOMER", "EVENT", "NOTE"]);
    const { interventionId } = centre.interaction(interactionId);
    expect(centre.engine.live.row("INTERVENTION", interventionId ?? "")?.row).toMatchObject({
      commentsCount: 1,
    });
  });

  test("may come from a colleague of the queue, not from elsewhere", async () => {
    const centre = await openCentre();
    const { interactionId } = await connected(centre);
    await centre.hello("ben");
    await centre.hello("cara");
    const note = (who: string) =>
      centre.refused(who, "note.add", { interactionId, ...message(centre, "Known") });
    expect(await note("ben")).toBe("APPLIED");
    expect(await note("cara")).toBe("INTERACTION_NOT_FOUND");
  });
});

describe("a customer's message", () => {
  test("begins one interaction, and goes on in it while it is active", async () => {
    const centre = await openCentre();
    const { interactionId, visitor } = await centre.request();
    const again = await centre.writes(visitor, "Hello?");
    expect(again).toMatchObject({ end: "APPLIED", reply: { interactionId } });
    expect(centre.tasks()).toHaveLength(1);
    expect(centre.interaction(interactionId)).toMatchObject({
      subject: "My parcel is late",
      lastLine: "Hello?",
      displayNumber: 1,
      customerName: "Kim Lee",
    });
  });

  test("begins the next interaction on the same thread once the last is completed and its window is over", async () => {
    const centre = await openCentre({ workspace: { reopenWindowSec: 0 } });
    const { interactionId, visitor, taskId } = await connected(centre);
    await centre.does("ana", "task.resolve", { taskId });
    await centre.does("ana", "wrapup.skip", { taskId });
    const outcome = await centre.writes(visitor, "It is late again");
    if (outcome.end !== "APPLIED") throw new Error(JSON.stringify(outcome));
    const next = (outcome.reply as { interactionId: string }).interactionId;
    expect(next).not.toBe(interactionId);
    expect(centre.interaction(next)).toMatchObject({
      previousInteractionId: interactionId,
      threadId: visitor.threadId,
      displayNumber: 2,
      customerName: "Kim Lee",
    });
  });

  test("is refused from a visitor whose thread it is not", async () => {
    const centre = await openCentre();
    const kim = await centre.visitor();
    const lou = await centre.visitor();
    const outcome = await centre.engine.submit(lou.actor, centre.writing(kim, "Hello"));
    expect(outcome).toMatchObject({ end: "REFUSED", code: "NOT_FOUND" });
  });

  test("names itself by its first line, cut where it is long", async () => {
    const centre = await openCentre();
    const visitor = await centre.visitor();
    const outcome = await centre.writes(visitor, "x".repeat(500));
    if (outcome.end !== "APPLIED") throw new Error(JSON.stringify(outcome));
    const { interactionId } = outcome.reply as { interactionId: string };
    expect(centre.interaction(interactionId).subject).toHaveLength(80);
  });
});

test.each([
  ["a reply", "message.post", { kind: "AGENT" }],
  ["a note", "note.add", { kind: "NOTE" }],
] as const)(
  "%s that was written while the line was down says when (F18)",
  async (_, type, kind) => {
    const centre = await openCentre();
    const { interactionId } = await connected(centre);
    const writtenAt = centre.engine.now() + 1_000;
    await centre.pass(1_800_000);
    const body = { interactionId, messageId: brand<MessageId>("late") };
    await centre.does("ana", type, { ...body, body: "I have looked it up", writtenAt });
    const rows = centre.engine.live.conversation(interactionId) ?? [];
    const written = rows.find(({ row }) => row.id === "late")?.row;
    expect(written).toMatchObject({ ...kind, writtenAt, createdAt: centre.engine.now() });
  },
);

test("a first message to somebody no channel leads to is refused, and nothing is begun (S3)", async () => {
  const centre = await openCentre();
  await centre.ready("ana");
  const interactionId = brand<InteractionId>("begun");
  const body = {
    interactionId,
    taskId: brand<TaskId>("begun-task"),
    queueId: support,
    customerName: "Vera Bell",
    customerEmail: null,
    subject: "",
  };
  const message = { messageId: brand<MessageId>("first"), body: "Your router has arrived" };
  const before = centre.engine.head;
  expect(await centre.refused("ana", "interaction.start", { ...body, message })).toBe("NO_WAY_OUT");
  expect(centre.toldSince(before)).toEqual(["COMMAND_REFUSED"]);
  await centre.does("ana", "interaction.start", { ...body, message: null });
  expect(centre.task(interactionId)).toMatchObject({ agentId: "ana", mediaState: "ACTIVE" });
});

test("nothing is said into a conversation that reaches nobody, nor into a follow-up to it; notes are (S3)", async () => {
  const centre = await openCentre({ queue: { wrapUp: { enabled: false, seconds: 0 } } });
  await centre.ready("ana");
  const interactionId = brand<InteractionId>("begun");
  const taskId = brand<TaskId>("begun-task");
  const customer = { customerName: "Vera Bell", customerEmail: null, subject: "" };
  const begun = { interactionId, taskId, queueId: support, ...customer, message: null };
  await centre.does("ana", "interaction.start", begun);
  const before = centre.engine.head;
  const said = { interactionId, ...message(centre, "Your router has arrived") };
  expect(await centre.refused("ana", "message.post", said)).toBe("NO_WAY_OUT");
  expect(centre.toldSince(before)).toEqual(["COMMAND_REFUSED"]);
  await centre.does("ana", "note.add", said);
  await centre.does("ana", "task.resolve", { taskId });
  const clone = {
    sourceInteractionId: interactionId,
    interactionId: brand<InteractionId>("again"),
    taskId: brand<TaskId>("again-task"),
    interventionId: brand<never>("again-case"),
    subject: null,
  };
  const first = { ...clone, message: message(centre, "Hello again") };
  expect(await centre.refused("ana", "interaction.clone", first)).toBe("NO_WAY_OUT");
  await centre.does("ana", "interaction.clone", { ...clone, message: null });
  const more = { interactionId: clone.interactionId, ...message(centre, "Hello again") };
  expect(await centre.refused("ana", "message.post", more)).toBe("NO_WAY_OUT");
});
