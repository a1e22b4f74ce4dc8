import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  close,
  closeAll,
  eventually,
  live,
  memoryStorage,
  now,
  open,
  pause,
  storages,
  until,
} from "./desk-harness.ts";
import { type OutboxNode, freshOutboxNode } from "./outbox-node.ts";
import { workOf } from "./rows.ts";

let node: OutboxNode["node"];
let note: OutboxNode["note"];
let bodies: OutboxNode["bodies"];
let refused: OutboxNode["refused"];
let holdAnswers: OutboxNode["holdAnswers"];

beforeEach(() => {
  ({ node, note, bodies, refused, holdAnswers } = freshOutboxNode());
});
afterEach(closeAll);

describe.each(storages)("over a reload, with %s storage,", (_name, storage) => {
  test("nothing is lost and the same ids are sent, in order", async () => {
    const parts = { storage: storage() };
    node.put(...workOf("i1"));
    const first = await open(node, parts);
    await live(first);
    node.up = false;
    node.cut();
    await until(first.connection, ({ state }) => state === "RECONNECTING");
    const made = ["one", "two", "three"].map((body) => note(first, "i1", body));
    await Promise.all(made.map(({ stored }) => stored));
    expect(await now(first.outbox)).toHaveLength(3);
    await close(first);
    expect(await made[0]?.outcome).toEqual({ end: "REFUSED", code: "CLOSED" });

    const second = await open(node, { ...parts, known: first.identity });
    expect((await now(second.outbox)).map(({ id }) => id)).toEqual(made.map(({ id }) => id));
    const shown = await now(second.messagesOf("i1"));
    expect(shown.filter(({ pending }) => pending).map(({ row }) => row.body)).toEqual([
      "one",
      "two",
      "three",
    ]);
    node.up = true;
    await live(second);
    await until(second.outbox, (outbox) => outbox.length === 0);
    expect(node.commands.map(({ id }) => id)).toEqual(made.map(({ id }) => id));
    expect(bodies()).toEqual(["one", "two", "three"]);
    await close(second);

    const third = await open(node, { ...parts, known: first.identity });
    await live(third);
    await pause(20);
    expect(node.commands).toHaveLength(3);
  });

  test("a command whose answer was lost is asked for again under the same id", async () => {
    const parts = { storage: storage() };
    const first = await open(node, parts);
    await live(first);
    holdAnswers();
    const { id } = note(first, "i1");
    await eventually(() => node.commands.length === 1, "the first send");
    await close(first);
    node.decide = () => node.applied();
    const second = await open(node, { ...parts, known: first.identity });
    await until(second.outbox, (outbox) => outbox.length === 0);
    await eventually(() => node.commands.length === 2, "the second send");
    expect(node.commands.map((command) => command.id)).toEqual([id, id]);
  });

  test("a refusal that nobody saw is still there", async () => {
    const parts = { storage: storage() };
    const first = await open(node, parts);
    await live(first);
    node.decide = () => refused("NOT_PERMITTED");
    const { id, outcome } = note(first, "i1");
    await outcome;
    await close(first);
    const second = await open(node, { ...parts, known: first.identity });
    expect(await now(second.outbox)).toMatchObject([
      { id, state: "REFUSED", code: "NOT_PERMITTED" },
    ]);
  });
});

test("another node at the same address gets nothing", async () => {
  const parts = { storage: memoryStorage() };
  const first = await open(node, parts);
  await live(first);
  node.up = false;
  node.cut();
  await until(first.connection, ({ state }) => state === "RECONNECTING");
  await note(first, "i1").stored;
  await close(first);
  node.up = true;
  node.nodeId = "n2";
  const second = await open(node, { ...parts, known: first.identity });
  const { state, ...rest } = await until(second.connection, (line) => line.state === "REFUSED");
  expect({ state, ...rest }).toMatchObject({ code: "OTHER_NODE" });
  await pause(20);
  expect(node.commands).toEqual([]);
  expect(await now(second.outbox)).toHaveLength(1);
});
