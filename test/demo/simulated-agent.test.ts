import { describe, expect, test } from "vitest";
import { Dice } from "../../src/demo/dice.ts";
import { Pace } from "../../src/demo/pace.ts";
import { SimulatedAgent } from "../../src/demo/simulated-agent.ts";
import { allStories, knownLines } from "../../src/demo/stories.ts";
import { FakeDesk, heldTask, offeredTask, waitingTask } from "./fake-desk.ts";
import { FakeTiming } from "./fake-timing.ts";

function sitDown(seed = 1) {
  const timing = new FakeTiming();
  const desk = new FakeDesk();
  let ids = 0;
  const agent = new SimulatedAgent({
    desk,
    pace: new Pace(timing, 1),
    dice: new Dice(seed),
    known: knownLines(allStories),
    newId: () => `id-${(ids += 1)}`,
  });
  /** Shows the desk in a new state. */
  const show = (...tasks: FakeDesk["tasks"]): void => {
    desk.tasks = tasks;
    agent.changed();
  };
  return { timing, desk, agent, show };
}

const story = allStories[0];
if (story === undefined) throw new Error("There is no story");
const opening = story.opening.replaceAll("#", "4");

describe("a simulated agent", () => {
  test("says that an offer was received and shown, and answers it once", async () => {
    const { timing, desk, show, agent } = sitDown();
    show(offeredTask("a"));
    agent.changed();
    await timing.pass(10_000);
    expect(desk.receipts).toEqual(["RECEIVED a", "SHOWN a"]);
    expect(desk.commands).toHaveLength(1);
  });

  test("mostly accepts, now and then declines, and now and then misses", async () => {
    const ends = { accepted: 0, declined: 0, missed: 0 };
    for (let seed = 1; seed <= 400; seed += 1) {
      const { timing, desk, show } = sitDown(seed);
      show(offeredTask("a"));
      await timing.pass(20_000);
      if (desk.did("offer.accept").length === 1) ends.accepted += 1;
      else if (desk.did("offer.decline").length === 1) ends.declined += 1;
      else ends.missed += 1;
    }
    expect(ends.accepted).toBeGreaterThan(330);
    expect(ends.declined).toBeGreaterThan(5);
    expect(ends.missed).toBeGreaterThan(5);
  });

  test("lets an offer go that was withdrawn before the answer", async () => {
    const { timing, desk, show } = sitDown();
    show(offeredTask("a"));
    await timing.pass(500);
    show();
    await timing.pass(20_000);
    expect(desk.commands).toEqual([]);
  });

  test("answers a known line with what belongs to it, by the customer's name", async () => {
    const { timing, desk, show } = sitDown();
    show(heldTask("a", { lastLine: opening }));
    await timing.pass(30_000);
    const [posted] = desk.did("message.post");
    expect(posted).toMatchObject({ body: story.reply.replace("{name}", "Jo") });
  });

  test("answers also what nobody has foreseen", async () => {
    const { timing, desk, show } = sitDown();
    show(heldTask("a", { lastLine: "Do you sell umbrellas?" }));
    await timing.pass(30_000);
    expect(desk.did("message.post")).toHaveLength(1);
  });

  test("answers each message once, and the next one again", async () => {
    const { timing, desk, show } = sitDown();
    show(heldTask("a"));
    await timing.pass(30_000);
    show(heldTask("a", { lastLineBy: "AGENT", lastMessageAt: 2 }));
    await timing.pass(1000);
    show(heldTask("a", { lastMessageAt: 3 }));
    await timing.pass(30_000);
    expect(desk.did("message.post")).toHaveLength(2);
  });

  test("closes soon after the goodbyes, but waits long for an answer", async () => {
    const { timing, desk, show } = sitDown();
    show(
      heldTask("polite", { lastLine: story.thanks }),
      heldTask("silent", { lastLineBy: "AGENT", lastMessageAt: 5 }),
    );
    await timing.pass(28_000);
    show(
      heldTask("polite", { lastLineBy: "AGENT", lastMessageAt: 9 }),
      heldTask("silent", { lastLineBy: "AGENT", lastMessageAt: 5 }),
    );
    await timing.pass(10_000);
    expect(desk.did("task.resolve")).toEqual([{ taskId: "polite" }]);
    await timing.pass(600_000);
    const closed = [...desk.did("task.resolve"), ...desk.did("task.requeue")];
    expect(closed).toContainEqual({ taskId: "silent" });
  });

  test("fills in the form with a disposition of the queue, the story's own where it is known", async () => {
    const { timing, desk, show } = sitDown(4);
    const wrapUp = { taskState: "WRAP_UP", mediaState: "CLOSED", subject: opening } as const;
    show(heldTask("a", wrapUp));
    await timing.pass(30_000);
    expect(desk.did("wrapup.submit")).toMatchObject([
      { taskId: "a", dispositions: [story.disposition] },
    ]);
  });

  test("tries again later what the node would not have, and not before", async () => {
    const { timing, desk, show } = sitDown();
    desk.answer = "REFUSED";
    show(heldTask("a"));
    await timing.pass(28_000);
    expect(desk.did("message.post")).toHaveLength(1);
    desk.answer = "APPLIED";
    await timing.pass(60_000);
    expect(desk.did("message.post").length).toBeGreaterThan(1);
  });

  test("rests now and then while nothing waits, and comes back by itself (S25)", async () => {
    const { timing, desk, agent } = sitDown();
    agent.start();
    let atWork = 0;
    const minutes = 8 * 60;
    for (let minute = 0; minute < minutes; minute += 1) {
      await timing.pass(60_000);
      if (desk.isReady) atWork += 1;
    }
    const states = desk.did("agent.setState");
    expect(states).toContainEqual(expect.objectContaining({ state: "NOT_READY" }));
    expect(atWork / minutes).toBeGreaterThan(0.7);
  });

  test("does not rest while somebody waits, and is back soon after a missed offer (S25)", async () => {
    const { timing, desk, agent } = sitDown();
    desk.tasks = [waitingTask("a")];
    agent.start();
    await timing.pass(3_600_000);
    expect(desk.did("agent.setState")).toEqual([]);
    desk.isReady = false;
    await timing.pass(100_000);
    expect(desk.did("agent.setState")).toEqual([{ state: "READY", reason: null }]);
  });
});
