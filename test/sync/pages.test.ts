import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BehaviorSubject } from "rxjs";
import { brand } from "../../src/domain/id.ts";
import type { CountersFrame } from "../../src/protocol/frames.ts";
import type { DeskParts } from "../../src/sync/desk.ts";
import { OpenedDesk } from "../../src/sync/opened-desk.ts";
import { type Stores, openStores } from "../../src/sync/stores.ts";
import {
  FakeChannels,
  FakeLocks,
  eventually,
  freshPerson,
  live,
  memoryStorage,
  now,
  pause,
  surroundings,
  until,
} from "./desk-harness.ts";
import { FakeNode } from "./fake-node.ts";
import { interactionRow, noon, workOf } from "./rows.ts";

let node: FakeNode;
let stores: Stores;
let shared: Partial<DeskParts>;
let pages: OpenedDesk[] = [];

beforeEach(async () => {
  node = new FakeNode();
  node.wall = () => noon + monotonic();
  freshPerson(node);
  shared = { locks: new FakeLocks(), channel: new FakeChannels().make };
  stores = await openStores(identity(), memoryStorage());
  pages = [];
});
afterEach(async () => {
  await Promise.all(pages.map((page) => page.close()));
  await stores.close();
});

/** A hundred times as fast as it is. */
const monotonic = () => performance.now() * 100;
const identity = () => ({ nodeId: node.nodeId, nodeName: node.nodeName, me: node.me });

/**
 * Two pages of one profile share the databases; in one process they share them as objects, because a process may
 * open only thirteen collections. Time runs fast where pages wait for each other.
 */
async function page(more: Partial<DeskParts> = {}) {
  const visible = new BehaviorSubject(true);
  const fast: DeskParts["after"] = (ms, run) => {
    const timer = setTimeout(run, ms / 100);
    return () => clearTimeout(timer);
  };
  const parts = {
    ...surroundings(node),
    ...shared,
    visible$: visible,
    after: fast,
    monotonic,
    wall: node.wall,
    ...more,
  };
  const desk = new OpenedDesk(parts, identity(), { ...stores, close: () => Promise.resolve() });
  pages.push(desk);
  await desk.start();
  return { desk, visible };
}

const isLeading = async (desk: OpenedDesk) => (await now(desk.connection)).leading;
const note = (desk: OpenedDesk, id: string) =>
  desk.submit("note.add", {
    interactionId: brand("i1"),
    messageId: brand(id),
    body: "Called back",
  });

describe("two pages of one profile", () => {
  test("hold one socket, and both show the node's rows and how the line stands", async () => {
    node.put(...workOf("i1"));
    const { desk: first } = await page();
    await live(first);
    const { desk: second } = await page();
    await live(second);
    expect(node.hellos).toBe(1);
    expect([await isLeading(first), await isLeading(second)]).toEqual([true, false]);
    expect(await now(second.interactions)).toHaveLength(1);
    node.change(["INTERACTION", interactionRow("i1", { subject: "Refund" })]);
    await until(second.interaction("i1"), (shown) => shown?.row.subject === "Refund");
    node.drop("task-i1");
    await until(second.tasks, (tasks) => tasks.length === 0);
    expect(Math.abs(second.clock.now() - node.now)).toBeLessThan(2000);
  });

  test("share the outbox: what the second submits the first sends, and the second hears how it ended", async () => {
    const { desk: first } = await page();
    await live(first);
    const { desk: second } = await page();
    await live(second);
    node.decide = () => ({ ...node.applied(), reply: { done: true } }) as never;
    const { id, outcome } = note(second, "n1");
    expect(await outcome).toEqual({ end: "APPLIED", reply: { done: true } });
    expect(node.commands.map((command) => command.id)).toEqual([id]);
    await until(second.outbox, (outbox) => outbox.length === 0);
    await until(first.outbox, (outbox) => outbox.length === 0);
  });

  test("what needs the node works from the second page too, and leaves nothing behind when refused", async () => {
    const { desk: first } = await page();
    await live(first);
    const { desk: second } = await page();
    await live(second);
    node.decide = () => ({ end: "REFUSED", code: "OFFER_EXPIRED", seq: 0 }) as never;
    const { outcome } = second.submit("offer.accept", { taskId: brand("t"), offerId: brand("o") });
    expect(await outcome).toEqual({ end: "REFUSED", code: "OFFER_EXPIRED" });
    await until(first.outbox, (outbox) => outbox.length === 0);
  });

  test("counters, typing, receipts and what is watched cross over", async () => {
    const { desk: first } = await page();
    await live(first);
    const { desk: second } = await page();
    await live(second);
    first.watch([brand("i1")]);
    second.watch([brand("i2")]);
    await eventually(
      () => node.frames("watch").at(-1)?.interactionIds.length === 2,
      "both watched",
    );
    second.receipt(brand("t1"), brand("o1"), "SHOWN");
    second.typing(brand("i2"));
    await eventually(() => node.frames("typing").length === 1, "typing");
    expect(node.frames("receipt")).toEqual([
      { frame: "receipt", taskId: "t1", offerId: "o1", stage: "SHOWN" },
    ]);
    const heard: CountersFrame[] = [];
    second.counters.subscribe((frame) => heard.push(frame));
    node.line.send({ frame: "counters", at: 1, queues: [] });
    await eventually(() => heard.length === 1, "counters");
  });

  test("when the leading page closes, the other takes over and goes on where it was", async () => {
    node.put(...workOf("i1"));
    const { desk: first } = await page();
    await live(first);
    const { desk: second } = await page();
    await live(second);
    node.decide = () => null;
    const { id } = note(first, "n1");
    await eventually(() => node.commands.length === 1, "the first send");
    node.decide = () => node.applied();
    await first.close();
    await until(
      second.connection,
      ({ state, leading, catchingUp }) => state === "LIVE" && leading && !catchingUp,
    );
    await until(second.outbox, (outbox) => outbox.length === 0);
    await eventually(() => node.commands.length === 2, "the second send");
    expect(node.commands.map((command) => command.id)).toEqual([id, id]);
    expect(node.frames("fetch")).toHaveLength(1);
  });

  test("a page that is seen takes the lead from one hidden for ten seconds, and that one falls silent", async () => {
    node.put(...workOf("i1"));
    const { desk: first, visible } = await page();
    await live(first);
    const { desk: second } = await page();
    await live(second);
    const firstLine = node.line;
    visible.next(false);
    await pause(30);
    expect(await isLeading(second)).toBe(false);
    await until(
      second.connection,
      ({ state, leading, catchingUp }) => state === "LIVE" && leading && !catchingUp,
    );
    expect(firstLine.open).toBe(false);
    await until(first.connection, ({ state, leading }) => state === "LIVE" && !leading);
    expect(node.connections.filter(({ open }) => open)).toHaveLength(1);

    node.change(["INTERACTION", interactionRow("i1", { subject: "Refund" })]);
    await until(first.interaction("i1"), (shown) => shown?.row.subject === "Refund");
    const { outcome } = note(first, "n1");
    expect(await outcome).toMatchObject({ end: "APPLIED" });
  });

  test("a page that comes back into view soon keeps the lead", async () => {
    const { desk: first, visible } = await page();
    await live(first);
    const { desk: second } = await page();
    await live(second);
    visible.next(false);
    await pause(40);
    visible.next(true);
    await pause(150);
    expect([await isLeading(first), await isLeading(second)]).toEqual([true, false]);
  });

  test("the main window of the desktop always leads, the others never", async () => {
    const { desk: other } = await page({ leads: "NEVER" });
    await pause(20);
    expect(node.hellos).toBe(0);
    const { desk: main } = await page({ leads: "ALWAYS" });
    await live(main);
    await live(other);
    expect([await isLeading(main), await isLeading(other)]).toEqual([true, false]);
  });

  test("signing out of one ends both", async () => {
    const { desk: first } = await page();
    await live(first);
    const { desk: second } = await page();
    await live(second);
    expect(await second.signOut({ discard: false })).toEqual({ signedOut: true });
    const { state } = await until(first.connection, (line) => line.state === "REFUSED");
    expect(state).toBe("REFUSED");
    await eventually(() => node.connections.every(({ open }) => !open), "the end of the socket");
  });
});
