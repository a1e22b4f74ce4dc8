import { describe, expect, test } from "vitest";
import { DAY_MS } from "../../../src/domain/time.ts";
import { Desk, HandTiming, feedOver, person, visitorOf } from "./desk.ts";
import {
  FakeCentre,
  agent,
  closed,
  completed,
  directory,
  held,
  interaction,
  intervention,
  message,
  noon,
  offered,
  task,
} from "./fake-centre.ts";

function centreWithWork(): FakeCentre {
  const centre = new FakeCentre();
  centre.commit(directory("LUNCH"), agent("ana", ["red"]), agent("ben", ["blue"]), agent("sam"));
  // Waits in billing.
  centre.commit(interaction("i-w"), message("m-w", "i-w"), task("w"));
  // Waits in tech.
  centre.commit(
    interaction("i-t", { queueId: "tech" as never }),
    message("m-t", "i-t"),
    task("t", { queueId: "tech" as never }),
  );
  // Ana's, in billing, with a note.
  centre.commit(
    interaction("i-a", { agentId: "ana" as never, ownerId: "ana" as never, status: "CONNECTED" }),
    message("m-a", "i-a"),
    message("n-a", "i-a", { kind: "NOTE", authorId: "ana" }),
    intervention("v-a", "i-a", "ana"),
    task("a", held("ana")),
  );
  // Ben's, in billing.
  centre.commit(
    interaction("i-b", { agentId: "ben" as never, ownerId: "ben" as never, status: "CONNECTED" }),
    message("m-b", "i-b"),
    task("b", held("ben")),
  );
  // Ana's, completed an hour ago and two days ago.
  centre.commit(
    interaction("i-c", completed("ana", noon - 3_600_000)),
    message("m-c", "i-c"),
    task("c", closed("ana", noon - 3_600_000)),
  );
  centre.commit(
    interaction("i-o", completed("ana", noon - 2 * DAY_MS)),
    message("m-o", "i-o"),
    task("o", closed("ana", noon - 2 * DAY_MS)),
  );
  return centre;
}

const ana = person("ana", "agent", ["billing"]);
const ben = person("ben", "agent", ["tech"]);
const sam = person("sam", "supervisor", ["billing"], ["red"]);

describe("a view holds", () => {
  test("for an agent: own work, what waits where they serve, and what they closed within a day", async () => {
    const desk = new Desk(feedOver(centreWithWork(), new HandTiming()), ana);
    await desk.sync();
    expect(desk.ids("TASK")).toEqual(["a", "c", "w"]);
    expect(desk.ids("INTERACTION")).toEqual(["i-a", "i-c", "i-w"]);
    expect(desk.ids("MESSAGE")).toEqual(["m-a", "m-c", "m-w", "n-a"]);
    expect(desk.ids("INTERVENTION")).toEqual(["v-a"]);
    expect(desk.ids("AGENT")).toEqual(["ana"]);
    expect(desk.ids("DIRECTORY")).toEqual(["REASON:LUNCH"]);
  });

  test("for another agent: what is theirs, even outside the queues they serve now", async () => {
    const desk = new Desk(feedOver(centreWithWork(), new HandTiming()), ben);
    await desk.sync();
    expect(desk.ids("TASK")).toEqual(["b", "t"]);
    expect(desk.ids("MESSAGE")).toEqual(["m-b", "m-t"]);
    expect(desk.ids("AGENT")).toEqual(["ben"]);
  });

  test("for a supervisor: all open and lately completed work of the queues, and the team's agents", async () => {
    const desk = new Desk(feedOver(centreWithWork(), new HandTiming()), sam);
    await desk.sync();
    expect(desk.ids("TASK")).toEqual(["a", "b", "c", "w"]);
    expect(desk.ids("INTERACTION")).toEqual(["i-a", "i-b", "i-c", "i-w"]);
    expect(desk.ids("AGENT")).toEqual(["ana", "sam"]);
  });

  test("for an admin of a workspace without queues: the directory and all agents, and nobody's conversation", async () => {
    const desk = new Desk(
      feedOver(centreWithWork(), new HandTiming()),
      person("root", "admin", ["billing"]),
    );
    await desk.sync();
    expect(desk.ids()).toEqual(["REASON:LUNCH", "ana", "ben", "sam"]);
  });

  test("for a customer: the public messages of the own thread alone", async () => {
    const desk = new Desk(feedOver(centreWithWork(), new HandTiming()), visitorOf("i-a"));
    await desk.sync();
    expect(desk.ids()).toEqual(["m-a"]);
  });

  test("never a byte of what one may not see, through pushes either", async () => {
    const centre = centreWithWork();
    const timing = new HandTiming();
    const feed = feedOver(centre, timing);
    const desks = [new Desk(feed, ana), new Desk(feed, visitorOf("i-a"))];
    for (const desk of desks) await desk.sync();
    centre.commit(
      interaction("i-x", { queueId: "tech" as never, subject: "TECH-SECRET" }),
      message("m-x", "i-x", { body: "TECH-SECRET" }),
      task("x", { queueId: "tech" as never, lastLine: "TECH-SECRET" }),
    );
    centre.commit(
      task("x", { queueId: "tech" as never, lastLine: "TECH-SECRET", ...offered("ben", "o-x") }),
    );
    centre.commit(message("n-a2", "i-a", { kind: "NOTE", body: "NOTE-SECRET" }));
    timing.pass(200);
    for (const desk of desks) expect(desk.raw.join("\n")).not.toContain("TECH-SECRET");
    expect(desks[0]?.raw.join("\n")).toContain("NOTE-SECRET");
    expect(desks[1]?.raw.join("\n")).not.toContain("NOTE-SECRET");
  });

  test("what is watched, as far as the keys allow, old work too", async () => {
    const centre = centreWithWork();
    const timing = new HandTiming();
    const desk = new Desk(feedOver(centre, timing), ana);
    await desk.sync();
    if (!("watch" in desk.subscription)) throw new Error("no person");
    await desk.subscription.watch(["i-o", "i-b", "i-t", "nowhere"]);
    timing.pass(200);
    expect(desk.ids("INTERACTION")).toEqual(["i-a", "i-b", "i-c", "i-o", "i-w"]);
    expect(desk.ids("MESSAGE")).toContain("m-o");
    await desk.subscription.watch([]);
    expect(desk.subscription.holds("i-o")).toBe(false);
    timing.pass(200);
    expect(desk.ids("INTERACTION")).toEqual(["i-a", "i-c", "i-w"]);
  });
});

describe("a view follows", () => {
  test("a task from waiting to somebody else's: it goes, with its conversation", async () => {
    const centre = centreWithWork();
    const timing = new HandTiming();
    const desk = new Desk(feedOver(centre, timing), ana);
    await desk.sync();
    centre.commit(
      interaction("i-w", { agentId: "ben" as never, ownerId: "ben" as never, status: "CONNECTED" }),
      task("w", held("ben")),
    );
    timing.pass(200);
    expect(desk.ids("TASK")).toEqual(["a", "c"]);
    expect(desk.ids("MESSAGE")).not.toContain("m-w");
    expect(
      desk.changes
        .at(-1)
        ?.gone.map(({ id }) => id)
        .toSorted(),
    ).toEqual(["i-w", "m-w", "w"]);
  });

  test("a conversation that must be read first: nothing is sent until it is whole", async () => {
    const centre = new FakeCentre();
    centre.commit(
      interaction("i-w", { queueId: "tech" as never }),
      message("m-w", "i-w"),
      task("w", { queueId: "tech" as never }),
    );
    const timing = new HandTiming();
    // Made before the feed began to listen: the older messages stand on disk alone.
    const desk = new Desk(feedOver(centre, timing), ana);
    await desk.sync();
    let answer: () => void = () => undefined;
    centre.reading = () => new Promise((resolve) => (answer = resolve));
    centre.commit(interaction("i-w"), task("w", offered("ana", "o-1")));
    timing.pass(200);
    centre.commit(message("m-w2", "i-w"));
    timing.pass(200);
    expect(desk.changes).toEqual([]);
    expect(desk.ask()).toBeNull();
    answer();
    await settled();
    timing.pass(0);
    expect(desk.changes).toHaveLength(1);
    expect(desk.ids()).toEqual(["i-w", "m-w", "m-w2", "w"]);
    expect(desk.changes[0]?.reach).toBe(centre.head);
  });

  test("time: after a day what was closed leaves", async () => {
    const centre = centreWithWork();
    const timing = new HandTiming();
    const desk = new Desk(feedOver(centre, timing), ana);
    await desk.sync();
    centre.now = noon + 23.5 * 3_600_000;
    if (!("tick" in desk.subscription)) throw new Error("no person");
    await desk.subscription.tick();
    timing.pass(200);
    expect(desk.ids("TASK")).toEqual(["a", "w"]);
    expect(desk.ask()).toMatchObject({ rows: desk.rows.size, hash: desk.hash });
  });

  test("another queue: its work comes and the old one's goes", async () => {
    const centre = centreWithWork();
    const timing = new HandTiming();
    const feed = feedOver(centre, timing);
    const desk = new Desk(feed, ana);
    await desk.sync();
    const { subscription } = desk;
    if (!("become" in subscription)) throw new Error("no person");
    await feed.rekey(subscription, () => subscription.become(person("ana", "agent", ["tech"])));
    timing.pass(200);
    expect(desk.ids("TASK")).toEqual(["a", "c", "t"]);
    centre.commit(
      interaction("i-t2", { queueId: "tech" as never }),
      task("t2", { queueId: "tech" as never }),
    );
    timing.pass(200);
    expect(desk.ids("TASK")).toEqual(["a", "c", "t", "t2"]);
  });

  test("another team: its people come and the old one's go, also those who change later", async () => {
    const centre = centreWithWork();
    const timing = new HandTiming();
    const feed = feedOver(centre, timing);
    const desk = new Desk(feed, sam);
    await desk.sync();
    const { subscription } = desk;
    if (!("become" in subscription)) throw new Error("no person");
    const lead = (teams: string[]) => person("sam", "supervisor", ["billing"], teams);
    await feed.rekey(subscription, () => subscription.become(lead(["blue"])));
    timing.pass(200);
    expect(desk.ids("AGENT")).toEqual(["ben", "sam"]);
    centre.commit(agent("ana", ["red"]), agent("zoe", ["blue"]));
    timing.pass(200);
    expect(desk.ids("AGENT")).toEqual(["ben", "sam", "zoe"]);
    await feed.rekey(subscription, () => subscription.become(lead([])));
    timing.pass(200);
    expect(desk.ids("AGENT")).toEqual(["sam"]);
    expect(desk.ask()).toMatchObject({ rows: desk.rows.size, hash: desk.hash });
  });
});

describe("a view that would be too large", () => {
  test("keeps own work and what is most urgent, and says that it is cut", async () => {
    const centre = new FakeCentre();
    for (let at = 0; at < 10; at += 1) {
      const slaDueAt = noon + 100_000 - at * 1000;
      centre.commit(
        interaction(`i-${at}`, { slaDueAt }),
        task(`${at}`, { slaDueAt, interactionId: `i-${at}` as never }),
      );
    }
    centre.commit(
      interaction("i-mine", { agentId: "ana" as never, slaDueAt: noon + 900_000 }),
      task("mine", { ...held("ana"), slaDueAt: noon + 900_000 }),
    );
    const timing = new HandTiming();
    const desk = new Desk(feedOver(centre, timing, 7), ana);
    await desk.sync();
    expect(desk.ids("TASK")).toEqual(["8", "9", "mine"]);
    expect(desk.frames.find((each) => each.frame === "list")).toMatchObject({ cut: true });
  });

  test("tells the client to ask again when it overflows, and takes in the urgent as room is made", async () => {
    const centre = new FakeCentre();
    const timing = new HandTiming();
    const desk = new Desk(feedOver(centre, timing, 5), ana);
    await desk.sync();
    for (const id of ["1", "2", "3"]) {
      centre.commit(
        interaction(`i-${id}`, { slaDueAt: noon + 5000 }),
        task(id, { slaDueAt: noon + 5000 }),
      );
      timing.pass(200);
    }
    expect(desk.isBehind).toBe(true);
    await desk.sync();
    expect(desk.rows.size).toBe(4);
    centre.commit(
      interaction("i-4", { slaDueAt: noon + 1000 }),
      task("4", { slaDueAt: noon + 1000 }),
    );
    timing.pass(200);
    if (!("tick" in desk.subscription)) throw new Error("no person");
    await desk.subscription.tick();
    timing.pass(200);
    expect(desk.ids("TASK")).toContain("4");
    expect(desk.ask()).toMatchObject({ rows: desk.rows.size, hash: desk.hash });
  });
});

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}
