import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Agent } from "../../src/domain/agent.ts";
import {
  type AgentId,
  type InteractionId,
  type MrdId,
  type QueueId,
  brand,
} from "../../src/domain/id.ts";
import { type Queue, plainRouting } from "../../src/domain/queue.ts";
import { selectionPolicies } from "../../src/domain/selection.ts";
import { type RoutingFacts, chooseAgent } from "../../src/domain/routing.ts";
import type { QueuedTask } from "../../src/domain/task.ts";
import { reserve } from "../../src/domain/task.ts";
import { SimpleMatcher } from "../../src/node/engine/matching.ts";
import { IndexedMatcher } from "../../src/node/engine/matching/indexed-matcher.ts";
import { plainWait } from "../../src/domain/wait.ts";
import { World } from "../../src/node/engine/world.ts";
import { directoryRow } from "../../src/protocol/rows/directory-row.ts";
import { type Scene, type Verdict, verdict } from "../domain/oracle.ts";
import {
  OFFER_MS,
  after,
  anAgent,
  anInteraction,
  anMrd,
  chatMrd,
  noon,
  queued,
  supportQueue,
} from "../domain/sample.ts";

/** Small numbers on purpose: ties are where orders go wrong. */

const runs = 2_400;
const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);
const names = ["amir", "bea", "cleo", "dan", "eve", "finn", "gus", "hal"] as const;
const queueNames = ["north", "south", "west"] as const;
const skillNames = ["french", "billing"] as const;

const someOf = <T>(list: readonly T[]) => fc.subarray([...list], { minLength: 1 });
/** Worlds in which hardly anything fails show the most orders; worlds in which all fails show nothing. */
const mostlyTrue = fc.integer({ min: 0, max: 11 }).map((n) => n > 0);
const rarely = <T>(some: fc.Arbitrary<T[]>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant<T[]>([]) }, { weight: 1, arbitrary: some });

const load = fc.record({
  toggle: mostlyTrue,
  active: fc.nat(2),
  reserved: mostlyTrue.map((free) => (free ? 0 : 1)),
  wrapUp: fc.nat(1),
  maxTasks: fc.integer({ min: 1, max: 5 }),
  softTasks: fc.integer({ min: 1, max: 5 }),
  lastAssignedAt: fc.nat(3),
  lastReadyAt: fc.nat(3).map((n) => after(n * 1_000)),
});

const agents: fc.Arbitrary<Agent[]> = fc
  .array(
    fc.record({
      id: fc.constantFrom(...names),
      state: fc.oneof(
        { weight: 9, arbitrary: fc.constant("READY") },
        { weight: 1, arbitrary: fc.constantFrom("NOT_READY", "LOGOUT", "UNKNOWN") },
      ),
      reachable: mostlyTrue,
      queueIds: someOf(queueNames),
      skills: fc.dictionary(fc.constantFrom(...skillNames), fc.integer({ min: 1, max: 4 })),
      chat: load,
      other: fc.option(load),
    }),
    { minLength: 2, maxLength: 12 },
  )
  .map((parts) => {
    const byId = new Map(parts.map((part) => [part.id, part]));
    return [...byId.values()].map(({ id, state, reachable, queueIds, skills, chat, other }) =>
      anAgent({
        id: brand<AgentId>(id),
        state: state as Agent["state"],
        reachable,
        queueIds: queueIds.map((name) => brand<QueueId>(name)),
        skills: { ...skills },
        mrds: [anMrd(chat), ...(other === null ? [] : [anMrd({ ...other, mrdId: brand("mail") })])],
      }),
    );
  });

const queues: fc.Arbitrary<Queue[]> = fc
  .tuple(
    fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), fc.constant(2)),
    fc.array(fc.constantFrom(...selectionPolicies), { minLength: 3, maxLength: 3 }),
  )
  .map(([priorities, policies]) =>
    queueNames.map((name, at) => ({
      ...supportQueue,
      id: brand<QueueId>(name),
      queuePriority: priorities[at] ?? 1,
      routing: { ...plainRouting, policy: policies[at] ?? "LONGEST_AVAILABLE" },
    })),
  );

const tasks: fc.Arbitrary<QueuedTask[]> = fc
  .array(
    fc.record({
      queue: fc.constantFrom(...queueNames),
      priority: fc.constantFrom(1, 3, 10, 11),
      firstEnqueuedAt: fc.nat(2).map((n) => after(n * 1_000)),
      requestExpiresAt: fc.constantFrom(after(4_000), after(5_000), after(300_000)),
      skills: rarely(
        fc.subarray(
          skillNames.flatMap((skill) => [1, 3].map((atLeast) => ({ skill, atLeast }))),
          { maxLength: 2 },
        ),
      ),
      exclusions: rarely(
        fc.array(
          fc.record({
            agentId: fc.constantFrom(...names).map((name) => brand<AgentId>(name)),
            until: fc.constantFrom(after(4_000), after(5_000), after(6_000)),
            why: fc.constant("RONA" as const),
          }),
          { maxLength: 3 },
        ),
      ),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .chain((parts) =>
    fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }).map((order) =>
      parts.map(({ queue, priority, skills, ...times }, at) => ({
        ...queued({
          queueId: brand(queue),
          priority,
          skills,
          id: brand(`t${order[at]}`),
          wait: plainWait(times.firstEnqueuedAt),
        }),
        ...times,
      })),
    ),
  );

const scenes: fc.Arbitrary<Scene> = fc.record({
  agents,
  tasks,
  queues,
  mrds: fc.boolean().map((wrapUpConsumesCapacity) => [
    { ...chatMrd, wrapUpConsumesCapacity },
    { ...chatMrd, id: brand<MrdId>("mail") },
  ]),
  now: fc.constant(after(5_000)),
});

function worldOf(scene: Scene): World {
  const world = new World();
  let seq = 0;
  const next = () => (seq += 1);
  const directory = [
    ...scene.mrds.map((mrd) => directoryRow("MRD", mrd)),
    ...scene.queues.map((queue) => directoryRow("QUEUE", queue)),
  ];
  for (const entity of directory) world.put({ kind: "DIRECTORY", entity }, next());
  for (const entity of scene.agents) world.put({ kind: "AGENT", entity }, next());
  const id = brand<InteractionId>("i1");
  world.put({ kind: "INTERACTION", entity: { ...anInteraction(), id } }, next());
  for (const entity of scene.tasks) world.put({ kind: "TASK", entity }, next());
  return world;
}

function decided(world: World, now: number): Verdict | null {
  const plain = new SimpleMatcher(() => false).next(world, now);
  const indexed = new IndexedMatcher(() => false);
  indexed.loaded(world);
  const match = indexed.next(world, now);
  expect(match).toEqual(plain);
  if (match === null) return null;
  const { agentId, assignment } = match.choice;
  return { taskId: match.task.id, agentId, runnersUp: assignment.runnersUp };
}

function factsOf(scene: Scene, task: QueuedTask): RoutingFacts {
  const of = <T extends { id: string }>(all: readonly T[], id: string): T => {
    const found = all.find((each) => each.id === id);
    if (found === undefined) throw new Error(`${id} is in the scene`);
    return found;
  };
  const mrdOf = (id: string) => of(scene.mrds, id);
  const queue = of(scene.queues, task.queueId);
  return { now: scene.now, queue, mrd: mrdOf(task.mrdId), mrdOf, meetsRule: () => false };
}

/** The agents after this offer, as the engine would count it. */
function afterOffer(scene: Scene, taken: Verdict): Scene {
  return {
    ...scene,
    tasks: scene.tasks.filter((task) => task.id !== taken.taskId),
    agents: scene.agents.map((agent) =>
      agent.id === taken.agentId
        ? {
            ...agent,
            mrds: agent.mrds.map((mrd) =>
              mrd.mrdId === chatMrd.id ? { ...mrd, reserved: mrd.reserved + 1 } : mrd,
            ),
          }
        : agent,
    ),
  };
}

describe(`the router over random worlds (seed ${seed}, ${runs} runs)`, () => {
  test("decides as the naive oracle does, offer after offer until nobody can be asked", () => {
    let offers = 0;
    fc.assert(
      fc.property(scenes, (first) => {
        let scene = first;
        for (;;) {
          const wanted = verdict(scene);
          expect(decided(worldOf(scene), scene.now)).toEqual(wanted);
          if (wanted === null) return;
          offers += 1;
          scene = afterOffer(scene, wanted);
        }
      }),
      { numRuns: runs, seed },
    );
    expect(offers).toBeGreaterThan(runs / 4);
  });

  test("counts everybody it considered once: chosen, runner-up, or out by one filter", () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        for (const task of scene.tasks) {
          const choice = chooseAgent(task, scene.agents, factsOf(scene, task));
          if (choice === null) continue;
          const { considered, filteredOut, runnersUp } = choice.assignment;
          const out = Object.values(filteredOut).reduce((sum, each) => sum + each, 0);
          expect(considered).toBe(scene.agents.length);
          expect(considered - out - 1).toBeGreaterThanOrEqual(runnersUp.length);
          if (runnersUp.length < 5) expect(considered - out - 1).toBe(runnersUp.length);
        }
      }),
      { numRuns: runs / 3, seed },
    );
  });

  test("chooses the same whatever the order in which it is told of people", () => {
    fc.assert(
      fc.property(scenes, fc.nat(), (scene, turn) => {
        const at = scene.agents.length === 0 ? 0 : turn % scene.agents.length;
        const turned = [...scene.agents.slice(at), ...scene.agents.slice(0, at)].toReversed();
        for (const task of scene.tasks)
          expect(chooseAgent(task, turned, factsOf(scene, task))).toEqual(
            chooseAgent(task, scene.agents, factsOf(scene, task)),
          );
      }),
      { numRuns: runs / 3, seed },
    );
  });

  test("reserves what it chose without touching the request itself", () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const wanted = verdict(scene);
        const task = scene.tasks.find((each) => each.id === wanted?.taskId);
        if (wanted === null || task === undefined) return;
        const choice = chooseAgent(task, scene.agents, factsOf(scene, task));
        if (choice === null) throw new Error("the oracle found somebody");
        const terms = { offerId: brand<never>("o1"), offerMs: OFFER_MS, ...choice };
        const { state: _s, agentId, offer, ...rest } = reserve(task, terms, noon);
        expect({ ...rest, state: "QUEUED" }).toEqual(task);
        expect([agentId, offer.agentId]).toEqual([wanted.agentId, wanted.agentId]);
      }),
      { numRuns: runs / 3, seed },
    );
  });
});
