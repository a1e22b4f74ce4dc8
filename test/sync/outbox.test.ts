import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type TaskId, brand } from "../../src/domain/id.ts";
import type { Command, Outcome } from "../../src/protocol/commands.ts";
import type { Desk } from "../../src/sync/desk.ts";
import { closeAll, eventually, live, now, open, pause, until } from "./desk-harness.ts";
import { type OutboxNode, freshOutboxNode } from "./outbox-node.ts";
import { completedRow, interactionRow, messageRow, workOf } from "./rows.ts";

let node: OutboxNode["node"];
let note: OutboxNode["note"];
let bodies: OutboxNode["bodies"];
let refused: OutboxNode["refused"];
let holdAnswers: OutboxNode["holdAnswers"];

beforeEach(() => {
  ({ node, note, bodies, refused, holdAnswers } = freshOutboxNode());
});
afterEach(closeAll);

const accept = (desk: Desk) =>
  desk.submit("offer.accept", { taskId: brand<TaskId>("task-i1"), offerId: brand("offer-i1") });
const entries = async (desk: Desk) => (await now(desk.outbox)).map(({ id, state }) => [id, state]);

describe("a command", () => {
  test("is on disk before it is sent", async () => {
    const desk = await open(node);
    await live(desk);
    const answer = holdAnswers();
    const { id, stored } = note(desk, "i1");
    expect(node.commands).toEqual([]);
    await stored;
    await eventually(() => node.commands.length === 1, "the first send");
    expect(await entries(desk)).toEqual([[id, "SENDING"]]);
    answer(id);
    await until(desk.outbox, (outbox) => outbox.length === 0);
  });

  test("is not called saved before it is on disk", async () => {
    node.put(...workOf("i1"));
    const desk = await open(node);
    await live(desk);
    holdAnswers();
    const { stored } = note(desk, "i1");
    const said = async () => {
      const [[entry], messages] = await Promise.all([now(desk.outbox), now(desk.messagesOf("i1"))]);
      return [messages.at(-1)?.pending, entry?.state];
    };
    expect(await said()).toEqual(["SAVING", "SAVING"]);
    await stored;
    expect((await said())[0]).toBe("SAVED");
  });

  test("waits for the command before it in its line; other lines do not", async () => {
    const desk = await open(node);
    await live(desk);
    const answer = holdAnswers();
    const first = note(desk, "i1", "one");
    note(desk, "i1", "two");
    note(desk, "i2", "three");
    await eventually(() => node.commands.length === 2, "the first of each line");
    await pause(20);
    expect(bodies()).toEqual(["one", "three"]);
    answer(first.id);
    await eventually(() => node.commands.length === 3, "the second of the line");
    expect(bodies()).toEqual(["one", "three", "two"]);
  });

  test("that makes an object stands in that object's line too", async () => {
    node.put(["INTERACTION", completedRow("old")]);
    const desk = await open(node);
    await live(desk);
    const answer = holdAnswers();
    const clone = desk.submit("interaction.clone", {
      sourceInteractionId: brand("old"),
      interactionId: brand("new"),
      taskId: brand("task-new"),
      interventionId: brand("case-new"),
      subject: null,
      message: null,
    });
    note(desk, "new", "on the clone");
    note(desk, "old", "on the original");
    await eventually(() => node.commands.length === 1, "the clone");
    await pause(20);
    expect(node.commands.map(({ type }) => type)).toEqual(["interaction.clone"]);
    answer(clone.id);
    await eventually(() => node.commands.length === 3, "what waited for it");
  });

  test("on a task stands in its conversation's line", async () => {
    node.put(...workOf("i1"));
    const desk = await open(node);
    await live(desk);
    holdAnswers();
    note(desk, "i1", "first");
    desk.submit("task.resolve", { taskId: brand("task-i1") });
    await eventually(() => node.commands.length === 1, "the note");
    await pause(20);
    expect(node.commands).toHaveLength(1);
  });

  test("that is urgent goes before all that waits", async () => {
    const desk = await open(node);
    await live(desk);
    node.cut();
    await until(desk.connection, ({ state }) => state !== "LIVE");
    for (let i = 0; i < 5; i += 1) await note(desk, `i${i}`).stored;
    await live(desk);
    await eventually(() => node.commands.length === 5, "the backlog");

    node.received.length = 0;
    holdAnswers();
    const backlog = Array.from({ length: 3 }, (_each, i) => note(desk, `j${i}`));
    const accepted = accept(desk);
    await Promise.all([...backlog, accepted].map(({ stored }) => stored));
    await eventually(() => node.commands.length === 4, "all four");
    const frame = node.frames("commands").find(({ commands }) => commands.length > 1);
    const order = frame?.commands.map(({ type }) => type) ?? [];
    expect(order.indexOf("offer.accept")).toBeLessThanOrEqual(0);
  });

  test("of which the node does not know the end is sent again under its id", async () => {
    const desk = await open(node);
    await live(desk);
    let asked = 0;
    node.decide = () => {
      asked += 1;
      return asked === 1 ? { end: "UNKNOWN" } : node.applied();
    };
    const { id, outcome } = note(desk, "i1");
    expect(await outcome).toMatchObject({ end: "APPLIED" });
    expect(node.commands.map((command) => command.id)).toEqual([id, id]);
  });

  test("that a busy node turned away is sent again", async () => {
    const desk = await open(node);
    await live(desk);
    let asked = 0;
    node.decide = () => {
      asked += 1;
      return asked === 1 ? refused("NODE_BUSY") : node.applied();
    };
    expect(await note(desk, "i1").outcome).toMatchObject({ end: "APPLIED" });
  });

  test("that was refused stays to be seen until retried under a new id, or discarded", async () => {
    const desk = await open(node);
    await live(desk);
    node.decide = () => refused("INTERACTION_NOT_FOUND", "i1");
    const { id, outcome } = note(desk, "i1");
    expect(await outcome).toEqual({ end: "REFUSED", code: "INTERACTION_NOT_FOUND", detail: "i1" });
    expect(await now(desk.outbox)).toMatchObject([
      { id, state: "REFUSED", code: "INTERACTION_NOT_FOUND", detail: "i1" },
    ]);

    node.decide = () => node.applied();
    const again = desk.retry(id);
    expect(await again?.outcome).toMatchObject({ end: "APPLIED" });
    expect(again?.id).not.toBe(id);
    await until(desk.outbox, (outbox) => outbox.length === 0);

    node.decide = () => refused("INTERACTION_NOT_FOUND");
    const third = note(desk, "i1");
    await third.outcome;
    await desk.discard(third.id);
    expect(await now(desk.outbox)).toEqual([]);
    expect(desk.retry(third.id)).toBeNull();
  });

  test("of what somebody wrote says when it was written, also when it is tried again (F18)", async () => {
    const desk = await open(node);
    await live(desk);
    node.decide = () => refused("INTERACTION_NOT_FOUND", "i1");
    const before = desk.clock.now();
    const { id, outcome } = note(desk, "i1");
    await outcome;
    await pause(20);
    node.decide = () => node.applied();
    await desk.retry(id)?.outcome;
    const [first, second] = node.commands.map(({ body }) =>
      "writtenAt" in body ? body.writtenAt : undefined,
    );
    expect(first).toBeGreaterThanOrEqual(before);
    expect(first).toBeLessThanOrEqual(desk.clock.now());
    expect(second).toBe(first);
  });

  test("that was refused does not stop its line", async () => {
    const desk = await open(node);
    await live(desk);
    node.decide = ({ body }: Command) =>
      "body" in body && body.body === "bad" ? refused("MESSAGE_EMPTY") : node.applied();
    const [bad, good] = [note(desk, "i1", "bad"), note(desk, "i1", "good")];
    expect(await bad.outcome).toMatchObject({ end: "REFUSED" });
    expect(await good.outcome).toMatchObject({ end: "APPLIED" });
  });
});

describe("a command that needs the node", () => {
  test("is refused at once while it is out of reach, and not kept", async () => {
    const desk = await open(node);
    await live(desk);
    node.up = false;
    node.cut();
    await until(desk.connection, ({ state }) => state === "RECONNECTING");
    const { stored, outcome } = accept(desk);
    await stored;
    expect(await outcome).toEqual({ end: "REFUSED", code: "OFFLINE" });
    expect(await now(desk.outbox)).toEqual([]);
    node.up = true;
    await live(desk);
    await pause(20);
    expect(node.commands).toEqual([]);
  });

  test("says until when it is wanted, in the node's time", async () => {
    node.aheadMs = 3_600_000;
    const desk = await open(node);
    await live(desk);
    await accept(desk).outcome;
    const [command] = node.commands;
    const wantedFor = (command?.notAfter ?? 0) - node.now;
    expect(wantedFor).toBeGreaterThan(14_000);
    expect(wantedFor).toBeLessThanOrEqual(15_000);
  });

  test("leaves nothing behind when the one who asked has heard its refusal", async () => {
    const desk = await open(node);
    await live(desk);
    node.decide = () => refused("OFFER_EXPIRED");
    expect(await accept(desk).outcome).toEqual({ end: "REFUSED", code: "OFFER_EXPIRED" });
    await until(desk.outbox, (outbox) => outbox.length === 0);
  });
});

describe("a confirmed command", () => {
  test("stays in the fold until the replica has come as far", async () => {
    node.put(...workOf("i1"));
    const desk = await open(node);
    await live(desk);
    node.decide = () => {
      node.put(["MESSAGE", messageRow("note-1", "i1", "Called back")]);
      return { end: "APPLIED", seq: node.head + 5, reply: {} } as Omit<Outcome, "commandId">;
    };
    const { outcome } = note(desk, "i1");
    expect(await outcome).toMatchObject({ end: "APPLIED" });
    expect(await now(desk.outbox)).toEqual([]);
    expect((await now(desk.messagesOf("i1"))).map(({ pending }) => pending)).toEqual([
      false,
      "SAVED",
    ]);
    node.head += 10;
    node.tell([...node.view.values()]);
    const shown = await until(desk.messagesOf("i1"), (messages) =>
      messages.every(({ pending }) => !pending),
    );
    expect(shown).toHaveLength(2);
  });

  test("is sent again under its id when the node comes back with another feed", async () => {
    const desk = await open(node);
    await live(desk);
    node.decide = () => ({ end: "APPLIED", seq: 1000, reply: {} }) as Omit<Outcome, "commandId">;
    const { id, outcome } = note(desk, "i1");
    await outcome;
    node.decide = () => node.applied();
    node.restore("feed-2", ["INTERACTION", interactionRow("i1")]);
    await live(desk);
    await eventually(() => node.commands.length === 2, "the second send");
    expect(node.commands.map((command) => command.id)).toEqual([id, id]);
  });
});

test("a backlog goes in few frames, and never faster than the node takes it", async () => {
  const desk = await open(node);
  await live(desk);
  node.up = false;
  node.cut();
  await until(desk.connection, ({ state }) => state === "RECONNECTING");
  const made = Array.from({ length: 150 }, (_each, i) => note(desk, `i${i}`));
  await Promise.all(made.map(({ stored }) => stored));
  node.up = true;
  await until(desk.outbox, (outbox) => outbox.length === 0);
  expect(node.frames("commands").map(({ commands }) => commands.length)).toEqual([100, 50]);
});
