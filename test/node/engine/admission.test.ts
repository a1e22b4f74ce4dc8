/** Admission of what is new to a queue, whoever brings it: to one that is closed, unstaffed or out of use. */
import { describe, expect, test } from "vitest";
import { brand } from "../../../src/domain/id.ts";
import { plainRouting } from "../../../src/domain/queue.ts";
import { support } from "../../domain/sample.ts";
import { billing, openCentre } from "./centre.ts";
import {
  never,
  flow,
  straight,
  list,
  word,
  source,
  spare,
  plain,
  shut,
  type Way,
  configure,
  leave,
  openTask,
  told,
  turnedAwayIn,
  centreFor,
} from "./shut-queue.ts";

const arrives: Readonly<Record<string, Way>> = {
  "a customer's first message": async (centre, shutNow) => {
    await configure(centre, {});
    await shutNow();
    return await centre.request();
  },
  "a program": async (centre, shutNow) => {
    await configure(centre, {});
    await shutNow();
    const interactionId = centre.newId();
    await centre.does("sue", "task.create", {
      taskId: brand(centre.newId()),
      interactionId: brand(interactionId),
      workflowId: straight,
      queueId: null,
      mrdId: null,
      attributes: {},
      priority: 4,
      timeoutSec: null,
      customerName: "Kim",
      subject: "A claim",
    });
    return { interactionId };
  },
  "an overflow": async (centre, shutNow) => {
    const wayOut = { action: "OVERFLOW_QUEUE", queueId: support } as const;
    const routing = { ...plainRouting, maxWait: { sec: 10, wayOut } };
    await configure(centre, { queue: { routing }, source: source(billing) });
    await shutNow();
    const brought = await centre.request();
    await centre.pass(10_000);
    return brought;
  },
  "a workflow's next target": async (centre, shutNow) => {
    await configure(centre, { source: source(billing, { workflowId: flow }) });
    await shutNow();
    const brought = await centre.request();
    await centre.pass(10_000);
    return brought;
  },
  "closed hours of another queue": async (centre, shutNow) => {
    const closedHours = { action: "OVERFLOW_QUEUE", queueId: support } as const;
    const routing = { ...plainRouting, calendarId: never.id, closedHours };
    await shutNow();
    await configure(centre, { queue: { routing }, source: source(billing) });
    return await centre.request();
  },
  "a customer who writes to what was completed": async (centre, shutNow) => {
    await configure(centre, {});
    await centre.ready("ana");
    const { taskId, visitor } = await centre.held("ana");
    await leave(centre, taskId);
    await centre.does("ana", "agent.logout", {});
    await shutNow();
    await centre.pass(60_000);
    const answer = await centre.writes(visitor, "One more thing");
    if (answer.end !== "APPLIED") throw new Error(JSON.stringify(answer));
    return answer.reply as { interactionId: string };
  },
};

describe("what is new to a queue (F3, F4, F8)", () => {
  const ways = Object.entries(arrives);

  test.each(ways)(
    "%s: is refused by a closed queue, in its word, and counted once",
    async (_way, bring) => {
      const centre = await centreFor();
      const { interactionId } = await bring(centre, () => shut(centre, "closed"));
      expect(openTask(centre, interactionId)).toBeUndefined();
      expect(await centre.keptInteraction(interactionId)).toMatchObject({
        state: "COMPLETED",
        resolution: "NO_AGENT",
      });
      expect(await told(centre, interactionId)).toEqual([word]);
      expect(await turnedAwayIn(centre)).toBe(1);
    },
  );

  test.each(ways)(
    "%s: ends as undelivered where nobody is signed in, counted once",
    async (_way, bring) => {
      const centre = await centreFor();
      const { interactionId } = await bring(centre, () => shut(centre, "unstaffed"));
      expect(openTask(centre, interactionId)).toBeUndefined();
      expect(centre.interaction(interactionId).status).toBe("UNDELIVERED");
      expect(await turnedAwayIn(centre)).toBe(1);
    },
  );

  test.each(ways)("%s: is led past a queue that is out of use", async (_way, bring) => {
    const centre = await centreFor();
    const { interactionId } = await bring(centre, () => shut(centre, "archived"));
    expect(openTask(centre, interactionId)).toMatchObject({ queueId: billing });
    expect(centre.interaction(interactionId).queueId).toBe(billing);
    expect(await turnedAwayIn(centre)).toBe(0);
  });
});

test("out of a queue that is out of use it goes where its source leads by now, not to the workspace's own (F8)", async () => {
  const ways = ["a customer's first message", "a customer who writes to what was completed"];
  for (const way of ways) {
    const centre = await openCentre({ workspace: { defaultQueueId: spare.id } });
    const brought = await arrives[way]?.(centre, () => shut(centre, "archived"));
    expect([way, openTask(centre, brought?.interactionId ?? "")?.queueId]).toEqual([way, billing]);
  }
});

describe("a list and an inbox (F3, F8)", () => {
  const arrivals = [
    ["a list", { mode: "PULL", listId: list }],
    ["an inbox", { mode: "INBOX" }],
  ] as const;

  test.each(arrivals)("%s: refuses once while its queue is closed", async (_what, arrival) => {
    const centre = await centreFor();
    await configure(centre, { source: source(support, arrival) });
    await shut(centre, "closed");
    const { interactionId, visitor } = await centre.request();
    await centre.pass(5_000);
    await centre.writes(visitor, "Hello?");
    expect(await centre.keptInteraction(interactionId)).toMatchObject({ resolution: "NO_AGENT" });
    expect(await told(centre, interactionId)).toEqual([word]);
    expect(await turnedAwayIn(centre)).toBe(1);
  });

  test.each(arrivals)("%s: greets once, and waits for nobody", async (_what, arrival) => {
    const centre = await openCentre({ queue: { routing: { ...plain, greeting: "Hello" } } });
    await configure(centre, { source: source(support, arrival) });
    const { interactionId, visitor } = await centre.request();
    await centre.writes(visitor, "Hello?");
    expect(centre.tasks()).toEqual([]);
    expect(await told(centre, interactionId)).toEqual(["Hello"]);
  });
});

test("every queue that a customer comes to greets them once, also on a transfer and when they are back", async () => {
  const centre = await openCentre({ queue: { routing: { ...plain, greeting: "Support here." } } });
  await configure(centre, { queue: { routing: { ...plainRouting, greeting: "Billing here." } } });
  await centre.ready("ana");
  const { interactionId, taskId } = await centre.held("ana");
  const to = { to: "QUEUE", attended: false, note: "" } as const;
  await centre.ready("cara");
  await centre.does("ana", "task.transfer", { taskId, targetId: billing, ...to });
  const billings = await centre.accept(interactionId);
  await centre.does("cara", "task.transfer", { taskId: billings, targetId: support, ...to });
  expect(centre.interaction(interactionId).queueId).toBe(support);
  expect(await told(centre, interactionId)).toEqual(["Support here.", "Billing here."]);
});
