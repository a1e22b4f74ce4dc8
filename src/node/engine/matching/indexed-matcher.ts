import type { Agent } from "../../../domain/agent.ts";
import type { AgentId, QueueId, TaskId } from "../../../domain/id.ts";
import { brand } from "../../../domain/id.ts";
import {
  type Candidate,
  RUNNERS_UP,
  compareCandidates,
  compareWork,
  explained,
  hasHadItsShare,
  isBackingOff,
  isRouted,
} from "../../../domain/routing.ts";
import type { Task } from "../../../domain/task.ts";
import type { Instant } from "../../../domain/time.ts";
import { mrdIn, queueIn } from "../configured.ts";
import type { Entity } from "../entities.ts";
import type { Match, Matcher } from "../matching.ts";
import type { World } from "../world.ts";
import { type Found, People, type Person, settingsDiffer } from "./people.ts";
import type { MeetsRule, Sight } from "./sight.ts";
import type { Work } from "./orders.ts";
import { WaitingWork } from "./work.ts";

/**
 * The same decisions as SimpleMatcher, from indexes. Before anything changes nobody free can take what waits; so the
 * next match is about somebody or something that changed since, and only they are looked at.
 */
export class IndexedMatcher implements Matcher {
  readonly #meetsRule: MeetsRule;
  #sight: Sight = nowhere;
  #people: People;
  #work: WaitingWork;
  /** Who may have become able, with their best work where it has been looked for since. */
  readonly #ableAgents = new Map<Person, Work | null>();
  readonly #newTasks = new Set<Work>();
  #stale = false;

  constructor(meetsRule: MeetsRule) {
    this.#meetsRule = meetsRule;
    this.#people = new People(nowhere, meetsRule);
    this.#work = new WaitingWork(nowhere, meetsRule);
  }

  loaded(world: World): void {
    this.look(sightOf(world));
  }

  /** Builds everything anew over what is there. */
  look(sight: Sight): void {
    this.#sight = sight;
    this.#people = new People(sight, this.#meetsRule);
    this.#work = new WaitingWork(sight, this.#meetsRule);
    this.#ableAgents.clear();
    this.#newTasks.clear();
    this.#stale = false;
    for (const agent of sight.agents()) this.putAgent(agent);
    for (const task of sight.tasks()) this.putTask(task);
  }

  changed(item: Entity): void {
    if (item.kind === "TASK") this.putTask(item.entity);
    if (item.kind === "AGENT") this.putAgent(item.entity);
    // A queue's or an MRD's rules touch everything that was worked out from them.
    if (item.kind === "DIRECTORY") this.#stale ||= reshapes.has(item.entity.kind);
  }

  woken(id: string): void {
    const work = this.#work.get(brand<TaskId>(id));
    if (work !== undefined) this.#newTasks.add(work);
    const person = this.#people.person(brand<AgentId>(id));
    if (person !== undefined) this.#ableAgents.set(person, null);
  }

  putAgent(agent: Agent): void {
    const before = this.#people.person(agent.id)?.agent;
    if (before === undefined || settingsDiffer(before, agent)) {
      if (before !== undefined) this.#work.countAgent(before, -1);
      this.#work.countAgent(agent, 1);
    }
    const person = this.#people.put(agent);
    const isAble = agent.mrds.some((each) => this.#people.isFree(person, each.mrdId));
    if (isAble) this.#ableAgents.set(person, null);
    else this.#ableAgents.delete(person);
  }

  putTask(task: Task): void {
    if (task.state !== "QUEUED") {
      this.#forget(task.id);
      return;
    }
    // While settings wait to be taken over, a task's queue may not be known to the index yet.
    if (this.#stale) return;
    if (!this.#sight.queue(task.queueId).routing.enabled) return this.#forget(task.id);
    const work = this.#work.put(task);
    this.#lose(work);
    this.#newTasks.add(work);
  }

  #forget(id: TaskId): void {
    const work = this.#work.get(id);
    if (work === undefined) return;
    this.#work.remove(id);
    this.#lose(work);
  }

  /** Whoever had their eye on it looks again. */
  #lose(work: Work): void {
    this.#newTasks.delete(work);
    for (const [person, best] of this.#ableAgents)
      if (best === work) this.#ableAgents.set(person, null);
  }

  next(world: World, now: Instant): Match | null {
    if (this.#stale) this.look(sightOf(world));
    return this.decide(now);
  }

  /** The most urgent work for which somebody is free, and who; null when there is none. */
  decide(now: Instant): Match | null {
    for (;;) {
      const work = this.#mostUrgent(now);
      if (work === null) return null;
      const match = this.#choose(work, now);
      if (match !== null) return match;
      this.#newTasks.delete(work);
    }
  }

  #mostUrgent(now: Instant): Work | null {
    let first: Work | null = null;
    for (const work of this.#newTasks) {
      if (!this.#mightBeTaken(work, now)) this.#newTasks.delete(work);
      else if (first === null || compareWork(work, first) < 0) first = work;
    }
    for (const [person, known] of this.#ableAgents) {
      const best = known ?? this.#bestFor(person, now);
      if (best === null) {
        this.#ableAgents.delete(person);
        continue;
      }
      this.#ableAgents.set(person, best);
      if (first === null || compareWork(best, first) < 0) first = best;
    }
    return first;
  }

  /** A cheap first look, before anybody is counted. */
  #mightBeTaken(work: Work, now: Instant): boolean {
    if (!work.isThere) return false;
    return this.#people.freeOn(work.task.mrdId) > 0 && isRouted(work.task, work.queue, now);
  }

  #bestFor(person: Person, now: Instant): Work | null {
    const { agent } = person;
    const people = this.#people;
    return this.#work.bestFor(person, {
      isFree: (mrdId) => people.isFree(person, mrdId),
      accepts: (work) => {
        if (!isRouted(work.task, work.queue, now)) return "GONE";
        return isHeldBack(work, agent, now) ? "NO" : "YES";
      },
      meets: (each, need) => people.meets(each, need),
      settings: people.settings,
    });
  }

  #choose(work: Work, now: Instant): Match | null {
    const { task, queue } = work;
    if (!isRouted(task, queue, now)) return null;
    const found = this.#people.find(work.of.need);
    const { able, filteredOut } = this.#withoutHeldBack(work, found, now);
    if (able.length === 0) return null;
    const { need } = work.of;
    const compare = compareCandidates(task, { queue }, need);
    const ordered = best(able, compare, RUNNERS_UP + 1);
    const [first, ...others] = lastAgentFirst(work, able, ordered);
    if (first === undefined) return null;
    const runnersUp = others.slice(0, RUNNERS_UP).map((each) => each.agent.id);
    const why = explained(task, first.agent, queue, need);
    const assignment = { ...why, runnersUp, filteredOut, considered: this.#people.size };
    return { task, choice: { agentId: first.agent.id, assignment } };
  }

  #withoutHeldBack(work: Work, found: Found, now: Instant) {
    const able: Candidate[] = [];
    const { filteredOut } = found;
    for (const { agent } of found.free) {
      const isBack = isBackingOff(work.task, agent.id, now);
      if (isBack || hasHadItsShare(agent, work.queue, now)) {
        const filter = isBack ? "BACKING_OFF" : "OVER_FAIR_SHARE";
        filteredOut[filter] = (filteredOut[filter] ?? 0) + 1;
        continue;
      }
      const mrd = agent.mrds.find((each) => each.mrdId === work.task.mrdId);
      if (mrd !== undefined) able.push({ agent, mrd });
    }
    return { able, filteredOut };
  }
}

function isHeldBack({ task, queue }: Work, agent: Agent, now: Instant): boolean {
  return isBackingOff(task, agent.id, now) || hasHadItsShare(agent, queue, now);
}

/** The first few in order, in one pass over all. */
function best<T>(all: readonly T[], compare: (left: T, right: T) => number, count: number): T[] {
  const first: T[] = [];
  for (const item of all) {
    const worst = first[count - 1];
    if (worst !== undefined && compare(item, worst) >= 0) continue;
    let at = first.length;
    while (at > 0 && compare(item, first[at - 1] ?? item) < 0) at -= 1;
    first.splice(at, 0, item);
    if (first.length > count) first.pop();
  }
  return first;
}

/** Whoever served the customer last stands before all others while the first step is open. */
function lastAgentFirst(
  { task }: Work,
  able: readonly Candidate[],
  ordered: readonly Candidate[],
): readonly Candidate[] {
  const last = task.wait.step === 0 ? task.wait.lastAgent?.agentId : undefined;
  const preferred = last === undefined ? undefined : able.find((each) => each.agent.id === last);
  if (preferred === undefined) return ordered;
  return [preferred, ...ordered.filter((each) => each !== preferred)];
}

const reshapes: ReadonlySet<string> = new Set(["QUEUE", "MRD"]);

const nowhere: Sight = {
  tasks: () => [],
  agents: () => [],
  queue: () => {
    throw new Error("nothing was loaded yet");
  },
  mrd: () => {
    throw new Error("nothing was loaded yet");
  },
};

function sightOf(world: World): Sight {
  const queues = new Map<QueueId, ReturnType<typeof queueIn>>();
  return {
    tasks: () => world.all("TASK"),
    agents: () => world.all("AGENT"),
    queue: (id) => {
      const known = queues.get(id) ?? queueIn(world, id);
      queues.set(id, known);
      return known;
    },
    mrd: (id) => mrdIn(world, id),
  };
}
