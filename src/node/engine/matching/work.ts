import type { Agent } from "../../../domain/agent.ts";
import type { MrdId, QueueId, TaskId } from "../../../domain/id.ts";
import { type Need, needOf } from "../../../domain/need.ts";
import type { Queue } from "../../../domain/queue.ts";
import { lacking } from "../../../domain/routing.ts";
import type { SkillNeed } from "../../../domain/skill.ts";
import type { QueuedTask } from "../../../domain/task.ts";
import { isHeldForLastAgent } from "../../../domain/wait.ts";
import { type Candidate, childrenOf, offer, takeFirst } from "./frontier.ts";
import { IndexedHeap } from "./indexed-heap.ts";
import { Lanes } from "./lanes.ts";
import { EMPTY, type Work, type WorkClass, bandOf, before, standAt } from "./orders.ts";
import type { Person } from "./people.ts";
import type { MeetsRule, Sight } from "./sight.ts";

/** Above this many classes lanes are the shorter way. */
const MOST_LISTED = 4096;

/** What is asked of waiting work for one person. */
export interface Asking {
  readonly isFree: (mrdId: MrdId) => boolean;
  readonly accepts: (work: Work) => "YES" | "NO" | "GONE";
  readonly meets: (person: Person, need: Need) => boolean;
  /** Another number whenever `meets` may answer otherwise. */
  readonly settings: number;
}

/**
 * Waiting work by requirement class, and the classes in lanes by what is rarest about them: somebody who is free looks
 * at the heads of the few lanes whose two things they have, best first, however much else waits.
 */
export class WaitingWork {
  readonly #sight: Sight;
  readonly #meetsRule: MeetsRule;
  readonly #byTask = new Map<TaskId, Work>();
  readonly #classes = new Map<string, WorkClass>();
  /** By identity: what comes straight from a queue's settings is one object for all its tasks. */
  readonly #plain = new Map<QueueId, WeakMap<readonly SkillNeed[], (WorkClass | undefined)[]>>();
  readonly #lanes = new Lanes();
  /** The classes people look through one by one, while they are few enough; empty ones stay until it is cleared up. */
  #listed: WorkClass[] = [];
  #generation = 0;
  #isMany = false;
  constructor(sight: Sight, meetsRule: MeetsRule) {
    this.#sight = sight;
    this.#meetsRule = meetsRule;
  }

  get size(): number {
    return this.#byTask.size;
  }

  /** What fewer agents have stands first in a lane's name. */
  countAgent(agent: Agent, by: 1 | -1): void {
    this.#lanes.countAgent(agent, by);
  }

  get(id: TaskId): Work | undefined {
    return this.#byTask.get(id);
  }

  put(task: QueuedTask): Work {
    const queue = this.#sight.queue(task.queueId);
    const of = this.#classOf(task, queue);
    const band = bandOf(task, queue);
    const { orderAt } = task.wait;
    const present = this.#byTask.get(task.id);
    if (present === undefined) {
      const work: Work = { place: 0, band, orderAt, id: task.id, task, queue, of, isThere: true };
      this.#byTask.set(task.id, work);
      this.#enter(work);
      return work;
    }
    present.task = task;
    if (present.of === of && band === present.band && orderAt === present.orderAt) return present;
    const isMoved = present.of !== of;
    if (isMoved) this.#leave(present);
    [present.band, present.orderAt] = [band, orderAt];
    [present.of, present.queue] = [of, queue];
    if (isMoved) this.#enter(present);
    else this.#move(present);
    return present;
  }

  remove(id: TaskId): void {
    const work = this.#byTask.get(id);
    if (work === undefined) return;
    this.#byTask.delete(id);
    work.isThere = false;
    this.#leave(work);
  }

  #enter(work: Work): void {
    work.of.heap.add(work);
    this.#settle(work.of, work.of.heap.size === 1);
  }

  #leave(work: Work): void {
    work.of.heap.remove(work);
    this.#settle(work.of, false);
  }

  #move(work: Work): void {
    work.of.heap.moved(work);
    this.#settle(work.of, false);
  }

  /** The class's place in its lane follows its head, and the lane's follows the class's. */
  #settle(of: WorkClass, wasEmpty: boolean): void {
    const { lane } = of;
    const { first } = of.heap;
    if (first !== undefined && !wasEmpty && first.id === of.id && first.band === of.band) {
      // Its most urgent stayed where it was.
      if (first.orderAt === of.orderAt) return;
    }
    standAt(of, first);
    if (first === undefined) {
      lane.heap.remove(of);
      if (!of.isListed) this.#classes.delete(of.key);
    } else if (wasEmpty) {
      this.#classes.set(of.key, of);
      lane.heap.add(of);
      this.#list(of);
    } else lane.heap.moved(of);
    this.#lanes.stand(lane);
  }

  /** Few classes are looked through one by one; where there are many, lanes lead to the few that matter. */
  #list(of: WorkClass): void {
    if (this.#isMany) {
      if (this.#classes.size < MOST_LISTED / 4) this.#listAll();
      return;
    }
    if (of.isListed) return;
    of.isListed = true;
    this.#listed.push(of);
    if (this.#listed.length > MOST_LISTED) this.#clearUp();
  }

  /** Classes that wait for nothing any more are forgotten; where too many are left, all go by their lanes. */
  #clearUp(): void {
    const live = this.#listed.filter((each) => each.heap.size > 0);
    this.#isMany = live.length > MOST_LISTED / 2;
    for (const each of this.#listed) {
      each.isListed = !this.#isMany && each.heap.size > 0;
      if (each.heap.size === 0) this.#classes.delete(each.key);
    }
    this.#listed = this.#isMany ? [] : live;
    this.#generation += 1;
  }

  #listAll(): void {
    this.#isMany = false;
    this.#listed = [...this.#classes.values()];
    for (const each of this.#listed) each.isListed = true;
    this.#generation += 1;
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
    const lane = this.#lanes.laneOf(need);
    const heap = new IndexedHeap<Work>(before);
    const order = { band: EMPTY, orderAt: EMPTY, id: "" };
    return { place: 0, key, need, heap, lane, ...order, isListed: false };
  }

  /**
   * The most urgent work this agent may be offered among MRDs that are free, or null. `accepts` has the last word on a
   * task (back-off, share, its own time); what it calls "GONE" leaves the index until its row changes.
   */
  bestFor(person: Person, asking: Asking): Work | null {
    const listed = this.#isMany ? null : this.#classesOpenTo(person, asking);
    if (listed !== null) {
      const first = firstOf(listed, asking);
      if (first === null || asking.accepts(first) === "YES") return first;
    }
    return this.#search(person, asking, listed);
  }

  /** Head after head, until one is accepted: from the listed classes, or from lanes as far as they have to be opened. */
  #search(person: Person, asking: Asking, listed: readonly WorkClass[] | null): Work | null {
    const open = listed === null ? this.#lanes.openTo(person) : [];
    this.#lanes.begin();
    const frontier: Candidate[] = [];
    for (const of of listed ?? []) if (asking.isFree(of.need.mrdId)) offer(frontier, of);
    const gone: Work[] = [];
    let best: Work | null = null;
    while (best === null) {
      const next = this.#takeFirst(open, frontier, asking);
      if (next === null) break;
      const { of, at } = next;
      if (listed === null && at === 0) {
        for (const child of childrenOf(of.lane.heap.items, of.place)) offer(frontier, child);
        if (lacking(person.agent, of.need, this.#meetsRule) !== null) continue;
      }
      const verdict = asking.accepts(next.work);
      if (verdict === "YES") best = next.work;
      if (verdict === "GONE") gone.push(next.work);
      if (verdict === "YES") continue;
      for (const work of childrenOf(of.heap.items, at)) frontier.push({ of, at: work.place, work });
    }
    for (const { task } of gone) this.remove(task.id);
    return best;
  }

  /** The most urgent of what is in sight: the head of a lane not opened yet, or what opened ones have brought. */
  #takeFirst(open: readonly number[], frontier: Candidate[], asking: Asking): Candidate | null {
    for (;;) {
      const lane = this.#lanes.firstOf(open);
      const of = lane?.heap.first;
      if (lane === null || of === undefined) return takeFirst(frontier, null);
      const brought = takeFirst(frontier, of);
      if (brought !== null) return brought;
      this.#lanes.take(lane);
      const work = of.heap.first;
      if (work !== undefined && asking.isFree(lane.mrdId)) return { of, at: 0, work };
    }
  }

  /** The listed classes whose needs this agent meets; only what was listed since the last look is looked at. */
  #classesOpenTo(person: Person, { meets, settings }: Asking): readonly WorkClass[] {
    const { open } = person;
    if (open.generation !== this.#generation || open.settings !== settings) {
      open.classes = [];
      open.upTo = 0;
      open.generation = this.#generation;
      open.settings = settings;
    }
    for (; open.upTo < this.#listed.length; open.upTo += 1) {
      const of = this.#listed[open.upTo];
      if (of !== undefined && isFor(of.need, person.agent) && meets(person, of.need))
        open.classes.push(of);
    }
    return open.classes;
  }
}

/** The most urgent head of these classes, of media that are free. */
function firstOf(classes: readonly WorkClass[], { isFree }: Asking): Work | null {
  let first: WorkClass | null = null;
  for (let at = 0; at < classes.length; at += 1) {
    const each = classes[at];
    if (each === undefined || each.band === EMPTY) continue;
    if (first !== null && !before(each, first)) continue;
    if (isFree(each.need.mrdId)) first = each;
  }
  return first?.heap.first ?? null;
}

/** A need that names somebody is for nobody else. */
function isFor({ agentId }: Need, agent: Agent): boolean {
  return agentId === null || agentId === agent.id;
}

function keyOf({ queueId, mrdId, skills, tags, rules, agentId }: Need): string {
  const levels = skills.map((each) => `${each.skill}>${each.atLeast}`).join(",");
  return JSON.stringify([queueId, mrdId, levels, tags, rules, agentId]);
}
