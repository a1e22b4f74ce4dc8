import { withLatestFrom } from "rxjs/operators";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Desk } from "../../src/sync/desk.ts";
import {
  close,
  closeAll,
  dexieStorage,
  eventually,
  freshPerson,
  live,
  memoryStorage,
  now,
  open,
  pause,
  storages,
  until,
} from "./desk-harness.ts";
import { FakeNode } from "./fake-node.ts";
import { interactionRow, messageRow, offeredRow, taskRow, workOf } from "./rows.ts";

let node: FakeNode;

beforeEach(() => {
  node = new FakeNode();
  freshPerson(node);
});
afterEach(closeAll);

const subjects = async (desk: Desk) =>
  (await now(desk.interactions)).map(({ row }) => row.subject).toSorted();
const ids = async (desk: Desk) =>
  (await now(desk.interactions)).map(({ row }) => String(row.id)).toSorted();
const fetched = () => node.frames("fetch").flatMap((frame) => frame.numbers);

describe.each(storages)("on connecting, with %s storage", (_name, storage) => {
  test("what is missing or older is fetched, what has gone is dropped, what is held is left alone", async () => {
    const parts = { storage: storage() };
    node.put(["INTERACTION", interactionRow("same")], ["INTERACTION", interactionRow("older")]);
    node.put(["INTERACTION", interactionRow("gone")]);
    const first = await open(node, parts);
    await live(first);
    await close(first);

    node.received.length = 0;
    const [changed] = node.put(["INTERACTION", interactionRow("older", { subject: "Changed" })]);
    const [added] = node.put(["INTERACTION", interactionRow("new", { subject: "New" })]);
    node.remove("gone");
    const second = await open(node, { ...parts, known: first.identity });
    expect(await ids(second)).toEqual(["gone", "older", "same"]);
    await live(second);
    expect(await subjects(second)).toEqual(["Changed", "My invoice", "New"]);
    expect(fetched()).toEqual([added?.number, changed?.number]);
    expect(node.frames("reconcile")).toEqual([{ frame: "reconcile", feedId: "feed-1", seq: 3 }]);

    await close(second);
    node.up = false;
    const offline = await open(node, { ...parts, known: first.identity });
    expect(await ids(offline)).toEqual(["new", "older", "same"]);
  });

  test("under another feed everything is fetched anew and the old rows stay until then", async () => {
    const parts = { storage: storage() };
    node.put(["INTERACTION", interactionRow("kept")], ["INTERACTION", interactionRow("lost")]);
    node.put(["MESSAGE", messageRow("m1", "kept")]);
    const desk = await open(node, parts);
    await live(desk);

    node.holdPages = true;
    node.restore("feed-2", ["INTERACTION", interactionRow("kept", { subject: "Restored" })]);
    await eventually(() => node.frames("fetch").length === 2, "a fetch under the new feed");
    expect(await ids(desk)).toEqual(["kept", "lost"]);
    node.line.sendPage(fetched().slice(-1));
    await live(desk);
    expect(await subjects(desk)).toEqual(["Restored"]);
    expect(await now(desk.messagesOf("kept"))).toEqual([]);

    await close(desk);
    node.up = false;
    const offline = await open(node, { ...parts, known: desk.identity });
    expect(await subjects(offline)).toEqual(["Restored"]);
  });

  test("a fetch that was cut short under another feed goes on where it was", async () => {
    const parts = { storage: storage() };
    node.put(["INTERACTION", interactionRow("a")], ["INTERACTION", interactionRow("b")]);
    const first = await open(node, parts);
    await live(first);
    node.holdPages = true;
    node.pageRows = 1;
    node.restore(
      "feed-2",
      ["INTERACTION", interactionRow("b")],
      ["INTERACTION", interactionRow("a")],
    );
    await eventually(() => node.frames("fetch").length === 2, "a fetch under the new feed");
    node.line.sendPage(node.frames("fetch").at(-1)?.numbers ?? []);
    await eventually(() => node.frames("fetch").length === 3, "the second page");
    await close(first);

    node.received.length = 0;
    node.holdPages = false;
    const second = await open(node, { ...parts, known: first.identity });
    await live(second);
    expect(node.frames("reconcile")[0]?.feedId).toBe("feed-1");
    expect(fetched()).toEqual([1]);
    expect(await ids(second)).toEqual(["a", "b"]);
  });
});

describe("while connected", () => {
  test("rows come and go", async () => {
    node.put(...workOf("i1"));
    const desk = await open(node);
    await live(desk);
    node.change(["INTERACTION", interactionRow("i1", { subject: "Refund" })]);
    await until(desk.interaction("i1"), (shown) => shown?.row.subject === "Refund");
    node.drop("task-i1");
    await until(desk.tasks, (tasks) => tasks.length === 0);
  });

  test("a row that goes and comes back at once is there, however far its removal has got", async () => {
    node.put(["INTERACTION", interactionRow("i1")]);
    const parts = { storage: dexieStorage() };
    const desk = await open(node, parts);
    await live(desk);
    for (let ticks = 0; ticks < 40; ticks += 1) {
      node.drop("i1");
      for (let i = 0; i < ticks; i += 1) await Promise.resolve();
      node.change(["INTERACTION", interactionRow("i1", { subject: `back ${ticks}` })]);
      await pause(1);
      expect(await subjects(desk)).toEqual([`back ${ticks}`]);
    }
    await close(desk);
    node.up = false;
    expect(await subjects(await open(node, { ...parts, known: desk.identity }))).toEqual([
      "back 39",
    ]);
  });

  test("an older row never replaces a newer one", async () => {
    const desk = await open(node);
    await live(desk);
    const [older] = node.put(["INTERACTION", interactionRow("i1", { subject: "Older" })]);
    const [newer] = node.put(["INTERACTION", interactionRow("i1", { subject: "Newer" })]);
    node.tell(newer === undefined ? [] : [newer]);
    node.tell(older === undefined ? [] : [older]);
    await until(desk.interactions, (shown) => shown.length === 1);
    await pause(20);
    expect(await subjects(desk)).toEqual(["Newer"]);
  });

  test("a hole in the frame numbers begins a reconcile", async () => {
    const desk = await open(node);
    await live(desk);
    node.put(["INTERACTION", interactionRow("unheard")]);
    node.line.n += 1;
    node.change(["INTERACTION", interactionRow("heard")]);
    await until(desk.interactions, (shown) => shown.length === 2);
    expect(node.frames("reconcile")).toHaveLength(2);
  });

  test("`behind` begins a reconcile", async () => {
    const desk = await open(node);
    await live(desk);
    node.put(["INTERACTION", interactionRow("dropped on the way")]);
    node.line.send({ frame: "behind" });
    await until(desk.interactions, (shown) => shown.length === 1);
  });

  test("another hash at equal reach begins a reconcile, and at last a fetch of everything", async () => {
    node.put(["INTERACTION", interactionRow("a")], ["INTERACTION", interactionRow("b")]);
    const desk = await open(node);
    await live(desk);
    node.line.ask();
    await eventually(() => node.frames("here").length === 1, "here");
    expect(node.frames("reconcile")).toHaveLength(1);
    for (const again of [2, 3]) {
      node.line.ask({ hash: 1 });
      await eventually(() => node.frames("reconcile").length === again, "a reconcile");
      await live(desk);
    }
    expect(fetched()).toHaveLength(2);
    node.line.ask({ hash: 1 });
    await eventually(() => node.frames("fetch").length === 2, "a fetch of everything");
    await live(desk);
    expect(await ids(desk)).toEqual(["a", "b"]);
  });

  test("a row that differs in secret is found by the hash", async () => {
    node.put(["INTERACTION", interactionRow("a")]);
    const desk = await open(node);
    await live(desk);
    const [silent] = [...node.view.values()];
    node.view.set(99, { ...silent, number: 99, seq: 1, row: interactionRow("b") } as never);
    node.line.ask();
    await until(desk.interactions, (shown) => shown.length === 2);
  });

  test("a heartbeat with the same rows moves the reach on", async () => {
    const parts = { storage: memoryStorage() };
    node.put(["INTERACTION", interactionRow("a")]);
    const desk = await open(node, parts);
    await live(desk);
    node.head = 50;
    node.line.ask();
    await eventually(() => node.frames("here").length === 1, "here");
    await close(desk);
    const again = await open(node, { ...parts, known: desk.identity });
    await live(again);
    expect(node.frames("reconcile").at(-1)?.seq).toBe(50);
  });

  test("a page that was cut at its size is asked for again until all is here", async () => {
    node.pageRows = 2;
    for (const id of ["a", "b", "c", "d", "e"]) node.put(["INTERACTION", interactionRow(id)]);
    const desk = await open(node);
    await live(desk);
    expect(await ids(desk)).toEqual(["a", "b", "c", "d", "e"]);
    expect(node.frames("fetch").map((frame) => frame.numbers.length)).toEqual([5, 3, 1]);
  });

  test("the newest rows are asked for first", async () => {
    node.put(["INTERACTION", interactionRow("a")], ["INTERACTION", interactionRow("b")]);
    await live(await open(node));
    expect(fetched()).toEqual([2, 1]);
  });

  test("an offer is acknowledged as soon as its frame is in, once", async () => {
    const desk = await open(node);
    await live(desk);
    const offered = offeredRow("i1");
    const offer = offered.offer === null ? null : { ...offered.offer, agentId: node.me.agentId };
    node.change(["TASK", { ...offered, offer } as typeof offered]);
    node.change(["TASK", { ...offered, offer, lastLine: "Anybody?" } as typeof offered]);
    await until(desk.tasks, ([shown]) => shown?.row.lastLine === "Anybody?");
    await eventually(() => node.frames("receipt").length > 0, "a receipt");
    expect(node.frames("receipt")).toEqual([
      { frame: "receipt", taskId: "task-i1", offerId: "offer-i1", stage: "RECEIVED" },
    ]);
  });

  test("what one frame brings is shown together", async () => {
    const desk = await open(node);
    await live(desk);
    const seen: string[] = [];
    const watching = desk.interactions
      .pipe(withLatestFrom(desk.tasks))
      .subscribe(([interactions, tasks]) => seen.push(`${interactions.length}/${tasks.length}`));
    node.change(["INTERACTION", interactionRow("i1")], ["TASK", taskRow("i1")]);
    await until(desk.tasks, (tasks) => tasks.length === 1);
    await pause(5);
    watching.unsubscribe();
    expect(seen).toEqual(["0/0", "1/1"]);
  });

  test("rows that did not change stay the same objects", async () => {
    node.put(["INTERACTION", interactionRow("a")], ["INTERACTION", interactionRow("b")]);
    const desk = await open(node);
    await live(desk);
    const before = await now(desk.interactions);
    node.change(["INTERACTION", interactionRow("b", { subject: "Refund" })]);
    const after = await until(desk.interactions, (shown) => shown !== before);
    expect(after.find(({ row }) => row.id === "a")).toBe(before.find(({ row }) => row.id === "a"));
  });
});

describe("the checkpoint", () => {
  test("is stored after the rows it claims, and never goes back", async () => {
    const parts = { storage: memoryStorage() };
    const desk = await open(node, parts);
    await live(desk);
    for (let i = 0; i < 30; i += 1)
      node.change(["INTERACTION", interactionRow("a", { subject: `${i}` })]);
    node.line.n += 1;
    await until(desk.interaction("a"), (shown) => shown?.row.subject === "29");
    await close(desk);
    node.up = false;
    const offline = await open(node, { ...parts, known: desk.identity });
    expect(await subjects(offline)).toEqual(["29"]);
    await close(offline);
    node.up = true;
    const again = await open(node, { ...parts, known: desk.identity });
    await live(again);
    expect(node.frames("reconcile").at(-1)).toMatchObject({ feedId: "feed-1", seq: 30 });
  });
});
