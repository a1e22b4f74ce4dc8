import type { Agent } from "../../../domain/agent.ts";
import type { AgentId, QueueId, TaskId } from "../../../domain/id.ts";
import { brand } from "../../../domain/id.ts";
import { assert } from "../../../domain/assert.ts";
import { isRouted } from "../../../domain/routing.ts";
import type { Task } from "../../../domain/task.ts";
import type { Instant } from "../../../domain/time.ts";
import { mrdIn, queueIn } from "../configured.ts";
import type { Entity } from "../entities.ts";
import type { Match, Matcher } from "../matching.ts";
import type { World } from "../world.ts";
import { chooseFor, heldBackBy } from "./choosing.ts";
import { People } from "./people.ts";
import type { Person, Work } from "./entries.ts";
import { settingsDiffer } from "./settings.ts";
import type { MeetsRule, Sight } from "./sight.ts";
import { Turns } from "./turns.ts";
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
  #turns = new Turns();
  #stale = false;

  constructor(meetsRule: MeetsRule) {
    this.#meetsRule = meetsRule;
    this.#people = new People(nowhere, meetsRule);
    this.#work = new WaitingWork(this.#people);
  }

  loaded(world: World): void {
    this.look(sightOf(world));
  }

  /** Builds everything anew over what is there. */
  look(sight: Sight): void {
    this.#sight = sight;
    this.#people = new People(sight, this.#meetsRule);
    this.#work = new WaitingWork(this.#people);
    this.#turns = new Turns();
    this.#stale = false;
    for (const agent of sight.agents()) this.putAgent(agent);
    // Everybody who is able is asked about all that waits: none of it is new.
    for (const task of sight.tasks()) {
      if (task.state !== "QUEUED") continue;
      const queue = sight.queue(task.queueId);
      if (queue.routing.enabled) this.#work.put(task, queue);
    }
  }

  changed(item: Entity): void {
    if (item.kind === "TASK") this.putTask(item.entity);
    if (item.kind === "AGENT") this.putAgent(item.entity);
    // A queue's or an MRD's rules touch everything that was worked out from them.
    if (item.kind === "DIRECTORY") this.#stale ||= reshapes.has(item.entity.kind);
  }

  woken(id: string): void {
    const work = this.#work.get(brand<TaskId>(id));
    if (work !== undefined) this.#mayBeNext(work);
    const person = this.#people.person(brand<AgentId>(id));
    if (person !== undefined) this.#turns.addPerson(person);
  }

  putAgent(agent: Agent): void {
    const { person, before } = this.#people.put(agent);
    if (before === null || settingsDiffer(before, agent)) {
      if (before !== null) this.#work.countAgent(before, -1);
      this.#work.countAgent(agent, 1);
    }
    for (const { mrdId } of agent.mrds)
      if (this.#people.isFree(person, mrdId)) return this.#turns.addPerson(person);
    this.#turns.dropPerson(person);
  }

  putTask(task: Task): void {
    if (task.state !== "QUEUED") return this.#forget(task.id);
    // While settings wait to be taken over, a task's queue may not be known to the index yet.
    if (this.#stale) return;
    const queue = this.#sight.queue(task.queueId);
    if (!queue.routing.enabled) return this.#forget(task.id);
    const work = this.#work.put(task, queue);
    this.#turns.dropWork(work);
    this.#mayBeNext(work);
  }

  /** Where nobody is free on its medium it need not be asked about: whoever becomes free is asked about all that waits. */
  #mayBeNext(work: Work): void {
    if (this.#people.freeOn(work.task.mrdId) > 0) this.#turns.addWork(work);
  }

  #forget(id: TaskId): void {
    const work = this.#work.remove(id);
    if (work !== undefined) this.#turns.dropWork(work);
  }

  next(world: World, now: Instant): Match | null {
    if (this.#stale) this.look(sightOf(world));
    return this.decide(now);
  }

  /** The most urgent work for which somebody is free, and who; null when there is none. */
  decide(now: Instant): Match | null {
    while (!this.#turns.isOver) {
      const turn = this.#turns.first((person) => this.#bestFor(person, now));
      if (turn === null) return null;
      const { work, person } = turn;
      const isPossible = this.#mightBeTaken(work, now);
      const choice = isPossible ? chooseFor(work, this.#people, now) : null;
      if (choice !== null) return { task: work.task, choice };
      assert(person === null || !isPossible, "whoever would take work may be offered it");
      this.#turns.dropWork(work);
    }
    return null;
  }

  /** A cheap first look, before anybody is counted. */
  #mightBeTaken(work: Work, now: Instant): boolean {
    if (this.#people.freeOn(work.task.mrdId) === 0) return false;
    return isRouted(work.task, work.queue, now);
  }

  #bestFor(person: Person, now: Instant): Work | null {
    return this.#work.bestFor(person, {
      isFree: (mrdId) => this.#people.isFree(person, mrdId),
      accepts: (work) => {
        if (!isRouted(work.task, work.queue, now)) return "GONE";
        return heldBackBy(work, person, now) === null ? "YES" : "NO";
      },
    });
  }
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
