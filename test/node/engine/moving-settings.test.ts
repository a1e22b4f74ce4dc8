import { describe, expect, test } from "vitest";
import type { Calendar } from "../../../src/domain/calendar.ts";
import { brand } from "../../../src/domain/id.ts";
import { type Queue, type QueueRouting, plainRouting } from "../../../src/domain/queue.ts";
import { NEVER } from "../../../src/domain/time.ts";
import type { Workflow, WorkflowTarget } from "../../../src/domain/workflow.ts";
import type { InteractionRow } from "../../../src/protocol/rows/interaction-row.ts";
import type { TaskRow } from "../../../src/protocol/rows/task-row.ts";
import { chatMrd, support, supportQueue, signedOutAgent } from "../../domain/sample.ts";
import { type Centre, billing, openCentre } from "./centre.ts";

/** Settings that change while work waits under them (F5). The centre opens at noon on Friday, 20 November 2026. */

const office: Calendar = {
  id: brand("office"),
  name: "Office",
  timezone: "UTC",
  week: Array.from({ length: 7 }, () => [{ from: 9 * 60, to: 17 * 60 }]),
  holidays: [],
  active: true,
};
const holiday = { ...office, holidays: [{ date: "2026-11-20", name: "Founding day" }] };
const neverOpen = { ...office, week: Array.from({ length: 7 }, () => []) };
const calendarId = office.id;
const level = { thresholdSec: 600, targetPct: 80, type: 1, warnPct: 50 } as const;

const queueWith = (routing: Partial<QueueRouting>, more: Partial<Queue> = {}): Queue => ({
  ...supportQueue,
  serviceLevel: level,
  requestTtlSec: 3600,
  ...more,
  routing: { ...plainRouting, ...routing },
});
async function centreWith(queue: Queue): Promise<Centre> {
  return openCentre({ queue, directory: [{ kind: "CALENDAR", body: office }] });
}
const change = async (centre: Centre, body: Queue) => {
  const { movedDeadlines } = await centre.engine.configure({
    directory: [{ kind: "QUEUE", body }],
  });
  return movedDeadlines;
};
const changeCalendar = async (centre: Centre, body: Calendar) => {
  const told = await centre.engine.configure({ directory: [{ kind: "CALENDAR", body }] });
  return told.movedDeadlines;
};

describe("a time of a queue that changes while a request waits (F5)", () => {
  const maxWait = (sec: number) =>
    ({ sec, wayOut: { action: "NO_AGENT_AVAILABLE" } }) as QueueRouting["maxWait"];
  const steps = (timeoutSec: number) => [
    { timeoutSec, skills: [{ skill: "german", atLeast: 5 }], rule: null },
    { timeoutSec: 0, skills: [], rule: null },
  ];
  const routed = (one: Partial<QueueRouting>, other: Partial<QueueRouting>) =>
    [queueWith(one), queueWith(other)] as const;

  test.each<[string, readonly [Queue, Queue], (task: TaskRow) => number, number]>([
    [
      "the threshold",
      [queueWith({}), queueWith({}, { serviceLevel: { ...level, thresholdSec: 60 } })],
      (task) => task.slaDueAt,
      60,
    ],
    [
      "the time to live",
      [queueWith({}), queueWith({}, { requestTtlSec: 50 })],
      (task) => task.requestExpiresAt,
      50,
    ],
    [
      "the longest wait",
      routed({ maxWait: maxWait(300) }, { maxWait: maxWait(40) }),
      (task) => task.wait.maxWaitAt,
      40,
    ],
    [
      "a longest wait where there was none",
      routed({}, { maxWait: maxWait(45) }),
      (task) => task.wait.maxWaitAt,
      45,
    ],
    [
      "when it is stale",
      routed({ staleAfterSec: 100 }, { staleAfterSec: 80 }),
      (task) => task.wait.staleAt,
      80,
    ],
    [
      "a step's time",
      routed({ steps: steps(100) }, { steps: steps(35) }),
      (task) => task.wait.stepDueAt,
      35,
    ],
  ])("%s is reckoned from when it began", async (_what, [was, is], instantOf, sec) => {
    const centre = await centreWith(was);
    const began = centre.engine.now();
    const { interactionId } = await centre.request();
    await centre.pass(20_000);
    expect(await change(centre, is)).toBe(1);
    expect(instantOf(centre.task(interactionId))).toBe(began + sec * 1000);
    const moved = centre.events.findLast(({ type }) => type === "DEADLINES_MOVED");
    expect(moved).toMatchObject({ id: support, data: { moved: 1 } });
  });

  test("and is over by the new ones ends in the same tick", async () => {
    const centre = await centreWith(queueWith({}));
    const { interactionId } = await centre.request();
    await centre.pass(20_000);
    await change(centre, queueWith({}, { requestTtlSec: 10 }));
    await centre.pass(100);
    expect(centre.interaction(interactionId).status).toBe("UNDELIVERED");
  });

  test("of its medium moves it where the queue has none of its own, and what a program gave stays", async () => {
    const centre = await centreWith(queueWith({}, { requestTtlSec: null }));
    const began = centre.engine.now();
    const { interactionId } = await centre.request();
    const own = { taskId: brand<never>("t1"), interactionId: brand<never>("i1") };
    const named = { workflowId: null, queueId: support, mrdId: null, priority: 1, timeoutSec: 90 };
    const words = { customerName: "Kim", subject: "By a program", attributes: {} };
    await centre.does("sue", "task.create", { ...own, ...named, ...words });
    await centre.pass(20_000);
    const body = { ...chatMrd, requestTtlSec: 77 };
    const told = await centre.engine.configure({ directory: [{ kind: "MRD", body }] });
    expect(told.movedDeadlines).toBe(1);
    expect(centre.task(interactionId).requestExpiresAt).toBe(began + 77_000);
    expect(centre.task("i1").requestExpiresAt).toBe(began + 90_000);
  });

  test("does not touch what waits in another queue", async () => {
    const centre = await centreWith(queueWith({}));
    const { interactionId } = await centre.request();
    const before = centre.task(interactionId);
    const other = { ...queueWith({}, { requestTtlSec: 5 }), id: billing, name: "Billing" };
    expect(await change(centre, other)).toBe(0);
    expect(centre.task(interactionId)).toEqual(before);
  });

  test("holds for what rings too", async () => {
    const centre = await centreWith(queueWith({}));
    await centre.ready("ana");
    const began = centre.engine.now();
    const { interactionId } = await centre.request();
    expect(await change(centre, queueWith({}, { requestTtlSec: 100 }))).toBe(1);
    expect(centre.offer(interactionId).task.requestExpiresAt).toBe(began + 100_000);
  });

  test("a fair share's window lets somebody back in at its new end", async () => {
    const queue = queueWith({ fairShare: { max: 1, windowSec: 3600 } });
    const centre = await openCentre({
      queue,
      agents: [signedOutAgent("ana"), signedOutAgent("sue")],
    });
    await centre.ready("ana");
    await centre.held("ana");
    const { interactionId } = await centre.request();
    await change(centre, queueWith({ fairShare: { max: 1, windowSec: 30 } }));
    expect(centre.task(interactionId).mediaState).toBe("QUEUED");
    await centre.pass(30_500);
    expect(centre.offer(interactionId).agentId).toBe("ana");
  });
});

describe("a time of a workflow or a last agent that changes while a request waits (F5)", () => {
  const flow = (timeoutSec: number): Workflow => {
    const target: WorkflowTarget = {
      queueId: support,
      knownAgent: null,
      priority: null,
      timeoutSec,
      expression: null,
      orderBy: [],
      skipIf: null,
    };
    const filter = {
      name: "all",
      expression: "priority >= 1",
      targets: [target, target],
      tags: null,
    };
    return { id: brand("flow"), name: "Flow", filters: [filter], defaultTarget: null };
  };

  test("a target's time is reckoned from when it was tried", async () => {
    const directory = [
      { kind: "CALENDAR", body: office },
      { kind: "WORKFLOW", body: flow(100) },
    ] as const;
    const centre = await openCentre({
      queue: queueWith({ calendarId }),
      directory,
      arrival: { workflowId: brand("flow") },
    });
    const began = centre.engine.now();
    const { interactionId } = await centre.request();
    expect(centre.task(interactionId).wait.route?.targetDueAt).toBe(began + 100_000);
    await centre.pass(20_000);
    const told = await centre.engine.configure({
      directory: [{ kind: "WORKFLOW", body: flow(70) }],
    });
    expect(told.movedDeadlines).toBe(1);
    expect(centre.task(interactionId).wait.route?.targetDueAt).toBe(began + 70_000);
    await changeCalendar(centre, holiday);
    const saturday = Date.UTC(2026, 10, 21, 9);
    expect(centre.task(interactionId).wait.route?.targetDueAt).toBe(saturday + 50_000);
  });

  test("a last agent is waited for as long as is said now", async () => {
    const queue = (holdSec: number) => queueWith({ lastAgent: { holdSec }, reopenWindowSec: 0 });
    const centre = await openCentre({
      queue: queue(200),
      mrd: { wrapUp: { enabled: false, seconds: 0 } },
    });
    await centre.ready("ana");
    const { taskId, visitor } = await centre.held("ana");
    await centre.does("ana", "task.resolve", { taskId });
    await centre.does("ana", "agent.setState", { state: "NOT_READY", reason: "BREAK" });
    const again = await centre.writes(visitor, "One more thing");
    if (again.end !== "APPLIED") throw new Error(again.end);
    const { interactionId } = again.reply as { interactionId: string };
    const began = centre.engine.now();
    await centre.pass(20_000);
    expect(await change(centre, queue(30))).toBe(1);
    expect(centre.task(interactionId).wait.lastAgent?.heldUntil).toBe(began + 30_000);
  });
});

test("what is in hand, and comes back to the queue, comes back with the times of now (F5)", async () => {
  const centre = await centreWith(queueWith({ calendarId, staleAfterSec: 600 }));
  await centre.ready("ana");
  const { interactionId } = await centre.held("ana");
  const { slaDueAt } = centre.task(interactionId);
  expect(await changeCalendar(centre, holiday)).toBe(0);
  await centre.does("ana", "agent.logout", {});
  const { wait, slaDueAt: kept } = centre.task(interactionId);
  expect(wait.staleAt).toBe(Date.UTC(2026, 10, 21, 9, 10));
  expect(kept).toBe(slaDueAt);
});

describe("a calendar that changes while a request waits (F5)", () => {
  test("a holiday entered for today moves what is left to the next open day", async () => {
    const centre = await centreWith(queueWith({ calendarId }));
    const { interactionId } = await centre.request();
    await centre.pass(60_000);
    expect(await changeCalendar(centre, holiday)).toBe(2);
    const saturday = Date.UTC(2026, 10, 21, 9);
    expect(centre.task(interactionId)).toMatchObject({
      slaDueAt: saturday + (600 - 60) * 1000,
      requestExpiresAt: saturday + (3600 - 60) * 1000,
    });
  });

  test("what was never due while nothing opened is due once something does", async () => {
    const centre = await centreWith(queueWith({ calendarId }));
    await changeCalendar(centre, neverOpen);
    const { interactionId } = await centre.request();
    expect(centre.task(interactionId)).toMatchObject({ slaDueAt: NEVER, requestExpiresAt: NEVER });
    await changeCalendar(centre, office);
    expect(centre.task(interactionId)).toMatchObject({
      slaDueAt: centre.engine.now() + 600_000,
      requestExpiresAt: centre.engine.now() + 3_600_000,
    });
  });

  test("a queue that is given a calendar runs in its hours from then on", async () => {
    const centre = await centreWith(queueWith({}));
    const { interactionId } = await centre.request();
    await changeCalendar(centre, holiday);
    expect(await change(centre, queueWith({ calendarId }))).toBe(2);
    expect(centre.task(interactionId).slaDueAt).toBe(Date.UTC(2026, 10, 21, 9, 10));
  });

  test("a new name for it moves nothing", async () => {
    const centre = await centreWith(queueWith({ calendarId }));
    await centre.request();
    await centre.pass(7_300);
    expect(await changeCalendar(centre, { ...office, name: "Shop" })).toBe(0);
  });
});

describe("a promise of the agent's that changes while a customer waits for it (F5)", () => {
  const rules = {
    responseSla: { sec: 120, action: "WARN" },
    firstReply: { sec: 100, times: 2 },
  } as const;
  const clocksOf = ({ clocks, answers }: InteractionRow) => ({
    response: clocks.response?.dueAt ?? NEVER,
    firstReply: clocks.firstReplyDueAt,
    inactive: clocks.inactiveAt,
    promised: answers.dueAt,
  });
  async function holding(routing: Partial<QueueRouting>) {
    const centre = await centreWith(queueWith(routing));
    await centre.ready("ana");
    const held = await centre.held("ana");
    return { centre, ...held, began: centre.engine.now() };
  }

  test("the answer and the first reply are reckoned from when they began", async () => {
    const { centre, interactionId, began } = await holding(rules);
    await centre.pass(20_000);
    const shorter = { ...rules, responseSla: { sec: 60, action: "WARN" } } as const;
    expect(await change(centre, queueWith(shorter))).toBe(1);
    expect(await change(centre, queueWith({ ...shorter, firstReply: { sec: 50, times: 2 } }))).toBe(
      1,
    );
    expect(clocksOf(centre.interaction(interactionId))).toMatchObject({
      response: began + 60_000,
      promised: began + 60_000,
      firstReply: began + 50_000,
    });
  });

  test("one that is no longer made is owed no more, and one that is newly made begins now", async () => {
    const { centre, interactionId, began } = await holding(rules);
    await centre.pass(20_000);
    expect(await change(centre, queueWith({ firstReply: rules.firstReply }))).toBe(1);
    expect(clocksOf(centre.interaction(interactionId))).toMatchObject({
      response: NEVER,
      promised: NEVER,
    });
    expect(await change(centre, queueWith(rules))).toBe(1);
    expect(clocksOf(centre.interaction(interactionId)).response).toBe(began + 20_000 + 120_000);
  });

  test("the silence after our word is reckoned from that word", async () => {
    const { centre, interactionId } = await holding({ inactivitySec: 600 });
    const said = { interactionId: brand<never>(interactionId), messageId: brand<never>("m1") };
    await centre.does("ana", "message.post", { ...said, body: "Which parcel?" });
    const spoke = centre.engine.now();
    await centre.pass(20_000);
    expect(await change(centre, queueWith({ inactivitySec: 60 }))).toBe(1);
    expect(clocksOf(centre.interaction(interactionId)).inactive).toBe(spoke + 60_000);
  });

  test("a hold keeps what was left of it when it began", async () => {
    const { centre, interactionId, taskId } = await holding(rules);
    await centre.pass(20_000);
    await centre.does("ana", "task.hold", { taskId, seconds: null });
    await centre.pass(500_000);
    await change(centre, queueWith({ ...rules, responseSla: { sec: 60, action: "WARN" } }));
    await centre.does("ana", "task.resume", { taskId });
    expect(clocksOf(centre.interaction(interactionId)).response).toBe(centre.engine.now() + 40_000);
  });
});
