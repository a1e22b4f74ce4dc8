import type { Agent } from "../../../domain/agent.ts";
import type { MrdId, QueueId, TaskId } from "../../../domain/id.ts";
import { type Need, needOf } from "../../../domain/need.ts";
import type { Queue } from "../../../domain/queue.ts";
import { compareText, compareWork, lacking } from "../../../domain/routing.ts";
import type { SkillNeed } from "../../../domain/skill.ts";
import type { QueuedTask } from "../../../domain/task.ts";
import { isHeldForLastAgent } from "../../../domain/wait.ts";
import { IndexedHeap, type Placed } from "./indexed-heap.ts";
import type { MeetsRule, Sight } from "./sight.ts";

/** A waiting task in its class's heap. */
export interface Work extends Placed {
  task: QueuedTask;
  readonly queue: Queue;
  readonly of: WorkClass;
}

/** All waiting tasks with one need. */
export interface WorkClass extends Placed {
  readonly key: string;
  readonly need: Need;
  readonly heap: IndexedHeap<Work>;
  /** Where it stands while it has work; another may have taken a forgotten lane's name meanwhile. */
  lane: Lane;
}

/** Classes that ask for the same two rarest things of one queue. */
interface Lane {
  readonly key: string;
  readonly heap: IndexedHeap<WorkClass>;
}

const before = (left: Work, right: Work): boolean => compareWork(left, right) < 0;
const headBefore = (left: WorkClass, right: WorkClass): boolean => {
  const [one, other] = [left.heap.first, right.heap.first];
  if (one === undefined || other === undefined) return other === undefined && one !== undefined;
  return before(one, other);
};

/**
 * Waiting work by requirement class, and the classes in lanes by what is rarest about them: somebody who is free looks
 * at the heads of the few lanes whose two things they have, best first, however much else waits.
 */
export class WaitingWork {
  readonly #sight: Sight;
  readonly #meetsRule: MeetsRule;
  readonly #byTask = new Map<TaskId, Work>();
  readonly #classes = new Map<string, WorkClass>();
  readonly #lanes = new Map<QueueId, Map<string, Lane>>();
  /** By identity: what comes straight from a queue's settings is one object for all its tasks. */
  readonly #plain = new Map<QueueId, WeakMap<readonly SkillNeed[], (WorkClass | undefined)[]>>();
  readonly #frequency = new Map<string, number>();

  constructor(sight: Sight, meetsRule: MeetsRule) {
    this.#sight = sight;
    this.#meetsRule = meetsRule;
  }

  get size(): number {
    return this.#byTask.size;
  }

  /** How many agents have a thing: what fewer have stands first in a lane's name. */
  countAgent(agent: Agent, by: 1 | -1): void {
    for (const name of thingsOf(agent))
      this.#frequency.set(name, (this.#frequency.get(name) ?? 0) + by);
  }

  get(id: TaskId): Work | undefined {
    return this.#byTask.get(id);
  }

  put(task: QueuedTask): Work {
    const present = this.#byTask.get(task.id);
    const queue = present?.queue ?? this.#sight.queue(task.queueId);
    const of = this.#classOf(task, present === undefined ? queue : this.#sight.queue(task.queueId));
    if (present !== undefined && present.of === of && present.queue.id === task.queueId) {
      const order = present.task;
      present.task = task;
      if (orderDiffers(order, task)) this.#reorder(of, () => of.heap.moved(present));
      return present;
    }
    if (present !== undefined) this.remove(task.id);
    const work: Work = { place: 0, task, queue: this.#sight.queue(task.queueId), of };
    this.#byTask.set(task.id, work);
    this.#reorder(of, () => of.heap.add(work));
    return work;
  }

  remove(id: TaskId): void {
    const work = this.#byTask.get(id);
    if (work === undefined) return;
    this.#byTask.delete(id);
    this.#reorder(work.of, () => work.of.heap.remove(work));
  }

  /** The class's place in its lane follows its head; an empty one leaves, and is forgotten with its lane. */
  #reorder(of: WorkClass, change: () => void): void {
    const head = of.heap.first;
    const wasEmpty = head === undefined;
    change();
    if (wasEmpty && of.heap.size > 0) {
      this.#enter(of);
      of.lane.heap.add(of);
    } else if (!wasEmpty && of.heap.size === 0) {
      of.lane.heap.remove(of);
      this.#retire(of);
    } else if (of.heap.first !== head || !wasEmpty) of.lane.heap.moved(of);
  }

  #enter(of: WorkClass): void {
    this.#classes.set(of.key, of);
    const lanes = this.#lanesOf(of.need.queueId);
    const present = lanes.get(of.lane.key);
    if (present === undefined) lanes.set(of.lane.key, of.lane);
    else of.lane = present;
  }

  #retire(of: WorkClass): void {
    this.#classes.delete(of.key);
    if (of.lane.heap.size === 0) this.#lanes.get(of.need.queueId)?.delete(of.lane.key);
  }

  #lanesOf(queueId: QueueId): Map<string, Lane> {
    const known = this.#lanes.get(queueId);
    if (known !== undefined) return known;
    const lanes = new Map<string, Lane>();
    this.#lanes.set(queueId, lanes);
    return lanes;
  }

  #classOf(task: QueuedTask, queue: Queue): WorkClass {
    const { wait } = task;
    const isPlain = wait.tags.length === 0 && wait.route === null && !isHeldForLastAgent(wait);
    if (!isPlain) return this.#intern(needOf(task, queue));
    let bySkills = this.#plain.get(queue.id);
    if (bySkills === undefined) this.#plain.set(queue.id, (bySkills = new WeakMap()));
    let bySteps = bySkills.get(task.skills);
    if (bySteps === undefined) bySkills.set(task.skills, (bySteps = []));
    const known = bySteps[wait.step];
    if (known !== undefined) return known;
    const made = this.#intern(needOf(task, queue));
    bySteps[wait.step] = made;
    return made;
  }

  #intern(need: Need): WorkClass {
    const key = keyOf(need);
    const known = this.#classes.get(key);
    if (known !== undefined) return known;
    const lanes = this.#lanesOf(need.queueId);
    const laneKey = this.#laneKey(need);
    const lane = lanes.get(laneKey) ?? {
      key: laneKey,
      heap: new IndexedHeap<WorkClass>(headBefore),
    };
    return { place: 0, key, need, heap: new IndexedHeap<Work>(before), lane };
  }

  #laneKey(need: Need): string {
    const rarest = thingsOfNeed(need).sort(
      (left, right) =>
        (this.#frequency.get(left) ?? 0) - (this.#frequency.get(right) ?? 0) ||
        compareText(left, right),
    );
    return [need.mrdId, ...rarest.slice(0, 2).sort()].join("|");
  }

  /**
   * The most urgent work this agent may be offered among MRDs that are free, or null. `accepts` has the last word on a
   * task (back-off, share, its own time); what it calls "GONE" leaves the index until its row changes.
   */
  bestFor(
    agent: Agent,
    isFree: (mrdId: MrdId) => boolean,
    accepts: (work: Work) => "YES" | "NO" | "GONE",
  ): Work | null {
    const frontier = new IndexedHeap<Candidate>(candidateBefore);
    for (const lane of this.#openTo(agent, isFree)) {
      const root = lane.heap.first;
      if (root !== undefined) offer(frontier, root);
    }
    const gone: Work[] = [];
    let best: Work | null = null;
    for (let next = frontier.first; next !== undefined && best === null; next = frontier.first) {
      frontier.remove(next);
      const { of, at } = next;
      if (at === 0)
        for (const child of childrenOf(of.lane.heap.items, of.place)) offer(frontier, child);
      if (at === 0 && lacking(agent, of.need, this.#meetsRule) !== null) continue;
      const verdict = accepts(next.work);
      if (verdict === "YES") best = next.work;
      if (verdict === "GONE") gone.push(next.work);
      if (verdict === "YES") continue;
      for (const work of childrenOf(of.heap.items, at))
        frontier.add({ place: 0, of, at: work.place, work });
    }
    for (const { task } of gone) this.remove(task.id);
    return best;
  }

  /** The lanes of this agent's queues whose things the agent has: looked up by pairs, or walked where there are fewer. */
  *#openTo(agent: Agent, isFree: (mrdId: MrdId) => boolean): Generator<Lane> {
    const things = thingsOf(agent);
    const pairs = (things.length * (things.length + 1)) / 2 + 1;
    const mrdIds = agent.mrds.filter((each) => isFree(each.mrdId)).map((each) => each.mrdId);
    if (mrdIds.length === 0) return;
    let keys: readonly string[] | null = null;
    for (const queueId of agent.queueIds) {
      const lanes = this.#lanes.get(queueId);
      if (lanes === undefined || lanes.size === 0) continue;
      if (lanes.size <= pairs * mrdIds.length) {
        for (const lane of lanes.values()) {
          const first = lane.heap.first;
          if (first !== undefined && isFree(first.need.mrdId)) yield lane;
        }
        continue;
      }
      keys ??= mrdIds.flatMap((mrdId) => pairsOf(mrdId, things));
      for (const key of keys) {
        const lane = lanes.get(key);
        if (lane !== undefined) yield lane;
      }
    }
  }
}

interface Candidate extends Placed {
  readonly of: WorkClass;
  readonly at: number;
  readonly work: Work;
}

const candidateBefore = (left: Candidate, right: Candidate): boolean =>
  before(left.work, right.work);

function offer(frontier: IndexedHeap<Candidate>, of: WorkClass): void {
  const work = of.heap.first;
  if (work !== undefined) frontier.add({ place: 0, of, at: 0, work });
}

function childrenOf<T>(items: readonly T[], at: number): readonly T[] {
  return items.slice(at * 2 + 1, at * 2 + 3);
}

function orderDiffers(left: QueuedTask, right: QueuedTask): boolean {
  return (
    left.priority !== right.priority ||
    left.wait.weight !== right.wait.weight ||
    left.wait.orderAt !== right.wait.orderAt
  );
}

function keyOf({ queueId, mrdId, skills, tags, rules, agentId }: Need): string {
  const levels = skills.map((each) => `${each.skill}>${each.atLeast}`).join(",");
  return JSON.stringify([queueId, mrdId, levels, tags, rules, agentId]);
}

/** A need's things, without their levels: a lane is wider than a class. Rules are for everybody to be asked about. */
function thingsOfNeed({ skills, tags, agentId }: Need): string[] {
  const named = agentId === null ? [] : [`@${agentId}`];
  return [...skills.map((each) => each.skill), ...tags.map((tag) => `#${tag}`), ...named];
}

function thingsOf(agent: Agent): readonly string[] {
  return [
    ...Object.keys(agent.skills),
    ...agent.tags.map((tag) => `#${tag}`),
    `@${agent.id}`,
  ].sort();
}

function pairsOf(mrdId: MrdId, things: readonly string[]): readonly string[] {
  const keys: string[] = [mrdId];
  for (const [at, one] of things.entries()) {
    keys.push(`${mrdId}|${one}`);
    for (const other of things.slice(at + 1)) keys.push(`${mrdId}|${one}|${other}`);
  }
  return keys;
}
