import { describe, expect, test } from "vitest";
import {
  type InteractionId,
  type InterventionId,
  type MessageId,
  type TaskId,
  brand,
} from "../../../src/domain/id.ts";
import { NEVER } from "../../../src/domain/time.ts";
import { after } from "../../domain/sample.ts";
import { type Centre, live, openCentre } from "./centre.ts";
import { settle } from "./fake-time.ts";
import { StubbornStore } from "./stubborn-store.ts";

async function completed(centre: Centre, source?: typeof live) {
  await centre.ready("ana");
  const { interactionId, visitor } = await centre.request(source);
  const taskId = await centre.accept(interactionId);
  await centre.does("ana", "task.resolve", { taskId });
  await centre.does("ana", "wrapup.submit", { taskId, dispositions: ["solved"], note: "done" });
  return { interactionId: brand<InteractionId>(interactionId), visitor, taskId };
}

function cloneOf(sourceInteractionId: InteractionId, name: string) {
  return {
    sourceInteractionId,
    interactionId: brand<InteractionId>(`${name}-i`),
    taskId: brand<TaskId>(`${name}-t`),
    interventionId: brand<InterventionId>(`${name}-v`),
    subject: null,
    message: { messageId: brand<MessageId>(`${name}-m`), body: "Did it arrive?" },
  };
}

describe("closed work", () => {
  test("leaves memory once it is written, and stays in the store", async () => {
    const centre = await openCentre();
    const { interactionId, taskId, visitor } = await completed(centre);
    for (const [kind, id] of [
      ["INTERACTION", interactionId],
      ["TASK", taskId],
      ["THREAD", visitor.threadId],
      ["CUSTOMER", visitor.customerId],
    ] as const)
      expect([kind, centre.engine.live.row(kind, id)]).toEqual([kind, null]);
    expect([...centre.engine.live.rows("MESSAGE")]).toEqual([]);
    expect([...centre.engine.live.rows("INTERVENTION")]).toEqual([]);
    expect([...centre.engine.live.rows("COMPLETION")]).toEqual([]);
    expect(centre.engine.live.conversation(interactionId)).toBeNull();
    expect(await centre.store.reader.tasksOf(interactionId)).toHaveLength(1);
    expect(await centre.store.reader.thread(visitor.threadId, true)).toHaveLength(3);
  });

  test("leaves memory again after a command that looked at it, whether it was done or refused", async () => {
    const centre = await openCentre();
    const { interactionId, taskId } = await completed(centre);
    await centre.sends("ana", "task.resolve", { taskId });
    await centre.does("ana", "interaction.edit", { interactionId, fields: { tags: ["late"] } });
    await centre.pass(2_000);
    const left = (["TASK", "INTERACTION", "THREAD", "CUSTOMER", "INTERVENTION"] as const).flatMap(
      (kind) => Array.from(centre.engine.live.rows(kind), (row) => `${kind} ${row.row.id}`),
    );
    expect(left).toEqual([]);
  });

  test("leaves memory after a refused command while other work goes on", async () => {
    const centre = await openCentre();
    const { taskId } = await completed(centre);
    const other = await centre.request();
    await centre.sends("ana", "task.resolve", { taskId });
    await centre.accept(other.interactionId);
    expect(centre.engine.live.row("TASK", taskId)).toBeNull();
    expect(centre.interaction(other.interactionId).status).toBe("CONNECTED");
  });
});

describe("work that closes while a command on it waits for the reader", () => {
  test("stays for that command, and leaves memory with it", async () => {
    const store = new StubbornStore();
    const centre = await openCentre({ store });
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    const taskId = await centre.accept(interactionId);
    await centre.does("ana", "task.resolve", { taskId });
    const send = (type: "wrapup.skip" | "task.resolve") =>
      centre.engine.submit(centre.actor("ana"), centre.command(type, { taskId }));
    store.writing.close();
    const skipped = send("wrapup.skip");
    await settle();
    store.reading.close();
    const resolved = send("task.resolve");
    await settle();
    store.writing.open();
    expect((await skipped).end).toBe("APPLIED");
    expect(centre.engine.live.row("TASK", taskId)?.row.taskState).toBe("CLOSED");
    store.reading.open();
    expect(await resolved).toMatchObject({ code: "TASK_CLOSED" });
    expect(centre.engine.live.row("TASK", taskId)).toBeNull();
  });
});

describe("a completed interaction", () => {
  test("can be edited by its owner: what stood there before is told, who completed it stays", async () => {
    const centre = await openCentre();
    const { interactionId } = await completed(centre);
    await centre.pass(60_000);
    const fields = { subject: "Parcel 17", tags: ["late"], customerName: " Kim L. " };
    await centre.does("ana", "interaction.edit", { interactionId, fields });
    expect(await centre.keptInteraction(interactionId)).toMatchObject({
      state: "COMPLETED",
      subject: "Parcel 17",
      tags: ["late"],
      customerName: "Kim L.",
      completedBy: "ana",
      completedAt: after(0),
    });
    const told = centre.events.find((event) => event.type === "FIELDS_EDITED");
    expect(told?.data).toEqual({
      before: { subject: "My parcel is late", tags: [], customerName: "Kim Lee" },
      after: fields,
    });
  });

  test("is edited by nobody else, and only with known dispositions and a name", async () => {
    const centre = await openCentre();
    const { interactionId } = await completed(centre);
    await centre.hello("ben");
    await centre.hello("cara");
    const edit = (who: string, fields: object) =>
      centre.refused(who, "interaction.edit", { interactionId, fields });
    expect(await edit("ben", { subject: "x" })).toBe("NOT_PERMITTED");
    expect(await edit("cara", { subject: "x" })).toBe("INTERACTION_NOT_FOUND");
    expect(await edit("ana", { dispositions: ["strange"] })).toBe("DISPOSITION_UNKNOWN");
    expect(await edit("ana", { customerName: "  " })).toBe("FIELD_NOT_EDITABLE");
  });
});

describe("a clone of a completed interaction", () => {
  test("is a new active outbound interaction of the cloner, linked both ways", async () => {
    const centre = await openCentre();
    const { interactionId, visitor } = await completed(centre);
    await centre.pass(60_000);
    const order = cloneOf(interactionId, "c1");
    await centre.does("ana", "interaction.clone", order);
    expect(centre.interaction("c1-i")).toMatchObject({
      state: "ACTIVE",
      direction: "OUTBOUND",
      status: "CONNECTED",
      subject: "Follow-up: My parcel is late",
      ownerId: "ana",
      dispositions: [],
      dispositionNote: "",
      clonedFromId: interactionId,
      rootInteractionId: interactionId,
      threadId: visitor.threadId,
      displayNumber: 2,
      lastLine: "Did it arrive?",
      slaDueAt: NEVER,
    });
    expect(centre.task("c1-i")).toMatchObject({
      direction: "OUTBOUND",
      mode: "AGENT",
      mediaState: "ACTIVE",
      agentId: "ana",
      priority: 1,
      offer: null,
    });
    expect(await centre.keptInteraction(interactionId)).toMatchObject({
      state: "COMPLETED",
      completedAt: after(0),
      cloneIds: ["c1-i"],
      dispositions: ["solved"],
    });
    const answer = await centre.writes(visitor, "Yes, thanks");
    expect(answer).toMatchObject({ end: "APPLIED", reply: { interactionId: "c1-i" } });
  });

  test("is made twice only when two are wanted, and a clone of a clone keeps the root", async () => {
    const centre = await openCentre({ queue: { wrapUp: { enabled: false, seconds: 0 } } });
    await centre.ready("ana");
    const first = await centre.request();
    const taskId = await centre.accept(first.interactionId);
    await centre.does("ana", "task.resolve", { taskId });
    const source = brand<InteractionId>(first.interactionId);
    const order = cloneOf(source, "c1");
    await centre.does("ana", "interaction.clone", order);
    expect(await centre.refused("ana", "interaction.clone", order)).toBe("ALREADY_EXISTS");
    await centre.does("ana", "task.resolve", { taskId: order.taskId });
    expect(await centre.refused("ana", "interaction.clone", order)).toBe("ALREADY_EXISTS");
    await centre.does("ana", "interaction.clone", cloneOf(source, "c2"));
    await centre.does("ana", "interaction.clone", cloneOf(order.interactionId, "c3"));
    expect(centre.interaction("c3-i")).toMatchObject({
      rootInteractionId: source,
      clonedFromId: "c1-i",
      subject: "Follow-up: My parcel is late",
    });
    expect((await centre.keptInteraction(source)).cloneIds).toEqual(["c1-i", "c2-i"]);
  });

  test("is refused under the ids of things that were long ago", async () => {
    const centre = await openCentre();
    const { interactionId, taskId } = await completed(centre);
    const kept = await centre.keptInteraction(interactionId);
    const order = cloneOf(interactionId, "c1");
    const refused = (changes: object) =>
      centre.refused("ana", "interaction.clone", { ...order, ...changes });
    expect(await refused({ taskId })).toBe("ALREADY_EXISTS");
    expect(await refused({ interventionId: kept.interventionId ?? "" })).toBe("ALREADY_EXISTS");
    const [message] = await centre.store.reader.thread(kept.threadId, true);
    const messageId = message?.row.id;
    expect(await refused({ message: { messageId, body: "Hello" } })).toBe("ALREADY_EXISTS");
    expect(centre.logged).toEqual([]);
    expect(await refused({})).toBe("APPLIED");
  });

  test("begins a new thread where the old one ended with its session", async () => {
    const centre = await openCentre();
    const { interactionId, visitor } = await completed(centre, live);
    const order = cloneOf(interactionId, "c1");
    // No customer has a token of the new one: a first message would be nobody's.
    expect(await centre.refused("ana", "interaction.clone", order)).toBe("NO_WAY_OUT");
    await centre.does("ana", "interaction.clone", { ...order, message: null });
    expect(centre.interaction("c1-i").threadId).not.toBe(visitor.threadId);
  });

  test("is refused of what is still active, and to whoever may not see the original", async () => {
    const centre = await openCentre();
    const { interactionId } = await completed(centre);
    const { interactionId: active } = await centre.request();
    await centre.hello("cara");
    expect(await centre.refused("ana", "interaction.clone", cloneOf(brand(active), "c1"))).toBe(
      "INTERACTION_NOT_COMPLETED",
    );
    expect(await centre.refused("cara", "interaction.clone", cloneOf(interactionId, "c1"))).toBe(
      "INTERACTION_NOT_FOUND",
    );
  });

  test("counts in the cloner's load even above the limit, and nothing more is offered then", async () => {
    const centre = await openCentre({ mrd: { maxRequests: 1 } });
    const { interactionId } = await completed(centre);
    for (const name of ["c1", "c2", "c3"])
      await centre.does("ana", "interaction.clone", cloneOf(interactionId, name));
    expect(centre.agent("ana").mrds).toMatchObject([{ active: 3, state: "BUSY" }]);
    const { interactionId: waiting } = await centre.request();
    expect(centre.task(waiting).mediaState).toBe("QUEUED");
  });
});
