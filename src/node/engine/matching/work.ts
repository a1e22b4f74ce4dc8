import type { Agent } from "../../../domain/agent.ts";
import type { MrdId, QueueId, TaskId } from "../../../domain/id.ts";
import { type Need, needOf } from "../../../domain/need.ts";
import type { Queue } from "../../../domain/queue.ts";
import { compareText, lacking } from "../../../domain/routing.ts";
import type { SkillNeed } from "../../../domain/skill.ts";
import type { QueuedTask } from "../../../domain/task.ts";
import { isHeldForLastAgent } from "../../../domain/wait.ts";
import { type Candidate, childrenOf, offer, takeFirst } from "./frontier.ts";
import { IndexedHeap } from "./indexed-heap.ts";
import { EMPTY, type Lane, type Work, type WorkClass, bandOf, before, standAt } from "./orders.ts";
import type { Person } from "./people.ts";
import type { MeetsRule, Sight } from "./sight.ts";

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
  /** One more with every lane that is named for the first time: what people know of the lanes is out of date then. */
  #version = 0;

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
      present.task = task;
      const band = bandOf(task, present.queue);
      if (band === present.band && task.wait.orderAt === present.orderAt) return present;
      present.band = band;
      present.orderAt = task.wait.orderAt;
      this.#reorder(of, () => of.heap.moved(present));
      return present;
    }
    if (present !== undefined) this.remove(task.id);
    const own = this.#sight.queue(task.queueId);
    const order = { band: bandOf(task, own), orderAt: task.wait.orderAt, id: task.id };
    const work: Work = { place: 0, ...order, task, queue: own, of };
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

  /** The class's place in its lane follows its head, and the lane's follows the class's. */
  #reorder(of: WorkClass, change: () => void): void {
    const wasEmpty = of.heap.size === 0;
    change();
    standAt(of, of.heap.first);
    const { lane } = of;
    if (of.heap.size === 0) {
      if (!wasEmpty) lane.heap.remove(of);
      this.#classes.delete(of.key);
    } else if (wasEmpty) {
      this.#classes.set(of.key, of);
      lane.heap.add(of);
    } else lane.heap.moved(of);
    standAt(lane, lane.heap.first);
  }

  #laneNamed(queueId: QueueId, name: string, mrdId: MrdId): Lane {
    let lanes = this.#lanes.get(queueId);
    if (lanes === undefined) this.#lanes.set(queueId, (lanes = new Map()));
    const known = lanes.get(name);
    if (known !== undefined) return known;
    const heap = new IndexedHeap<WorkClass>(before);
    const lane: Lane = { name, mrdId, heap, band: EMPTY, orderAt: EMPTY, id: "" };
    lanes.set(name, lane);
    this.#version += 1;
    return lane;
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
    const lane = this.#laneNamed(need.queueId, this.#laneKey(need), need.mrdId);
    const heap = new IndexedHeap<Work>(before);
    return { place: 0, key, need, heap, lane, band: EMPTY, orderAt: EMPTY, id: "" };
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
    person: Person,
    isFree: (mrdId: MrdId) => boolean,
    accepts: (work: Work) => "YES" | "NO" | "GONE",
  ): Work | null {
    const { agent } = person;
    const lanes: Lane[] = [];
    for (const [mrdId, open] of this.#lanesOpenTo(person)) {
      if (!isFree(mrdId)) continue;
      for (let at = 0; at < open.length; at += 1) {
        const lane = open[at];
        if (lane !== undefined && lane.band !== EMPTY) lanes.push(lane);
      }
    }
    const frontier: Candidate[] = [];
    const gone: Work[] = [];
    let best: Work | null = null;
    while (best === null) {
      const next = takeFirst(lanes, frontier);
      if (next === null) break;
      const { of, at } = next;
      if (at === 0)
        for (const child of childrenOf(of.lane.heap.items, of.place)) offer(frontier, child);
      if (at === 0 && lacking(agent, of.need, this.#meetsRule) !== null) continue;
      const verdict = accepts(next.work);
      if (verdict === "YES") best = next.work;
      if (verdict === "GONE") gone.push(next.work);
      if (verdict === "YES") continue;
      for (const work of childrenOf(of.heap.items, at)) frontier.push({ of, at: work.place, work });
    }
    for (const { task } of gone) this.remove(task.id);
    return best;
  }

  /** The lanes whose things this agent has, in all queues served; looked up anew only when there are new lanes. */
  #lanesOpenTo(person: Person): Person["lanes"] {
    if (person.lanesVersion === this.#version) return person.lanes;
    const things = thingsOf(person.agent);
    person.lanes = person.agent.mrds.map(({ mrdId }) => {
      const found: Lane[] = [];
      const names = pairsOf(mrdId, things);
      for (const queueId of person.agent.queueIds) {
        const lanes = this.#lanes.get(queueId);
        if (lanes === undefined) continue;
        for (const name of names) {
          const lane = lanes.get(name);
          if (lane !== undefined) found.push(lane);
        }
      }
      return [mrdId, found] as const;
    });
    person.lanesVersion = this.#version;
    return person.lanes;
  }
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
