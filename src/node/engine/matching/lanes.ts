import type { Agent } from "../../../domain/agent.ts";
import type { MrdId, QueueId } from "../../../domain/id.ts";
import type { Need } from "../../../domain/need.ts";
import { compareText } from "../../../domain/routing.ts";
import type { SkillNeed } from "../../../domain/skill.ts";
import { IndexedHeap } from "./indexed-heap.ts";
import { type Lane, type WorkClass, before } from "./orders.ts";
import type { Person } from "./people.ts";

/**
 * Classes by the two rarest things they ask for, each skill at its level: a lane is open to whoever has both. Whoever is
 * free looks at the heads of their lanes, and finds few there whose other needs they do not meet.
 */
export class Lanes {
  readonly #byName = new Map<string, Lane>();
  /** In the order they were first named: what somebody knows of them goes up to a place here. */
  readonly #all: Lane[] = [];
  readonly #frequency = new Map<string, number>();
  /** Where the most urgent of each lane stands, side by side: hundreds of them are compared for one decision. */
  #bands = new Int32Array(64).fill(NOTHING);
  #orders = new Float64Array(64);
  /** The look in which a lane was taken last. */
  #taken = new Uint32Array(64);
  #look = 0;

  /** How many agents have a thing. */
  countAgent(agent: Agent, by: 1 | -1): void {
    for (const name of thingsOf(agent))
      this.#frequency.set(name, (this.#frequency.get(name) ?? 0) + by);
  }

  laneOf(need: Need): Lane {
    const things = thingsOfNeed(need)
      .sort(
        (left, right) =>
          (this.#frequency.get(left) ?? 0) - (this.#frequency.get(right) ?? 0) ||
          compareText(left, right),
      )
      .slice(0, 2)
      .sort();
    const name = nameOf(need.queueId, need.mrdId, things);
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    const heap = new IndexedHeap<WorkClass>(before);
    const { queueId, mrdId } = need;
    const skills = things.flatMap(skillOf);
    const lane: Lane = { at: this.#all.length, queueId, mrdId, things, skills, heap };
    this.#byName.set(name, lane);
    this.#all.push(lane);
    if (this.#all.length > this.#bands.length) this.#grow();
    return lane;
  }

  #grow(): void {
    const size = this.#bands.length * 2;
    const bands = new Int32Array(size).fill(NOTHING);
    const [orders, taken] = [new Float64Array(size), new Uint32Array(size)];
    bands.set(this.#bands);
    orders.set(this.#orders);
    taken.set(this.#taken);
    [this.#bands, this.#orders, this.#taken] = [bands, orders, taken];
  }

  /** The lane's most urgent class, or how urgent that is, has changed. */
  stand({ at, heap }: Lane): void {
    const { first } = heap;
    this.#bands[at] = first === undefined ? NOTHING : first.band;
    this.#orders[at] = first === undefined ? 0 : first.orderAt;
  }

  /** A look begins in which no lane was taken yet. */
  begin(): void {
    this.#look += 1;
  }

  take({ at }: Lane): void {
    this.#taken[at] = this.#look;
  }

  /** The lane not taken yet in this look whose head is the most urgent; null where none waits. */
  firstOf(open: readonly number[]): Lane | null {
    const [bands, orders, taken] = [this.#bands, this.#orders, this.#taken];
    let first = -1;
    let band = NOTHING;
    for (let each = 0; each < open.length; each += 1) {
      const at = open[each] ?? 0;
      const own = bands[at] ?? NOTHING;
      if (own > band || own === NOTHING || taken[at] === this.#look) continue;
      if (own === band && !this.#isSooner(at, first, orders)) continue;
      [first, band] = [at, own];
    }
    return this.#all[first] ?? null;
  }

  #isSooner(at: number, first: number, orders: Float64Array): boolean {
    const [own, other] = [orders[at] ?? 0, orders[first] ?? 0];
    if (own !== other) return own < other;
    return (this.#all[at]?.heap.first?.id ?? "") < (this.#all[first]?.heap.first?.id ?? "");
  }

  /** The lanes whose things this agent has; only what was named since the last look is looked at. */
  openTo(person: Person): readonly number[] {
    const { open } = person;
    if (open.lanesUpTo === NEVER_LOOKED) this.#lookFirst(person);
    for (; open.lanesUpTo < this.#all.length; open.lanesUpTo += 1) {
      const lane = this.#all[open.lanesUpTo];
      if (lane !== undefined && isOpenTo(lane, person.agent)) open.lanes.push(lane.at);
    }
    return open.lanes;
  }

  /** By name where there are more lanes than names that this agent could ask for. */
  #lookFirst({ agent, open }: Person): void {
    open.lanes = [];
    open.lanesUpTo = 0;
    const things = thingsOf(agent);
    const names = agent.queueIds.length * agent.mrds.length * things.length * things.length;
    if (names / 2 > this.#all.length) return;
    for (const queueId of agent.queueIds)
      for (const { mrdId } of agent.mrds)
        for (const pair of pairsOf(things)) {
          const lane = this.#byName.get(nameOf(queueId, mrdId, pair));
          if (lane !== undefined) open.lanes.push(lane.at);
        }
    open.lanesUpTo = this.#all.length;
  }
}

/** Above every band there is. */
const NOTHING = 0x7fffffff;

/** Of somebody whose settings are new. */
export const NEVER_LOOKED = -1;

function nameOf(queueId: QueueId, mrdId: MrdId, things: readonly string[]): string {
  return `${queueId} ${mrdId} ${things.join(" ")}`;
}

function isOpenTo({ queueId, mrdId, things, skills }: Lane, agent: Agent): boolean {
  for (const { skill, atLeast } of skills) if ((agent.skills[skill] ?? 0) < atLeast) return false;
  if (!agent.queueIds.includes(queueId)) return false;
  if (!agent.mrds.some((each) => each.mrdId === mrdId)) return false;
  return skills.length === things.length || things.every((thing) => hasThing(agent, thing));
}

/** What is no skill; skills were asked about before. */
function hasThing(agent: Agent, thing: string): boolean {
  if (thing.startsWith("@")) return agent.id === thing.slice(1);
  return !thing.startsWith("#") || agent.tags.includes(thing.slice(1));
}

function skillOf(thing: string): SkillNeed[] {
  if (thing.startsWith("@") || thing.startsWith("#")) return [];
  const at = thing.lastIndexOf(">");
  return [{ skill: thing.slice(0, at), atLeast: Number(thing.slice(at + 1)) }];
}

/** A need's things; rules are for everybody to be asked about. */
function thingsOfNeed({ skills, tags, agentId }: Need): string[] {
  const named = agentId === null ? [] : [`@${agentId}`];
  const levels = skills.map(({ skill, atLeast }) => `${skill}>${Math.max(1, atLeast)}`);
  return [...levels, ...tags.map((tag) => `#${tag}`), ...named];
}

/** Whoever has a level has every lower one. */
function thingsOf(agent: Agent): readonly string[] {
  const levels = Object.entries(agent.skills).flatMap(([skill, level]) =>
    Array.from({ length: Math.floor(level) }, (_, at) => `${skill}>${at + 1}`),
  );
  return [...levels, ...agent.tags.map((tag) => `#${tag}`), `@${agent.id}`].sort();
}

function* pairsOf(things: readonly string[]): Generator<readonly string[]> {
  yield [];
  for (const [at, one] of things.entries()) {
    yield [one];
    for (const other of things.slice(at + 1)) yield [one, other];
  }
}
