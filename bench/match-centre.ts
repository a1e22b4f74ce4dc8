import { type Agent, freshAgent, idleMrd } from "../src/domain/agent.ts";
import { type AgentId, type MrdId, type QueueId, type TaskId, brand } from "../src/domain/id.ts";
import {
  type Mrd,
  type Queue,
  type QueueRouting,
  plainConduct,
  plainRouting,
} from "../src/domain/queue.ts";
import { compareWork, occupied } from "../src/domain/routing.ts";
import { type SkillNeed, hasSkills } from "../src/domain/skill.ts";
import { type ActiveTask, type QueuedTask, enqueue } from "../src/domain/task.ts";
import { NEVER } from "../src/domain/time.ts";
import { plainWait } from "../src/domain/wait.ts";
import { IndexedMatcher } from "../src/node/engine/matching/indexed-matcher.ts";
import type { Sight } from "../src/node/engine/matching/sight.ts";
import { Random } from "../test/simulation/random.ts";

const mrdId = brand<MrdId>("chat");
const SKILLS = 50;
const LEVELS = 5;
const mrd: Mrd = {
  id: mrdId,
  name: "Chat",
  type: "CHAT",
  maxRequests: 1,
  wrapUpConsumesCapacity: true,
  offerSec: 20,
  requestTtlSec: 900,
  wrapUp: { enabled: false, seconds: 0 },
  ronaPolicy: null,
  conduct: plainConduct,
};

function queueNamed(id: string, steps: QueueRouting["steps"] = []): Queue {
  return {
    id: brand<QueueId>(id),
    name: id,
    mrdId,
    queuePriority: 5,
    skills: [],
    serviceLevel: { thresholdSec: 60, targetPct: 80, type: 1, warnPct: 50 },
    offerSec: null,
    requestTtlSec: null,
    wrapUp: null,
    dispositions: [],
    dispositionRequired: false,
    ronaPolicy: null,
    archived: false,
    routing: { ...plainRouting, steps },
  };
}

/** Few skills are asked for much, many hardly ever. */
function zipf(random: Random): string {
  const place = Math.floor((SKILLS + 1) ** (random.below(1_000_000) / 1_000_000)) - 1;
  return `skill${Math.min(SKILLS - 1, place)}`;
}

function needs(random: Random): readonly SkillNeed[] {
  const found = new Map<string, number>();
  for (let left = random.between(1, 3); left > 0; left -= 1)
    found.set(zipf(random), random.between(1, LEVELS));
  return [...found].map(([skill, atLeast]) => ({ skill, atLeast }));
}

export interface Centre {
  readonly matcher: IndexedMatcher;
  readonly agents: Agent[];
  readonly tasks: Map<string, QueuedTask>;
  readonly queues: readonly Queue[];
  newTask(): QueuedTask;
  readonly random: Random;
}

/** Everybody busy, the queue full: the regime in which a routing engine is asked the most. */
export function centre(size: {
  agents: number;
  queued: number;
  classes: number | "unique";
  queues?: number;
  seed?: number;
  steps?: QueueRouting["steps"];
}): Centre {
  const random = new Random(size.seed ?? 1);
  const queues = Array.from({ length: size.queues ?? 1 }, (_, at) =>
    queueNamed(`q${at}`, size.steps),
  );
  const byId = new Map(queues.map((queue) => [queue.id, queue]));
  const sets =
    size.classes === "unique" ? null : Array.from({ length: size.classes }, () => needs(random));
  let made = 0;
  const pickQueue = () => random.pick(queues) ?? queueNamed("q0");
  const newTask = (): QueuedTask => {
    made += 1;
    const skills = sets === null ? needs(random) : (random.pick(sets) ?? []);
    const id = brand<never>(`t${String(made).padStart(9, "0")}`);
    const at = made * 10;
    const times = { requestExpiresAt: NEVER, slaDueAt: NEVER, wait: plainWait(at) };
    const place = {
      workspaceId: brand<never>("w"),
      homeNode: "n",
      epoch: 1,
      interactionId: brand<never>(`i${made}`),
    };
    const kind = { direction: "INBOUND", mode: "QUEUE" } as const;
    return enqueue(
      {
        id,
        ...place,
        ...kind,
        queueId: pickQueue().id,
        mrdId,
        priority: random.between(1, 10),
        skills,
        ...times,
      },
      at,
    );
  };
  const agents = Array.from({ length: size.agents }, (_, at): Agent => {
    const skills: Record<string, number> = {};
    for (let left = random.between(4, 12); left > 0; left -= 1)
      skills[zipf(random)] = random.between(1, LEVELS);
    const own = queues.length === 1 ? queues : [pickQueue(), pickQueue()];
    return {
      ...freshAgent,
      id: brand<AgentId>(`a${String(at).padStart(6, "0")}`),
      workspaceId: brand("w"),
      name: "",
      teamIds: [],
      queueIds: [...new Set(own.map((queue) => queue.id))],
      skills,
      state: "READY",
      since: 0,
      loginAt: 0,
      reachable: true,
      mrds: [{ ...idleMrd(mrdId, 1, 0), toggle: true, state: "BUSY", active: 1 }],
    };
  });
  const tasks = new Map<string, QueuedTask>();
  for (let left = size.queued; left > 0; left -= 1) {
    const task = newTask();
    tasks.set(task.id, task);
  }
  const sight: Sight = {
    agents: () => agents,
    tasks: () => tasks.values(),
    queue: (id) => byId.get(id) ?? queueNamed(id),
    mrd: () => mrd,
  };
  const matcher = new IndexedMatcher(() => false);
  matcher.look(sight);
  return { matcher, agents, tasks, queues, newTask, random };
}

const withLoad = (agent: Agent, active: number, now: number): Agent => ({
  ...agent,
  mrds: agent.mrds.map((each) => ({ ...each, active, lastReadyAt: now })),
});

export interface Events {
  /** Microseconds of every event, in their order. */
  readonly took: Float64Array;
  /** Of those in which work was found: where few wait, somebody who is free often finds none. */
  readonly found: readonly number[];
}

/** Everybody finishes once, so that what was never looked at is not among what is measured later. */
export function everybodyOnce(on: Centre): Events {
  return eventsOf(on, on.agents.length, (nth) => nth);
}

/** One finishes, the best work for them is found and taken, the queue is filled up again. */
export function events(on: Centre, count: number): Events {
  return eventsOf(on, count, () => on.random.below(on.agents.length));
}

function eventsOf(on: Centre, count: number, whoIs: (nth: number) => number): Events {
  const took = new Float64Array(count);
  const found: number[] = [];
  const { matcher, agents, tasks } = on;
  let now = 1e12;
  for (let done = 0; done < count; done += 1) {
    now += 1;
    const at = whoIs(done);
    const agent = agents[at];
    if (agent === undefined) continue;
    const free = withLoad(agent, 0, now);
    const began = performance.now();
    matcher.putAgent(free);
    const match = matcher.decide(now);
    if (match !== null) matcher.putTask(taken(match.task, agent, now));
    const busy = withLoad(agent, 1, now);
    matcher.putAgent(busy);
    took[done] = (performance.now() - began) * 1000;
    agents[at] = busy;
    if (match === null) continue;
    found.push(took[done] ?? 0);
    tasks.delete(match.task.id);
    const next = on.newTask();
    tasks.set(next.id, next);
    matcher.putTask(next);
    matcher.decide(now);
  }
  return { took, found };
}

function taken(task: QueuedTask, { id: agentId }: Agent, now: number): ActiveTask {
  return { ...task, state: "ACTIVE", agentId, answeredAt: now, offer: null, role: "PRIMARY" };
}

/**
 * The oracle: of everything that waits, the most urgent that the agent can take, looked for one by one. It keeps nothing
 * but a list, of copies made one after the other so that they lie side by side, and looks at skills only where the work
 * would come first.
 */
export function naive(on: Centre, count: number): { perSecond: number; same: number } {
  const { matcher, agents, tasks, queues, random } = on;
  const byId = new Map(queues.map((queue) => [queue.id, queue]));
  const line = Array.from(tasks.values(), (task) => ({
    task: { ...task, wait: { ...task.wait } },
    queue: byId.get(task.queueId) ?? queueNamed("none"),
  }));
  const asked: Agent[] = [];
  while (asked.length < count) {
    const agent = random.pick(agents);
    if (agent !== undefined) asked.push(withLoad(agent, 0, 2e12));
  }
  // Each by itself, as the matcher was measured: neither finds the other's memory in its way.
  const began = performance.now();
  const chosen = asked.map((free) => mostUrgent(line, free));
  const perSecond = (count / (performance.now() - began)) * 1000;
  let same = 0;
  for (const [nth, free] of asked.entries()) {
    matcher.putAgent(free);
    if (matcher.decide(2e12)?.task.id === chosen[nth]) same += 1;
    matcher.putAgent(withLoad(free, 1, 2e12));
  }
  return { perSecond, same: same / count };
}

type Line = readonly Parameters<typeof compareWork>[0][];

function mostUrgent(line: Line, free: Agent): TaskId | undefined {
  if (occupied(free, mrdId, () => mrd) !== null) return undefined;
  let best: Line[number] | null = null;
  for (const work of line) {
    if (best !== null && compareWork(work, best) >= 0) continue;
    const { queueId, skills } = work.task;
    if (free.queueIds.includes(queueId) && hasSkills(free.skills, skills)) best = work;
  }
  return best?.task.id;
}

/** Steps of waiting tasks open, one after the other: the task is another class's, in its place, and somebody is looked for. */
export function relaxations(on: Centre): number {
  const { matcher, tasks } = on;
  // The rows themselves are the engine's to make, whatever looks at them. Each opens and, the next time, begins anew.
  const steps = [1, 0].map((step) =>
    Array.from(tasks.values(), (task) => ({ ...task, wait: { ...task.wait, step } })),
  );
  const began = performance.now();
  let done = 0;
  while (done < RELAXED_AT_LEAST) {
    for (const task of steps[Math.floor(done / tasks.size) % 2] ?? []) {
      matcher.putTask(task);
      matcher.decide(3e12 + done);
      done += 1;
    }
  }
  return (done / (performance.now() - began)) * 1000;
}

const RELAXED_AT_LEAST = 1_000_000;
