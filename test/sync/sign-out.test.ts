import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { brand } from "../../src/domain/id.ts";
import type { FetchRequest } from "../../src/client/port.ts";
import { close, closeAll, freshPerson, live, now, open, storages, until } from "./desk-harness.ts";
import { FakeNode } from "./fake-node.ts";
import { workOf } from "./rows.ts";

let node: FakeNode;
const asked: string[] = [];

beforeEach(() => {
  node = new FakeNode();
  freshPerson(node);
  asked.length = 0;
});
afterEach(closeAll);

const fetch = (url: string, { method }: FetchRequest) => {
  asked.push(`${method} ${url}`);
  return Promise.resolve({ ok: true, status: 204, text: () => Promise.resolve("") });
};
const note = {
  interactionId: brand<never>("i1"),
  messageId: brand<never>("n1"),
  body: "Called back",
};

describe.each(storages)("on %s storage", (_name, storage) => {
  test("signing out leaves nothing of the person on the device", async () => {
    const parts = { storage: storage(), fetch };
    node.put(...workOf("i1"));
    const desk = await open(node, parts);
    await live(desk);
    await desk.saveDraft("i1", "half a sent");
    expect(await desk.signOut({ discard: false })).toEqual({ signedOut: true });
    expect(asked).toEqual(["DELETE http://127.0.0.1:7450/api/v1/sessions/current"]);
    const left = (await indexedDB.databases()).map(({ name }) => name ?? "");
    expect(left.filter((each) => each.startsWith("rxdb"))).toEqual([]);
    node.up = false;
    const again = await open(node, { ...parts, known: desk.identity });
    expect(await now(again.interactions)).toEqual([]);
    expect(await now(again.draft("i1"))).toBe("");
  });

  test("drafts stay over a reload until they are emptied", async () => {
    const parts = { storage: storage() };
    const desk = await open(node, parts);
    const seen: string[] = [];
    const watching = desk.draft("i1").subscribe((text) => seen.push(text));
    await Promise.all(["H", "He", "Hey"].map((text) => desk.saveDraft("i1", text)));
    watching.unsubscribe();
    expect(seen).toEqual(["", "H", "He", "Hey"]);
    await close(desk);
    const second = await open(node, { ...parts, known: desk.identity });
    expect(await now(second.draft("i1"))).toBe("Hey");
    await second.saveDraft("i1", "");
    await close(second);
    const third = await open(node, { ...parts, known: desk.identity });
    expect(await now(third.draft("i1"))).toBe("");
  });
});

test("with work unsent nobody is signed out unless told to discard it", async () => {
  const hasty = (ms: number, run: () => void) => {
    const timer = setTimeout(run, ms / 20);
    return () => clearTimeout(timer);
  };
  const desk = await open(node, { fetch, after: hasty, monotonic: () => performance.now() * 20 });
  await live(desk);
  node.up = false;
  node.cut();
  await until(desk.connection, ({ state }) => state !== "LIVE");
  const { outcome } = desk.submit("note.add", note);
  expect(await desk.signOut({ discard: false })).toEqual({ signedOut: false, unsent: 1 });
  expect(asked).toEqual([]);
  expect(await now(desk.outbox)).toHaveLength(1);
  expect(await desk.signOut({ discard: true })).toEqual({ signedOut: true });
  expect(await outcome).toMatchObject({ end: "REFUSED" });
});

test("a session that is no longer valid is said, and the work stays", async () => {
  const desk = await open(node);
  await live(desk);
  node.line.send({ frame: "bye", code: "NOT_SIGNED_IN" });
  const line = await until(desk.connection, ({ state }) => state === "REFUSED");
  expect(line).toMatchObject({ state: "REFUSED", code: "NOT_SIGNED_IN" });
  await desk.submit("note.add", note).stored;
  expect(await now(desk.outbox)).toHaveLength(1);
});

test("without anything known the desk opens only when the node answers", async () => {
  node.up = false;
  await expect(open(node)).rejects.toMatchObject({ name: "NodeProblem", code: "UNREACHABLE" });
});
