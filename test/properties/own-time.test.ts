/**
 * A request's own time, over queues set at random: overflows, rings, closed hours, workflows, missed offers. The decisions
 * are the engine's own; memory and time are moved by hand, so that thousands of lives fit into seconds.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addOpenMs } from "../../src/domain/calendar.ts";
import type { Calendar } from "../../src/domain/calendar.ts";
import { type QueueId, type WorkflowId, brand } from "../../src/domain/id.ts";
import type { Interaction } from "../../src/domain/interaction.ts";
import {
  type Queue,
  type QueueRouting,
  type WayOut,
  plainRouting,
} from "../../src/domain/queue.ts";
import type { Source } from "../../src/domain/source.ts";
import type { Task } from "../../src/domain/task.ts";
import { NEVER, SECOND_MS } from "../../src/domain/time.ts";
import type { Workflow } from "../../src/domain/workflow.ts";
import { workspaceDefaults } from "../../src/domain/workspace.ts";
import { arrive } from "../../src/node/engine/arriving.ts";
import { Draft } from "../../src/node/engine/draft.ts";
import { whenDue } from "../../src/node/engine/due.ts";
import { nextInstantOf } from "../../src/node/engine/next-instant.ts";
import { offerTo } from "../../src/node/engine/offering.ts";
import { refreshDerived } from "../../src/node/engine/refresh.ts";
import { World } from "../../src/node/engine/world.ts";
import { type DirectoryBodies, directoryRow } from "../../src/protocol/rows/directory-row.ts";
import {
  ana,
  anAgent,
  anInteraction,
  chatMrd,
  noon,
  supportQueue,
  ws,
  aSource,
} from "../domain/sample.ts";

const runs = 2_000;
const GRACE_MS = 1_500;
const ids = ["a", "b", "c", "d"].map((id) => brand<QueueId>(id));
const flow = brand<WorkflowId>("flow");
const web = brand<Source["id"]>("web");

/** Open for five minutes, closed for the next five. */
const fives = Array.from({ length: 144 }, (_, at) => ({ from: at * 10, to: at * 10 + 5 }));
const calendar: Calendar = {
  id: brand("fives"),
  name: "Fives",
  timezone: "UTC",
  week: Array.from({ length: 7 }, () => fives),
  holidays: [],
  active: true,
};

const queueId = fc.constantFrom(...ids);
const wayOut: fc.Arbitrary<WayOut> = fc.oneof(
  {
    weight: 4,
    arbitrary: queueId.map((id) => ({ action: "OVERFLOW_QUEUE" as const, queueId: id })),
  },
  { weight: 1, arbitrary: fc.constant({ action: "NO_AGENT_AVAILABLE" as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      action: fc.constantFrom("VOICEMAIL" as const, "CALLBACK" as const),
      queueId: fc.option(queueId, { nil: null }),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ action: "WORKFLOW" as const, workflowId: flow }) },
);
const closedHours: fc.Arbitrary<QueueRouting["closedHours"]> = fc.oneof(
  fc.constant({ action: "QUEUE" as const }),
  fc.constant({ action: "REFUSE" as const, message: "We are closed." }),
  wayOut,
);
const someQueue = (id: QueueId): fc.Arbitrary<Queue> =>
  fc
    .record({
      sec: fc.integer({ min: 1, max: 40 }),
      wayOut: fc.option(wayOut, { nil: null, freq: 5 }),
      requestTtlSec: fc.integer({ min: 1, max: 400 }),
      offerSec: fc.integer({ min: 1, max: 30 }),
      hasHours: fc.boolean(),
      closedHours,
      nobodySignedIn: fc.constantFrom("PARK" as const, "PARK" as const, "REFUSE" as const),
      archived: fc.integer({ min: 0, max: 9 }).map((at) => at === 0),
    })
    .map((given) => ({
      ...supportQueue,
      id,
      name: id,
      requestTtlSec: given.requestTtlSec,
      offerSec: given.offerSec,
      archived: given.archived,
      routing: {
        ...plainRouting,
        maxWait: given.wayOut === null ? null : { sec: given.sec, wayOut: given.wayOut },
        calendarId: given.hasHours ? calendar.id : null,
        closedHours: given.closedHours,
        nobodySignedIn: given.nobodySignedIn,
      },
    }));
const workflow: fc.Arbitrary<Workflow> = fc
  .array(
    fc.record({
      queueId,
      timeoutSec: fc.option(fc.integer({ min: 1, max: 30 }), { nil: null, freq: 6 }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((targets) => ({
    id: flow,
    name: "Flow",
    filters: [
      {
        name: "all",
        expression: "priority >= 1",
        targets: targets.map((each) => ({
          knownAgent: null,
          priority: null,
          expression: null,
          orderBy: [],
          skipIf: null,
          ...each,
        })),
        tags: null,
      },
    ],
    defaultTarget: null,
  }));

const settings = fc.record({
  queues: fc.tuple(...ids.map(someQueue)),
  workflow,
  isByWorkflow: fc.boolean(),
  source: queueId,
  /** When it comes, in milliseconds after noon: at any point of open and of closed hours. */
  at: fc.integer({ min: 0, max: 900_000 }),
});
type Settings = typeof settings extends fc.Arbitrary<infer T> ? T : never;

/** One request and everything that becomes of it, decided by the engine's own functions. */
class Life {
  readonly world = new World();
  /** All tasks there ever were, as they are last. */
  readonly tasks = new Map<string, Task>();
  readonly events: string[] = [];
  now: number;
  #ids = 0;
  #seq = 0;

  constructor(given: Settings) {
    this.now = noon + given.at;
    this.#decide((draft) => {
      const put = <K extends keyof DirectoryBodies>(kind: K, body: DirectoryBodies[K]) =>
        draft.put("DIRECTORY", directoryRow(kind, body), "DIRECTORY_CHANGED");
      put("WORKSPACE", { ...workspaceDefaults, id: ws, name: "Test", defaultQueueId: null });
      put("MRD", chatMrd);
      put("CALENDAR", calendar);
      for (const queue of given.queues) put("QUEUE", queue);
      put("WORKFLOW", given.workflow);
      put("SOURCE", aSource({ queueId: given.source }));
      draft.put("AGENT", anAgent({ queueIds: [...ids] }), "AGENT_STATE_CHANGED");
    });
    const interaction = anInteraction({
      sourceId: web,
      queueId: given.source,
      createdAt: this.now,
      ownerId: null,
      firstEnqueuedAt: null,
      firstAnsweredAt: null,
      interventionId: null,
      interventionState: null,
    });
    this.#decide((draft) => {
      draft.put("INTERACTION", interaction, "INTERACTION_CREATED");
      arrive(draft, { interaction, text: "", workflowId: given.isByWorkflow ? flow : null });
    });
  }

  get open(): Task | undefined {
    return [...this.tasks.values()].find((task) => task.state !== "CLOSED");
  }

  /** Lives until nothing changes by itself any more; answers how many instants that took. */
  run(askedEvery: number | null, most: number): number {
    for (let steps = 0; steps < most; steps += 1) {
      const task = this.open;
      if (task === undefined) return steps;
      const due = nextInstantOf(this.world, { kind: "TASK", id: task.id }, this.now);
      const asks =
        task.state === "QUEUED" && askedEvery !== null && this.now < task.requestExpiresAt;
      const asked = asks ? this.now + askedEvery : NEVER;
      if (asked < due && task.state === "QUEUED") {
        this.now = asked;
        this.#decide((draft) => offerTo(draft, task, { agentId: ana }));
        continue;
      }
      if (due === NEVER) return steps;
      this.now = Math.max(this.now, due);
      this.#decide((draft) => whenDue(draft, { kind: "TASK", id: task.id }));
    }
    return most;
  }

  #decide(change: (draft: Draft) => void): void {
    const newId = () => `n${(this.#ids += 1)}`;
    const factsOf = () => ({
      agentHeard: true,
      sentAt: this.now - 1,
      receivedAt: this.now - 1,
      shownAt: this.now - 1,
    });
    const goneSince = () => null;
    const context = {
      now: this.now,
      newId,
      factsOf,
      goneSince,
      nodeId: "n",
      epoch: 1,
      workspaceId: ws,
    };
    const draft = new Draft(this.world, context);
    change(draft);
    refreshDerived(draft);
    const written = [...draft.written()];
    const inOrder = [
      ...written.filter(({ kind }) => kind !== "TASK"),
      ...written.filter(({ kind }) => kind === "TASK"),
    ];
    for (const item of inOrder) {
      this.world.put(item, (this.#seq += 1));
      if (item.kind === "TASK") this.tasks.set(item.entity.id, item.entity);
    }
    this.events.push(...draft.steps.map(({ type }) => type));
  }

  interaction(): Interaction | undefined {
    return this.world.get("INTERACTION", "i1");
  }
}

const first = (life: Life): Task | undefined =>
  [...life.tasks.values()].find((each) => each.attempt === 1);
const MOST = 2_000;

describe("a request keeps its own time (F1, F2)", () => {
  test("that nobody takes ends by its first arrival plus its own time to live, once in each queue", () => {
    fc.assert(
      fc.property(settings, (given) => {
        const life = new Life(given);
        const began = life.now;
        const beginning = first(life);
        if (beginning === undefined) throw new Error("no task tells of it");
        const own = beginning.requestExpiresAt;
        expect(life.run(null, MOST)).toBeLessThan(MOST);
        // Every task there was is of the one chain, and closed.
        const all = [...life.tasks.values()];
        for (const task of all) {
          expect(task.rootTaskId).toBe(beginning.rootTaskId);
          expect(task.requestExpiresAt).toBe(own);
          if (task.state !== "CLOSED") throw new Error(`${task.id} never ends`);
          expect(task.closedAt).toBeLessThanOrEqual(own);
        }
        expect(new Set(all.map((task) => task.queueId)).size).toBe(all.length);
        expect(own).toBeGreaterThan(began);
        expect(life.interaction()?.state === "COMPLETED" || statusOf(life) === "UNDELIVERED").toBe(
          true,
        );
      }),
      { numRuns: runs },
    );
  });

  test("whatever is missed on the way: an offer that ends past the time is the last", () => {
    fc.assert(
      fc.property(settings, fc.integer({ min: 500, max: 20_000 }), (given, askedEvery) => {
        const life = new Life(given);
        const own = first(life)?.requestExpiresAt ?? 0;
        expect(life.run(askedEvery, MOST)).toBeLessThan(MOST);
        const longestOfferMs =
          Math.max(...given.queues.map(({ offerSec }) => offerSec ?? 0)) * SECOND_MS;
        for (const task of life.tasks.values()) {
          if (task.state !== "CLOSED") throw new Error(`${task.id} never ends`);
          expect(task.requestExpiresAt).toBe(own);
          expect(task.closedAt).toBeLessThanOrEqual(own + longestOfferMs + GRACE_MS);
          if (task.offer !== null) expect(task.offer.createdAt).toBeLessThan(own);
          if (task.closedAt >= own) expect(task.reason).toBe("NO_AGENT_AVAILABLE");
        }
        expect(
          life.events.filter((type) => type === "NO_AGENT_AVAILABLE").length,
        ).toBeLessThanOrEqual(1);
      }),
      { numRuns: runs },
    );
  });

  test("which is that of the queue it first stands in, in the hours of that queue", () => {
    fc.assert(
      fc.property(settings, (given) => {
        const life = new Life(given);
        const task = first(life);
        const queue = given.queues.find(({ id }) => id === task?.queueId);
        const hours = queue?.routing.calendarId === null ? null : calendar;
        const ttlMs = (queue?.requestTtlSec ?? 0) * SECOND_MS;
        expect(task?.requestExpiresAt).toBe(addOpenMs(hours, life.now, ttlMs));
      }),
      { numRuns: 500 },
    );
  });
});

const statusOf = (life: Life): string => {
  const interaction = life.interaction();
  return interaction?.state === "ACTIVE" ? interaction.status : "COMPLETED";
};
