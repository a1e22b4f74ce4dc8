import type { Agent } from "../../../domain/agent.ts";
import type { QueueId, TaskId } from "../../../domain/id.ts";
import { type Need, isPlain, needOf } from "../../../domain/need.ts";
import type { Queue } from "../../../domain/queue.ts";
import type { SkillNeed } from "../../../domain/skill.ts";
import type { QueuedTask } from "../../../domain/task.ts";
import { Columns } from "./columns.ts";
import { type Candidate, childrenOf, firstOf, offer, offerBelow, take } from "./frontier.ts";
import { Lanes } from "./lanes.ts";
import { Listed, MOST_LISTED } from "./listed.ts";
import { EMPTY, NOT_LISTED, bandOf } from "./orders.ts";
import type { People } from "./people.ts";
import type { Asking, Person, Work, WorkClass } from "./entries.ts";
import { NO_SLOT, WorkHeap } from "./work-heap.ts";

/**
 * Waiting work by requirement class. Few classes stand in a list; many stand in lanes by what is rarest about them, so
 * that somebody who is free looks at the heads of the few lanes whose two things they have, however much else waits.
 */
export class WaitingWork {
  readonly #people: People;
  readonly #byTask = new Map<TaskId, Work>();
  readonly #columns = new Columns<Work>();
  readonly #classes = new Map<string, WorkClass>();
  /** By identity: what comes straight from a queue's settings is one object for all its tasks. */
  readonly #plain = new Map<QueueId, WeakMap<readonly SkillNeed[], (WorkClass | undefined)[]>>();
  readonly #listed: Listed;
  /** While there are too many classes for a list. */
  #lanes: Lanes | null = null;

  constructor(people: People) {
    this.#people = people;
    this.#listed = new Listed(people);
  }

  /** What fewer agents have stands first in a lane's name. */
  countAgent(agent: Agent, by: 1 | -1): void {
    this.#lanes?.countAgent(agent, by);
  }

  get(id: TaskId): Work | undefined {
    return this.#byTask.get(id);
  }

  /** Nothing is made for what waits already: steps open by the thousand, and garbage drives out what is looked at next. */
  put(task: QueuedTask, queue: Queue): Work {
    const present = this.#byTask.get(task.id);
    if (present === undefined) return this.#begin(task, queue);
    const of = this.#classOf(task, queue);
    const band = bandOf(task, queue);
    const { orderAt } = task.wait;
    present.task = task;
    const isMoved = present.of !== of;
    const isElsewhere = band !== present.band || orderAt !== present.orderAt;
    if (!isMoved && !isElsewhere) return present;
    if (isMoved) this.#leave(present);
    if (isElsewhere) {
      present.band = band;
      present.orderAt = orderAt;
      this.#columns.stand(present.slot, present);
    }
    present.of = of;
    present.queue = queue;
    if (isMoved) this.#enter(present);
    else this.#move(present);
    return present;
  }

  #begin(task: QueuedTask, queue: Queue): Work {
    const order = { band: bandOf(task, queue), orderAt: task.wait.orderAt, id: task.id };
    const of = this.#classOf(task, queue);
    const asked = { turn: null, spare: null, wishedBy: null };
    const work: Work = { slot: 0, ...order, task, queue, of, ...asked };
    work.slot = this.#columns.enter(work);
    this.#byTask.set(task.id, work);
    this.#enter(work);
    return work;
  }

  /** What stood there, or undefined where it does not wait. */
  remove(id: TaskId): Work | undefined {
    const work = this.#byTask.get(id);
    if (work === undefined) return undefined;
    this.#byTask.delete(id);
    this.#leave(work);
    this.#columns.leave(work.slot);
    return work;
  }

  #enter(work: Work): void {
    const { of } = work;
    of.heap.add(work);
    if (of.heap.size === 1) this.#place(of);
    this.#settle(of);
  }

  #leave(work: Work): void {
    const { of } = work;
    of.heap.remove(work);
    this.#settle(of);
  }

  #move(work: Work): void {
    work.of.heap.moved(work);
    this.#settle(work.of);
  }

  /** The class's place in the list or in its lane follows its head. */
  #settle(of: WorkClass): void {
    const first = of.heap.firstSlot;
    const band = first === NO_SLOT ? EMPTY : this.#columns.bandOf(first);
    const orderAt = first === NO_SLOT ? EMPTY : this.#columns.orderAtOf(first);
    if (first === of.firstSlot && band === of.band && orderAt === of.orderAt) return;
    of.firstSlot = first;
    of.band = band;
    of.orderAt = orderAt;
    of.id = of.heap.first?.id ?? "";
    if (of.at !== NOT_LISTED) this.#listed.stand(of);
    const { lane } = of;
    if (lane === null) return;
    if (first === NO_SLOT) {
      lane.heap.remove(of);
      of.lane = null;
      this.#unplace(of);
    } else lane.heap.moved(of);
    this.#lanes?.stand(lane);
  }

  /** A class for which nothing waited until now: an emptied one still stands in the list. */
  #place(of: WorkClass): void {
    of.isKnown = true;
    this.#classes.set(of.key, of);
    if (of.at !== NOT_LISTED) return;
    if (this.#lanes !== null && this.#classes.size < MOST_LISTED / 4) return this.#listAll();
    if (this.#lanes === null && this.#listed.size >= MOST_LISTED) this.#clearUp();
    this.#placeNew(of, this.#lanes);
  }

  #placeNew(of: WorkClass, lanes: Lanes | null): void {
    if (lanes === null) return this.#listed.list(of);
    of.lane = lanes.laneOf(of.need);
    of.lane.heap.add(of);
  }

  #unplace(of: WorkClass): void {
    of.isKnown = false;
    this.#classes.delete(of.key);
  }

  /** Classes that wait for nothing any more are forgotten; where too many are left, all go by their lanes. */
  #clearUp(): void {
    const live = this.#listed.classes.filter((each) => each.heap.size > 0);
    for (const each of this.#listed.classes) if (each.heap.size === 0) this.#unplace(each);
    const isMany = live.length > MOST_LISTED / 2;
    this.#listed.listAnew(isMany ? [] : live);
    if (!isMany) return;
    const lanes = new Lanes(this.#people);
    this.#lanes = lanes;
    for (const each of live) this.#placeNew(each, lanes);
    for (const { lane } of live) if (lane !== null) lanes.stand(lane);
  }

  #listAll(): void {
    this.#lanes = null;
    const classes = [...this.#classes.values()];
    for (const each of classes) each.lane = null;
    this.#listed.listAnew(classes);
  }

  #classOf(task: QueuedTask, queue: Queue): WorkClass {
    if (!isPlain(task)) return this.#intern(needOf(task, queue));
    let bySkills = this.#plain.get(queue.id);
    if (bySkills === undefined) this.#plain.set(queue.id, (bySkills = new WeakMap()));
    let bySteps = bySkills.get(task.skills);
    if (bySteps === undefined) bySkills.set(task.skills, (bySteps = []));
    const known = bySteps[task.wait.step];
    if (known?.isKnown === true) return known;
    const of = known === undefined ? this.#intern(needOf(task, queue)) : this.#again(known);
    bySteps[task.wait.step] = of;
    return of;
  }

  /** The class, or another that has come to stand for the same need since it was forgotten. */
  #again(of: WorkClass): WorkClass {
    return this.#classes.get(of.key) ?? of;
  }

  #intern(need: Need): WorkClass {
    const key = keyOf(need);
    const known = this.#classes.get(key);
    if (known !== undefined) return known;
    const heap = new WorkHeap(this.#columns);
    const unknown = { isKnown: false, standing: null, firstSlot: NO_SLOT };
    const empty = { place: 0, band: EMPTY, orderAt: EMPTY, id: "" };
    return { ...empty, key, need, heap, at: NOT_LISTED, lane: null, ...unknown };
  }

  /**
   * The most urgent work this agent may be offered among MRDs that are free, or null. `accepts` has the last word on a
   * task (back-off, share, its own time); what it calls "GONE" leaves the index until its row changes.
   */
  bestFor(person: Person, asking: Asking): Work | null {
    if (this.#lanes !== null) return this.#search(person, asking, this.#lanes);
    const first = this.#listed.firstFor(person, asking)?.heap.first;
    if (first === undefined || asking.accepts(first) === "YES") return first ?? null;
    return this.#search(person, asking, null);
  }

  /** Head after head, until one is accepted: from the listed classes, or from lanes as far as they have to be opened. */
  #search(person: Person, asking: Asking, lanes: Lanes | null): Work | null {
    const frontier: Candidate[] = [];
    if (lanes === null) {
      for (const of of this.#listed.openTo(person))
        if (asking.isFree(of.need.mrdId)) offer(frontier, of);
    } else lanes.look(person, asking);
    const gone: Work[] = [];
    let best: Work | null = null;
    while (best === null) {
      const next = takeNext(frontier, lanes);
      if (next === null) break;
      const { of, at, work } = next;
      if (of.lane !== null && at === 0) {
        for (const child of childrenOf(of.lane.heap.items, of.place)) offer(frontier, child);
        if (this.#people.lacks(person, of.need) !== null) continue;
      }
      const verdict = asking.accepts(work);
      if (verdict === "YES") best = work;
      if (verdict === "GONE") gone.push(work);
      if (verdict === "YES") continue;
      offerBelow(frontier, of, at);
    }
    for (const { task } of gone) this.remove(task.id);
    return best;
  }
}

/** The most urgent of what is in sight: the head of a lane not opened yet, or what opened ones have brought. */
function takeNext(frontier: Candidate[], lanes: Lanes | null): Candidate | null {
  const brought = firstOf(frontier);
  const of = lanes?.takeFirst(brought?.work ?? null) ?? null;
  const work = of?.heap.first;
  if (of !== null && work !== undefined) return { of, at: 0, work };
  if (brought !== null) take(frontier, brought);
  return brought;
}

function keyOf({ queueId, mrdId, skills, tags, rules, agentId }: Need): string {
  const levels = skills.map((each) => `${each.skill}>${each.atLeast}`).join(",");
  return JSON.stringify([queueId, mrdId, levels, tags, rules, agentId]);
}
