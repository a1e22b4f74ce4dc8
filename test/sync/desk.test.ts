import { afterEach, describe, expect, test } from "vitest";
import { type InteractionId, type MessageId, brand } from "../../src/domain/id.ts";
import { close, closeAll, freshPerson, live, now, open, storages, until } from "./desk-harness.ts";
import { FakeNode } from "./fake-node.ts";
import { workOf } from "./rows.ts";

afterEach(closeAll);

describe.each(storages)("a desk on %s storage", (_name, storage) => {
  test("shows the node's rows, submits a note and learns its outcome", async () => {
    const node = new FakeNode();
    freshPerson(node);
    node.put(...workOf("i1"));
    const desk = await open(node, { storage: storage() });
    await live(desk);
    expect(await now(desk.tasks)).toHaveLength(1);
    expect(desk.me.name).toBe("Ana");

    node.decide = (command) => {
      if (command.type === "note.add") {
        node.head += 1;
      }
      return node.applied();
    };
    const note = {
      interactionId: brand<InteractionId>("i1"),
      messageId: brand<MessageId>("n1"),
      body: "Called back",
    };
    const submission = desk.submit("note.add", note);
    await until(desk.messagesOf("i1"), (shown) => shown.some((each) => each.pending));
    await submission.stored;
    expect(await submission.outcome).toMatchObject({ end: "APPLIED" });
    expect(await now(desk.outbox)).toEqual([]);
  });

  test("knows while its node can keep nothing, and takes another connection for a good one", async () => {
    const node = new FakeNode();
    freshPerson(node);
    const desk = await open(node, { storage: storage() });
    await live(desk);
    expect(await now(desk.connection)).toMatchObject({ nodeKeeps: true });
    const tell = (canWrite: boolean) => {
      for (const each of node.connections) each.send({ frame: "standing", canWrite });
    };
    tell(false);
    await until(desk.connection, ({ nodeKeeps }) => !nodeKeeps);
    tell(true);
    await until(desk.connection, ({ nodeKeeps }) => nodeKeeps);
    tell(false);
    await until(desk.connection, ({ nodeKeeps }) => !nodeKeeps);
    node.cut();
    await until(desk.connection, ({ state, nodeKeeps }) => state === "LIVE" && nodeKeeps);
  });

  test("knows while its node stands still because its machine's clock has leapt (F52)", async () => {
    const node = new FakeNode();
    freshPerson(node);
    const desk = await open(node, { storage: storage() });
    await live(desk);
    expect(await now(desk.connection)).toMatchObject({ clockHeld: false });
    const tell = (held: object) => {
      for (const each of node.connections)
        each.send({ frame: "standing", canWrite: true, ...held });
    };
    tell({ clockHeld: true });
    await until(desk.connection, ({ clockHeld, nodeKeeps }) => clockHeld && nodeKeeps);
    tell({});
    await until(desk.connection, ({ clockHeld }) => !clockHeld);
    tell({ clockHeld: true });
    await until(desk.connection, ({ clockHeld }) => clockHeld);
    node.cut();
    await until(desk.connection, ({ state, clockHeld }) => state === "LIVE" && !clockHeld);
  });

  test("opened without its node says as of when it is", async () => {
    const node = new FakeNode();
    freshPerson(node);
    node.put(...workOf("i1"));
    const parts = { storage: storage() };
    const first = await open(node, parts);
    const { lastUpdateAt } = await until(first.connection, (line) => line.lastUpdateAt !== null);
    const known = first.identity;
    await close(first);

    const refused = () => {
      throw new Error("the node is away");
    };
    const desk = await open(node, { ...parts, known, connect: refused, fetch: refused });
    expect(await now(desk.connection)).toMatchObject({ lastUpdateAt });
    expect(await now(desk.tasks)).toHaveLength(1);
  });
});
