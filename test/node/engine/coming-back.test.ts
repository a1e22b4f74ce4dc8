/** What was let in before and comes back to a queue that has closed, or is unstaffed or out of use. */
import { describe, expect, test } from "vitest";
import { brand, type TaskId } from "../../../src/domain/id.ts";
import { NEVER } from "../../../src/domain/time.ts";
import { support } from "../../domain/sample.ts";
import { billing } from "./centre.ts";
import {
  word,
  shut,
  type Way,
  configure,
  leave,
  held,
  openTask,
  told,
  turnedAwayIn,
  centreFor,
} from "./shut-queue.ts";
import { linesOf } from "./together.ts";

const comesBack: Readonly<Record<string, Way>> = {
  "a missed offer": async (centre, shutNow) => {
    await configure(centre, {});
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    centre.shows(interactionId);
    await shutNow();
    await centre.pass(21_500);
    return { interactionId };
  },
  "a declined offer": async (centre, shutNow) => {
    await configure(centre, {});
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    const { taskId, offerId } = centre.offer(interactionId);
    await shutNow();
    await centre.does("ana", "offer.decline", { taskId, offerId, reason: null });
    return { interactionId };
  },
  "an offer to somebody who logs out": async (centre, shutNow) => {
    await configure(centre, {});
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    await shutNow();
    await centre.does("ana", "agent.logout", {});
    return { interactionId };
  },
  "a conversation whose agent logs out": async (centre, shutNow) => {
    const { interactionId } = await held(centre);
    await shutNow();
    await centre.does("ana", "agent.logout", {});
    return { interactionId };
  },
  "a conversation that is closed unresolved": async (centre, shutNow) => {
    const { interactionId, taskId } = await held(centre);
    await shutNow();
    await centre.does("ana", "task.requeue", { taskId });
    return { interactionId };
  },
  "a case that is taken back": async (centre, shutNow) => {
    const { interactionId } = await held(centre);
    await shutNow();
    await centre.does("ana", "agent.setState", { state: "NOT_READY", reason: "BREAK" });
    await centre.does("ana", "intervention.cancel", { interactionId: brand(interactionId) });
    return { interactionId };
  },
  "what was put off": async (centre, shutNow) => {
    const { interactionId, taskId } = await held(centre);
    const until = centre.engine.now() + 30_000;
    await centre.does("ana", "task.defer", { taskId, until });
    await centre.does("ana", "agent.logout", {});
    await shutNow();
    await centre.pass(31_000);
    return { interactionId };
  },
  "a transfer that nobody takes": async (centre, shutNow) => {
    await configure(centre, {});
    await centre.ready("ana");
    const { interactionId, taskId } = await centre.held("ana");
    await centre.ready("ben");
    await centre.does("ana", "task.transfer", {
      taskId,
      to: "QUEUE",
      targetId: support,
      attended: false,
      note: "",
    });
    centre.shows(interactionId);
    await shutNow();
    await centre.pass(21_500);
    return { interactionId };
  },
};

describe("what was let in before and comes back (F4, F8)", () => {
  const ways = Object.entries(comesBack);

  test.each(ways)(
    "%s: waits for the opening, and its customer is told once",
    async (_way, bring) => {
      const centre = await centreFor();
      const { interactionId } = await bring(centre, () => shut(centre, "closed"));
      const waits = openTask(centre, interactionId);
      expect(waits).toMatchObject({ queueId: support });
      expect(linesOf(centre, interactionId).filter((line) => line === "CLOSED_HOURS")).toHaveLength(
        1,
      );
      expect(await told(centre, interactionId)).toEqual([word]);
      expect(await turnedAwayIn(centre)).toBe(0);
    },
  );

  test.each(ways)("%s: waits though nobody is signed in", async (_way, bring) => {
    const centre = await centreFor();
    const { interactionId } = await bring(centre, () => shut(centre, "unstaffed"));
    expect(openTask(centre, interactionId)).toMatchObject({ queueId: support });
  });

  test.each(ways)("%s: is led out of a queue that is out of use", async (_way, bring) => {
    const centre = await centreFor();
    const { interactionId } = await bring(centre, () => shut(centre, "archived"));
    expect(openTask(centre, interactionId)).toMatchObject({ queueId: billing });
    expect(centre.interaction(interactionId).queueId).toBe(billing);
  });
});

describe("the priority of work that comes back (F12)", () => {
  test("stands before the rest of this line, and is the conversation's own in the next", async () => {
    const centre = await centreFor();
    await configure(centre, {});
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    centre.shows(interactionId);
    await centre.pass(21_500);
    expect(openTask(centre, interactionId)?.priority).toBe(11);
    expect(centre.interaction(interactionId).priority).toBe(4);
    await centre.ready("ben");
    const taskId = await centre.accept(interactionId);
    await centre.does("ben", "task.requeue", { taskId });
    expect(openTask(centre, interactionId)?.priority).toBe(4);
  });
});

describe("a clone of what was in a queue that is out of use (F17)", () => {
  test("goes where its source leads by now, with a promise of its own", async () => {
    const centre = await centreFor();
    const { interactionId, taskId } = await held(centre);
    await leave(centre, taskId);
    await shut(centre, "archived");
    const ids = { interactionId: brand<never>("clone"), taskId: brand<TaskId>("clone-task") };
    await centre.does("ana", "interaction.clone", {
      sourceInteractionId: brand(interactionId),
      ...ids,
      interventionId: brand("clone-case"),
      subject: null,
      message: null,
    });
    expect(centre.interaction("clone")).toMatchObject({ queueId: billing, slaDueAt: NEVER });
    expect(centre.task("clone")).toMatchObject({ queueId: billing, mediaState: "ACTIVE" });
    await centre.pass(600_000);
    await centre.does("ana", "task.requeue", { taskId: ids.taskId });
    const again = openTask(centre, "clone");
    const now = centre.engine.now();
    expect(again).toMatchObject({
      queueId: billing,
      slaDueAt: now + 60_000,
      requestExpiresAt: now + 300_000,
    });
  });
});
