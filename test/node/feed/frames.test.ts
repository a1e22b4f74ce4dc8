import { describe, expect, test } from "vitest";
import type { CommandId } from "../../../src/domain/id.ts";
import type { Outcome } from "../../../src/protocol/commands.ts";
import { Desk, HandTiming, feedOver, person } from "./desk.ts";
import { FakeCentre, directory, held, interaction, message, offered, task } from "./fake-centre.ts";

const ana = person("ana", "agent", ["billing"]);

async function liveDesk() {
  const centre = new FakeCentre();
  const timing = new HandTiming();
  const feed = feedOver(centre, timing);
  const desk = new Desk(feed, ana);
  await desk.sync();
  const enqueue = (id: string) =>
    centre.commit(interaction(`i-${id}`), message(`m-${id}`, `i-${id}`), task(id));
  return { centre, timing, feed, desk, enqueue };
}

function applied(id: string, seq: number): Outcome {
  return { commandId: id as CommandId, end: "APPLIED", seq, reply: null };
}

describe("a fault on one connection's way (F48)", () => {
  test("while its frame is written ends that connection, and the others have theirs", async () => {
    const { feed, timing, desk, enqueue } = await liveDesk();
    const other = new Desk(feed, person("ben", "agent", ["billing"]));
    await other.sync();
    const faults: unknown[] = [];
    Object.assign(desk, {
      fail: (error: unknown) => void faults.push(error),
      send: () => {
        throw new Error("planted");
      },
    });
    enqueue("1");
    timing.turn();
    expect(faults).toEqual([new Error("planted")]);
    expect(other.changes).toHaveLength(1);
  });

  test("while it is told of a commit ends that connection, and the others are told", async () => {
    const { feed, timing, desk, enqueue } = await liveDesk();
    const other = new Desk(feed, person("ben", "agent", ["billing"]));
    await other.sync();
    const faults: unknown[] = [];
    Object.assign(desk, { fail: (error: unknown) => void faults.push(error) });
    Object.assign(desk.subscription, {
      apply: () => {
        throw new Error("planted");
      },
    });
    enqueue("1");
    timing.turn();
    expect(faults).toEqual([new Error("planted")]);
    expect(other.changes).toHaveLength(1);
  });
});

describe("changes", () => {
  test("the first goes at the end of the turn, what follows within 100 ms in one frame", async () => {
    const { timing, desk, enqueue } = await liveDesk();
    enqueue("1");
    expect(desk.changes).toHaveLength(0);
    timing.turn();
    expect(desk.changes).toHaveLength(1);
    enqueue("2");
    timing.pass(50);
    enqueue("3");
    timing.pass(49);
    expect(desk.changes).toHaveLength(1);
    timing.pass(1);
    expect(desk.changes).toHaveLength(2);
    expect(
      desk.changes[1]?.rows.filter(({ kind }) => kind === "TASK").map(({ row }) => row.id),
    ).toEqual(["2", "3"]);
    timing.pass(100);
    enqueue("4");
    timing.turn();
    expect(desk.changes).toHaveLength(3);
  });

  test("are numbered without holes and say the sequence they reach", async () => {
    const { centre, timing, desk, enqueue } = await liveDesk();
    for (const id of ["1", "2", "3"]) {
      enqueue(id);
      timing.pass(150);
      expect(desk.changes.at(-1)?.reach).toBe(centre.head);
    }
    expect(
      desk.frames.filter((each) => "n" in each).map((each) => ("n" in each ? each.n : 0)),
    ).toEqual([1, 2, 3, 4]);
  });

  test("an offer goes at once, with what was gathered before it in the same frame", async () => {
    const { centre, timing, desk, enqueue } = await liveDesk();
    enqueue("1");
    timing.turn();
    enqueue("2");
    timing.turn();
    expect(desk.changes).toHaveLength(1);
    centre.commit(interaction("i-1", { status: "PENDING" }), task("1", offered("ana", "o-1")));
    timing.turn();
    expect(desk.changes).toHaveLength(2);
    expect(desk.changes[1]?.rows.map(({ row }) => row.id)).toEqual(["2", "i-2", "m-2", "1", "i-1"]);
    expect(centre.receipts).toEqual(["ana o-1 SENT"]);
  });

  test("so does its withdrawal; somebody else's offer waits with the rest", async () => {
    const { centre, timing, desk, enqueue } = await liveDesk();
    enqueue("1");
    centre.commit(task("1", offered("ana", "o-1")));
    timing.turn();
    centre.commit(task("1"));
    timing.turn();
    expect(desk.changes).toHaveLength(2);
    centre.commit(task("1", offered("ben", "o-2")));
    timing.turn();
    expect(desk.changes).toHaveLength(2);
    timing.pass(100);
    expect(desk.changes).toHaveLength(3);
    expect(centre.receipts).toEqual(["ana o-1 SENT"]);
  });

  test("a receipt that comes back with the row is not sent again", async () => {
    const { centre, timing, enqueue } = await liveDesk();
    enqueue("1");
    centre.commit(task("1", offered("ana", "o-1")));
    timing.pass(200);
    centre.commit(task("1", { ...offered("ana", "o-1"), lastLine: "later" }));
    timing.pass(200);
    expect(centre.receipts).toEqual(["ana o-1 SENT"]);
  });

  test("what came and went before it was sent is not told at all", async () => {
    const { centre, timing, desk, enqueue } = await liveDesk();
    centre.commit(directory("LUNCH"));
    timing.turn();
    enqueue("1");
    centre.commit(
      interaction("i-1", { status: "CONNECTED", agentId: "ben" as never }),
      task("1", held("ben")),
    );
    timing.pass(100);
    expect(desk.changes).toHaveLength(1);
  });

  test("a row is sent in its last form only", async () => {
    const { centre, timing, desk, enqueue } = await liveDesk();
    enqueue("1");
    centre.commit(task("1", { lastLine: "second" }));
    centre.commit(task("1", { lastLine: "third" }));
    timing.pass(100);
    const sent = desk.changes.flatMap(({ rows }) => rows).filter(({ kind }) => kind === "TASK");
    expect(sent.map(({ row }) => "lastLine" in row && row.lastLine)).toEqual(["third"]);
  });
});

describe("an outcome", () => {
  test("goes at once in a frame that reaches its sequence, with the rows of its commit", async () => {
    const { centre, timing, desk, enqueue } = await liveDesk();
    enqueue("0");
    timing.turn();
    enqueue("1");
    desk.subscription.outcome(applied("c-1", centre.head));
    timing.turn();
    expect(desk.changes).toHaveLength(2);
    expect(desk.changes[1]).toMatchObject({ reach: centre.head, outcomes: [{ commandId: "c-1" }] });
    expect(desk.changes[1]?.rows.map(({ row }) => row.id)).toContain("1");
  });

  test("reaches it also where no row of the commit is in the view", async () => {
    const { centre, timing, desk } = await liveDesk();
    centre.commit(interaction("i-x", { queueId: "tech" as never }));
    desk.subscription.outcome(applied("c-1", centre.head));
    timing.turn();
    expect(desk.changes).toHaveLength(1);
    expect(desk.changes[0]).toMatchObject({ reach: centre.head, rows: [] });
  });

  test("waits for its commit to be told", async () => {
    const { centre, timing, desk } = await liveDesk();
    centre.write(interaction("i-1"), task("1"));
    desk.subscription.outcome(applied("c-1", 2));
    timing.pass(200);
    expect(desk.changes).toHaveLength(0);
    centre.tell();
    timing.turn();
    expect(desk.changes).toHaveLength(1);
    expect(desk.changes[0]).toMatchObject({ reach: 2, outcomes: [{ commandId: "c-1" }] });
  });

  test("of a connection that has no view is answered all the same", () => {
    const centre = new FakeCentre();
    const timing = new HandTiming();
    const desk = new Desk(feedOver(centre, timing), ana);
    desk.subscription.outcome(applied("c-1", 0));
    timing.turn();
    expect(desk.changes).toMatchObject([{ outcomes: [{ commandId: "c-1" }] }]);
  });
});

describe("a client that does not read", () => {
  test("hears once that it is behind, then nothing until it reconciles, and loses no outcome", async () => {
    const { centre, timing, desk, enqueue } = await liveDesk();
    desk.stuffed = true;
    enqueue("1");
    desk.subscription.outcome(applied("c-0", centre.head));
    timing.pass(100);
    enqueue("2");
    timing.pass(100);
    expect(desk.frames.filter(({ frame }) => frame === "behind")).toHaveLength(1);
    expect(desk.changes).toHaveLength(0);
    desk.subscription.outcome(applied("c-1", centre.head));
    timing.pass(100);
    expect(desk.changes).toHaveLength(0);
    expect(desk.ask()).toMatchObject({ rows: 0 });
    desk.stuffed = false;
    await desk.sync();
    timing.turn();
    expect(desk.ids("TASK")).toEqual(["1", "2"]);
    expect(desk.changes).toMatchObject([
      { outcomes: [{ commandId: "c-0" }, { commandId: "c-1" }] },
    ]);
    expect(desk.holes).toBe(0);
  });

  test("gets no news that will be worth nothing later", async () => {
    const { desk } = await liveDesk();
    desk.stuffed = true;
    desk.subscription.tell('{"frame":"typing","interactionId":"i","name":"n"}');
    expect(desk.frames.some(({ frame }) => frame === "typing")).toBe(false);
  });
});

describe("a page", () => {
  test("holds at most a mebibyte, and what it leaves out is answered when asked for again", async () => {
    const { centre, timing, desk } = await liveDesk();
    for (let at = 0; at < 200; at += 1) {
      centre.commit(
        interaction(`i-${at}`),
        message(`m-${at}`, `i-${at}`, { body: "x".repeat(8000) }),
        task(`${at}`),
      );
    }
    timing.pass(200);
    const fresh = new Desk(desk.feed, ana);
    await fresh.sync();
    const pages = fresh.raw.filter((text) => text.startsWith('{"frame":"page"'));
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) expect(Buffer.byteLength(page)).toBeLessThanOrEqual(1024 * 1024);
    expect(fresh.ids()).toEqual(desk.ids());
    expect(fresh.rows.size).toBe(600);
  });

  test("says which of the rows asked for are not in the view", async () => {
    const { centre, desk } = await liveDesk();
    centre.commit(interaction("i-x", { queueId: "tech" as never }));
    await desk.subscription.fetch([1, 77]);
    expect(desk.frames.at(-1)).toEqual({ frame: "page", rows: [], missing: [1, 77] });
  });
});

describe("after the engine has thrown its memory away", () => {
  test("everybody is behind, and finds what is on disk", async () => {
    const { centre, timing, desk, enqueue } = await liveDesk();
    enqueue("1");
    timing.pass(200);
    centre.write(task("1", { lastLine: "on disk" }));
    centre.reload();
    expect(desk.isBehind).toBe(true);
    await desk.sync();
    expect([...desk.rows.values()].find(({ kind }) => kind === "TASK")?.row).toMatchObject({
      lastLine: "on disk",
    });
  });
});
