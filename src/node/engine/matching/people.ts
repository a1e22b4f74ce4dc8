import type { Agent } from "../../../domain/agent.ts";
import type { AgentId, MrdId, QueueId } from "../../../domain/id.ts";
import type { Need } from "../../../domain/need.ts";
import type { RoutingFilter } from "../../../domain/offer.ts";
import { lacking, occupied } from "../../../domain/routing.ts";
import { Bits, countBits, lowestBit } from "./bits.ts";
import type { MeetsRule, Sight } from "./sight.ts";
import { NEVER_LOOKED } from "./lanes.ts";
import { Occupations } from "./occupations.ts";
import type { WorkClass } from "./orders.ts";

export interface Person {
  readonly at: number;
  agent: Agent;
  /** What of the waiting work is open to this agent. */
  readonly open: Open;
}

/** What of a list was looked through already; a list grows at its end, and is another when its generation is. */
export interface Open {
  classes: WorkClass[];
  generation: number;
  settings: number;
  upTo: number;
  /** By their places. */
  lanes: number[];
  lanesUpTo: number;
}

/** What settings alone say of a need: who meets it, and how many each filter took out. */
interface Standing {
  readonly settings: number;
  readonly meets: Uint32Array;
  readonly serving: number;
  readonly skilled: number;
  readonly tagged: number;
  readonly ruled: number;
}

export interface Found {
  /** Everybody who may be offered it as far as settings and occupation go. */
  readonly free: readonly Person[];
  readonly filteredOut: Partial<Record<RoutingFilter, number>>;
}

/**
 * Everybody, as rows of bits: who serves which queue, who has which skill at which level, who is doing what. A need is
 * a few ANDs, and what each filter took out is a count of bits; nobody is walked but those who are left.
 */
export class People {
  readonly #sight: Sight;
  readonly #meetsRule: MeetsRule;
  readonly #people: Person[] = [];
  readonly #byId = new Map<AgentId, Person>();
  readonly #features = new Map<string, Bits>();
  readonly #queues = new Map<QueueId, Bits>();
  readonly #occupations: Occupations;
  readonly #rules = new Map<string, Bits>();
  /** One object for all of a class: gone with the class. */
  readonly #standings = new WeakMap<Need, Standing>();
  #settings = 0;

  constructor(sight: Sight, meetsRule: MeetsRule) {
    this.#sight = sight;
    this.#meetsRule = meetsRule;
    this.#occupations = new Occupations(sight);
  }

  get size(): number {
    return this.#people.length;
  }

  /** Another one whenever somebody's settings have changed. */
  get settings(): number {
    return this.#settings;
  }

  /** Whether settings alone let this person take work of such a need. */
  meets({ at }: Person, need: Need): boolean {
    const { meets } = this.#standing(need);
    return ((meets[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0;
  }

  person(id: AgentId): Person | undefined {
    return this.#byId.get(id);
  }

  /** Takes a row over. Settings touch many bits, what somebody does only two for each MRD. */
  put(agent: Agent): Person {
    const present = this.#byId.get(agent.id);
    if (present === undefined) return this.#join(agent);
    const before = present.agent;
    present.agent = agent;
    if (settingsDiffer(before, agent)) {
      present.open.lanesUpTo = NEVER_LOOKED;
      this.#unmark(present, before);
      this.#mark(present);
    }
    this.#occupations.put(present.at, agent);
    return present;
  }

  isFree(person: Person, mrdId: MrdId): boolean {
    return this.#occupations.isFree(person.at, mrdId);
  }

  /** How many could be offered something of this MRD, whatever they can do. */
  freeOn(mrdId: MrdId): number {
    return this.#occupations.freeOn(mrdId);
  }

  #join(agent: Agent): Person {
    const classes = { classes: [], generation: -1, settings: -1, upTo: 0 };
    const open = { ...classes, lanes: [], lanesUpTo: NEVER_LOOKED };
    const person: Person = { at: this.#people.length, agent, open };
    this.#people.push(person);
    this.#byId.set(agent.id, person);
    this.#mark(person);
    this.#occupations.put(person.at, agent);
    return person;
  }

  #mark({ at, agent }: Person): void {
    this.#settings += 1;
    for (const id of agent.queueIds) bitsOf(this.#queues, id).add(at);
    for (const [skill, level] of Object.entries(agent.skills))
      for (let atLeast = 1; atLeast <= level; atLeast += 1)
        bitsOf(this.#features, `${skill}>${atLeast}`).add(at);
    for (const tag of agent.tags) bitsOf(this.#features, `#${tag}`).add(at);
    for (const [rule, bits] of this.#rules) if (this.#meetsRule(rule, agent)) bits.add(at);
  }

  #unmark({ at }: Person, before: Agent): void {
    for (const id of before.queueIds) this.#queues.get(id)?.remove(at);
    for (const bits of this.#features.values()) bits.remove(at);
    for (const bits of this.#rules.values()) bits.remove(at);
  }

  #rule(rule: string): Bits {
    const known = this.#rules.get(rule);
    if (known !== undefined) return known;
    const bits = new Bits();
    for (const person of this.#people) if (this.#meetsRule(rule, person.agent)) bits.add(person.at);
    this.#rules.set(rule, bits);
    return bits;
  }

  /** Who is left for a need, and how many each filter took out, in the order of the filters. */
  find(need: Need): Found {
    if (need.agentId !== null) return this.#findNamed(need);
    const filteredOut: Partial<Record<RoutingFilter, number>> = {};
    const { meets, serving, skilled, tagged, ruled } = this.#standing(need);
    note(filteredOut, "NOT_IN_QUEUE", this.#people.length - serving);
    note(filteredOut, "MISSING_SKILL", serving - skilled);
    note(filteredOut, "MISSING_TAG", skilled - tagged);
    note(filteredOut, "RULE_NOT_MET", tagged - ruled);
    const free: Person[] = [];
    const counted = this.#occupations.count(need.mrdId, meets, ruled);
    if (counted.free > 0) this.#collect(need.mrdId, meets, free);
    for (const [filter, count] of counted.byFilter) note(filteredOut, filter, count);
    // Whoever has no such MRD at all is doing nothing on it that could be counted.
    if (counted.without > 0) this.#countWithout(need, filteredOut);
    return { free, filteredOut };
  }

  #standing(need: Need): Standing {
    const known = this.#standings.get(need);
    if (known?.settings === this.#settings) return known;
    const made = this.#newStanding(need);
    this.#standings.set(need, made);
    return made;
  }

  #newStanding(need: Need): Standing {
    const queue = this.#queues.get(need.queueId)?.words ?? none;
    const asked = this.#rowsOf(need);
    const skills = need.skills.length;
    const tags = skills + need.tags.length;
    const meets = new Uint32Array(queue.length);
    let [serving, skilled, tagged, ruled] = [0, 0, 0, 0];
    // Indexes rather than iterators: this loop runs over everybody, thirty-two at a time.
    for (let word = 0; word < queue.length; word += 1) {
      let left = queue[word] ?? 0;
      if (left === 0) continue;
      serving += countBits(left);
      let row = 0;
      for (; row < skills && left !== 0; row += 1) left &= asked[row]?.[word] ?? 0;
      skilled += countBits(left);
      for (; row < tags && left !== 0; row += 1) left &= asked[row]?.[word] ?? 0;
      tagged += countBits(left);
      for (; row < asked.length && left !== 0; row += 1) left &= asked[row]?.[word] ?? 0;
      ruled += countBits(left);
      meets[word] = left;
    }
    return { settings: this.#settings, meets, serving, skilled, tagged, ruled };
  }

  /** The rows of bits that a need is the meeting of: its skills, then its tags, then its rules. */
  #rowsOf(need: Need): readonly Uint32Array[] {
    const rows: Uint32Array[] = [];
    for (const { skill, atLeast } of need.skills)
      rows.push(this.#features.get(`${skill}>${Math.max(1, atLeast)}`)?.words ?? none);
    for (const tag of need.tags) rows.push(this.#features.get(`#${tag}`)?.words ?? none);
    for (const rule of need.rules) rows.push(this.#rule(rule).words);
    return rows;
  }

  #collect(mrdId: MrdId, meets: Uint32Array, free: Person[]): void {
    const words = this.#occupations.freeWords(mrdId);
    const length = Math.min(words.length, meets.length);
    for (let word = 0; word < length; word += 1) {
      let left = (words[word] ?? 0) & (meets[word] ?? 0);
      for (; left !== 0; left &= left - 1) {
        const person = this.#people[word * 32 + lowestBit(left)];
        if (person !== undefined) free.push(person);
      }
    }
  }

  #countWithout(need: Need, filteredOut: Partial<Record<RoutingFilter, number>>): void {
    for (const { agent } of this.#people) {
      if (agent.mrds.some((each) => each.mrdId === need.mrdId)) continue;
      if (lacking(agent, need, this.#meetsRule) !== null) continue;
      const filter = occupied(agent, need.mrdId, (id) => this.#sight.mrd(id));
      if (filter !== null) note(filteredOut, filter, 1);
    }
  }

  #findNamed(need: Need): Found {
    const filteredOut: Partial<Record<RoutingFilter, number>> = {};
    const queue = this.#queues.get(need.queueId);
    let serving = 0;
    for (const word of queue?.words ?? none) serving += countBits(word);
    note(filteredOut, "NOT_IN_QUEUE", this.#people.length - serving);
    const person = need.agentId === null ? undefined : this.#byId.get(need.agentId);
    const isServing = person !== undefined && queue?.has(person.at) === true;
    note(filteredOut, "NOT_THE_NAMED_AGENT", serving - (isServing ? 1 : 0));
    if (!isServing) return { free: [], filteredOut };
    const filter =
      lacking(person.agent, need, this.#meetsRule) ??
      occupied(person.agent, need.mrdId, (id) => this.#sight.mrd(id));
    if (filter === null) return { free: [person], filteredOut };
    note(filteredOut, filter, 1);
    return { free: [], filteredOut };
  }
}

const none = new Uint32Array(0);

function note(
  filteredOut: Partial<Record<RoutingFilter, number>>,
  filter: RoutingFilter,
  count: number,
): void {
  if (count > 0) filteredOut[filter] = (filteredOut[filter] ?? 0) + count;
}

function bitsOf<K>(rows: Map<K, Bits>, key: K): Bits {
  const known = rows.get(key);
  if (known !== undefined) return known;
  const bits = new Bits();
  rows.set(key, bits);
  return bits;
}

/** Rows share what has not changed, so what is the same object is the same. */
export function settingsDiffer(left: Agent, right: Agent): boolean {
  return (
    left.queueIds !== right.queueIds ||
    left.skills !== right.skills ||
    left.tags !== right.tags ||
    left.attributes !== right.attributes ||
    left.teamIds !== right.teamIds ||
    left.name !== right.name ||
    left.mrds.length !== right.mrds.length ||
    left.mrds.some((each, place) => each.mrdId !== right.mrds[place]?.mrdId)
  );
}
