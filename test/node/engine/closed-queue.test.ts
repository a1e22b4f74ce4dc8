import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Calendar } from "../../../src/domain/calendar.ts";
import { brand } from "../../../src/domain/id.ts";
import { type QueueRouting, plainRouting } from "../../../src/domain/queue.ts";
import { customerWait } from "../../../src/node/gateway/customer-wait.ts";
import { supportQueue } from "../../domain/sample.ts";
import { type Centre, openCentre } from "./centre.ts";

/** The centre opens at noon on a Friday, and this calendar opens on Monday at nine. */
const office: Calendar = {
  id: brand("office"),
  name: "Office",
  timezone: "UTC",
  week: [[{ from: 9 * 60, to: 17 * 60 }], [], [], [], [], [], []],
  holidays: [],
  active: true,
};
const calendarId = office.id;
const MONDAY = Date.UTC(2026, 10, 23, 9);

async function closedCentre(routing: Partial<QueueRouting>, more: object = {}): Promise<Centre> {
  const queue = { routing: { ...plainRouting, calendarId, ...routing }, ...more };
  return openCentre({ queue, directory: [{ kind: "CALENDAR", body: office }] });
}
const says = (centre: Centre, interactionId: string, messageId: string) =>
  centre.does("ana", "message.post", {
    interactionId: brand<never>(interactionId),
    messageId: brand<never>(messageId),
    body: "One moment",
  });

describe("in a queue whose calendar is closed", () => {
  test("who waits is not stale when it opens, and is offered then (F9)", async () => {
    const centre = await closedCentre({ staleAfterSec: 10 });
    const { interactionId } = await centre.request();
    await centre.pass(13_000);
    await centre.ready("ana");
    expect(centre.offer(interactionId).agentId).toBe("ana");
  });

  test("an agent who has not answered is not taken out of the conversation at night (F10)", async () => {
    const centre = await closedCentre({ responseSla: { sec: 8, action: "REROUTE" } });
    await centre.ready("ana");
    const { interactionId } = await centre.held("ana");
    await centre.pass(60_000);
    expect(centre.interaction(interactionId)).toMatchObject({
      status: "CONNECTED",
      clocks: { response: { dueAt: MONDAY + 8_000 } },
    });
  });

  test("nothing is reminded of, given up on, or moved on", async () => {
    const maxWait = { sec: 20, wayOut: { action: "NO_AGENT_AVAILABLE" } } as const;
    const centre = await closedCentre(
      { maxWait, firstReply: { sec: 10, times: 3 }, inactivitySec: 15 },
      { requestTtlSec: 30 },
    );
    await centre.ready("ana");
    const { interactionId } = await centre.held("ana");
    await centre.does("ana", "agent.setState", { state: "NOT_READY", reason: "BREAK" });
    const { interactionId: waiting } = await centre.request();
    await centre.pass(60_000);
    expect(centre.events.map(({ type }) => type)).not.toContain("FIRST_REPLY_OVERDUE");
    await says(centre, interactionId, "m1");
    await centre.pass(60_000);
    expect(centre.interaction(interactionId).status).toBe("CONNECTED");
    expect(centre.task(waiting).mediaState).toBe("QUEUED");
  });

  test("no deadline comes due, whatever its settings are and whatever happens in it", async () => {
    const sec = fc.integer({ min: 1, max: 100 });
    const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
    const routings = fc.record({
      staleAfterSec: orNull(sec),
      maxWait: orNull(fc.record({ sec, wayOut: fc.constant({ action: "NO_AGENT_AVAILABLE" }) })),
      responseSla: orNull(fc.record({ sec, action: fc.constantFrom("REROUTE", "WARN") })),
      firstReply: orNull(fc.record({ sec, times: fc.integer({ min: 1, max: 3 }) })),
      inactivitySec: orNull(sec),
      lastAgent: orNull(fc.record({ holdSec: sec })),
      steps: fc.array(
        fc.record({ timeoutSec: sec, skills: fc.constant([]), rule: fc.constant(null) }),
        {
          maxLength: 4,
        },
      ),
    });
    const happening = fc.constantFrom("CUSTOMER", "AGENT", "HOLD", "RESUME", "REQUEUE", "SETTINGS");
    const centre = await closedCentre({}, { wrapUp: { enabled: false, seconds: 0 } });
    await centre.ready("ana");
    let held = 0;
    const due = new Set([
      "AGENT_SLA_EXPIRED",
      "FIRST_REPLY_OVERDUE",
      "INTERACTION_COMPLETED",
      "NO_AGENT_AVAILABLE",
      "QUEUE_MAX_WAIT",
      "TASK_STEP_CHANGED",
    ]);
    let runs = 0;
    const setTo = (routing: object, requestTtlSec: number) => {
      const all = { ...plainRouting, ...routing, calendarId } as QueueRouting;
      const wrapUp = { enabled: false, seconds: 0 };
      const body = { ...supportQueue, wrapUp, requestTtlSec, routing: all };
      return centre.engine.configure({ directory: [{ kind: "QUEUE", body }] });
    };
    await fc.assert(
      fc.asyncProperty(
        routings,
        routings,
        sec,
        fc.array(happening, { maxLength: 3 }),
        async (routing, later, ttl, happenings) => {
          runs += 1;
          await setTo(routing, ttl);
          const visitor = await centre.visitor();
          const before = centre.engine.head;
          const first = await centre.writes(visitor, "Hello?");
          if (first.end !== "APPLIED") throw new Error(first.end);
          const { interactionId } = first.reply as { interactionId: string };
          const taskOf = () => centre.tasks(interactionId).find(({ role }) => role === "PRIMARY");
          const rings = centre.task(interactionId).mediaState === "RESERVED";
          if (rings && runs % 3 > 0) {
            await centre.accept(interactionId);
            held += 1;
          }
          for (const happened of happenings) {
            await centre.pass(2_000);
            const taskId = taskOf()?.id;
            if (happened === "CUSTOMER") await centre.writes(visitor, "Are you there?");
            if (happened === "SETTINGS") await setTo(later, ttl * 2);
            if (taskId === undefined) continue;
            if (happened === "AGENT") await says(centre, interactionId, centre.newId());
            if (happened === "HOLD") await centre.sends("ana", "task.hold", { taskId, seconds: 3 });
            if (happened === "RESUME") await centre.sends("ana", "task.resume", { taskId });
            if (happened === "REQUEUE") await centre.sends("ana", "task.requeue", { taskId });
          }
          // One jump is as good as waiting: alarms look at the instants that rows hold.
          for (const row of centre.tasks(interactionId)) {
            const { wait } = row;
            const instants = [row.requestExpiresAt, row.slaDueAt, wait.maxWaitAt, wait.staleAt];
            const more = [wait.stepDueAt, wait.lastAgent?.heldUntil ?? MONDAY];
            if (row.mediaState === "QUEUED" || row.mediaState === "RESERVED")
              for (const at of [...instants, ...more]) expect(at).toBeGreaterThanOrEqual(MONDAY);
          }
          const { clocks, answers } = centre.interaction(interactionId);
          for (const at of [
            clocks.response?.dueAt ?? MONDAY,
            clocks.firstReplyDueAt,
            clocks.inactiveAt,
            answers.dueAt,
          ])
            expect(at).toBeGreaterThanOrEqual(MONDAY);
          const told = centre.toldSince(before).filter((type) => due.has(type));
          expect(told).toEqual([]);
          await centre.does("sue", "interaction.forceComplete", {
            interactionId: brand<never>(interactionId),
          });
          centre.commits.length = 0;
        },
      ),
      { numRuns: 2_000 },
    );
    expect(held).toBeGreaterThan(500);
  }, 60_000);
});

describe("silence (F6)", () => {
  const silent = { routing: { ...plainRouting, inactivitySec: 12 } };

  test("completes nothing while the last word is the customer's", async () => {
    const centre = await openCentre({ queue: silent });
    await centre.ready("ana");
    const { interactionId, visitor } = await centre.held("ana");
    await centre.pass(5_000);
    await centre.writes(visitor, "Are you there?");
    await centre.pass(60_000);
    expect(centre.interaction(interactionId)).toMatchObject({ state: "ACTIVE" });
  });

  test("counts from an agent's word, and ends resolved by whoever wrote it", async () => {
    const centre = await openCentre({
      queue: silent,
      mrd: { wrapUp: { enabled: false, seconds: 0 } },
    });
    await centre.ready("ana");
    const { interactionId } = await centre.held("ana");
    await centre.pass(30_000);
    await says(centre, interactionId, "m1");
    await centre.pass(11_000);
    expect(centre.interaction(interactionId).state).toBe("ACTIVE");
    await centre.pass(1_500);
    expect(await centre.keptInteraction(interactionId)).toMatchObject({
      state: "COMPLETED",
      resolution: "RESOLVED",
      completedBy: "ana",
    });
  });

  test("does not end as resolved by somebody who never wrote a word", async () => {
    const centre = await openCentre({
      queue: silent,
      mrd: { wrapUp: { enabled: false, seconds: 0 } },
    });
    await centre.ready("ana");
    const { interactionId, taskId } = await centre.held("ana");
    await says(centre, interactionId, "m1");
    await centre.ready("ben");
    const to = { to: "AGENT", targetId: "ben", attended: false, note: "" } as const;
    await centre.does("ana", "task.transfer", { taskId, ...to });
    await centre.accept(interactionId);
    await centre.pass(13_000);
    expect(await centre.keptInteraction(interactionId)).toMatchObject({
      resolution: "UNRESOLVED",
      completedBy: "system",
    });
  });
});

describe("a place in line", () => {
  test("is told to nobody whom no agent will be asked to take (F9)", async () => {
    const routing = { ...plainRouting, staleAfterSec: 10 };
    const centre = await openCentre({ queue: { routing } });
    const { visitor } = await centre.request();
    const told = () => customerWait(centre.engine, visitor.threadId).waiting;
    expect(told()).toMatchObject({ position: 1 });
    const { visitor: second } = await centre.request();
    await centre.pass(11_000);
    await centre.writes(second, "Still here");
    expect(told()).toBeNull();
    expect(customerWait(centre.engine, second.threadId).waiting).toMatchObject({ position: 1 });
  });
});
