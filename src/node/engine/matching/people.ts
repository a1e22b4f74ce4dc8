import type { Agent } from "../../../domain/agent.ts";
import type { AgentId, MrdId, QueueId } from "../../../domain/id.ts";
import type { Need } from "../../../domain/need.ts";
import type { RoutingFilter } from "../../../domain/offer.ts";
import { lacking, occupied } from "../../../domain/routing.ts";
import { Bits, countBits, lowestBit } from "./bits.ts";
import type { MeetsRule, Sight } from "./sight.ts";
import type { Lane } from "./orders.ts";

/** What somebody is doing, as far as an MRD is concerned; the most frequent when all is busy comes first. */
const occupations = [
  "AT_CAPACITY",
  null,
  "OFFER_PENDING",
  "NOT_READY",
  "NOT_SIGNED_IN",
  "UNREACHABLE",
  "MRD_NOT_READY",
  "INTERRUPTED",
] as const satisfies readonly (RoutingFilter | null)[];
const FREE = occupations.indexOf(null);
/** Does not take work of the class at all. */
const NONE = -1;

export interface Person {
  readonly at: number;
  agent: Agent;
  /** By MRD, the lanes of waiting work open to this agent as of a version of the lanes; -1 when nobody has looked yet. */
  lanes: readonly (readonly [MrdId, readonly Lane[]])[];
  lanesVersion: number;
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
  readonly #doing = new Map<MrdId, { codes: number[]; bits: readonly Bits[]; free: number }>();
  readonly #rules = new Map<string, Bits>();

  constructor(sight: Sight, meetsRule: MeetsRule) {
    this.#sight = sight;
    this.#meetsRule = meetsRule;
  }

  get size(): number {
    return this.#people.length;
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
      present.lanesVersion = -1;
      this.#unmark(present, before);
      this.#mark(present);
      this.#leaveMrds(present);
    }
    this.#occupy(present);
    return present;
  }

  isFree(person: Person, mrdId: MrdId): boolean {
    return this.#doing.get(mrdId)?.codes[person.at] === FREE;
  }

  /** How many could be offered something of this MRD, whatever they can do. */
  freeOn(mrdId: MrdId): number {
    return this.#doing.get(mrdId)?.free ?? 0;
  }

  #join(agent: Agent): Person {
    const person: Person = { at: this.#people.length, agent, lanes: [], lanesVersion: -1 };
    this.#people.push(person);
    this.#byId.set(agent.id, person);
    this.#mark(person);
    this.#occupy(person);
    return person;
  }

  #mark({ at, agent }: Person): void {
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

  #occupy(person: Person): void {
    for (const { mrdId } of person.agent.mrds) {
      const doing = this.#doing.get(mrdId) ?? this.#newMrd(mrdId);
      const filter = occupied(person.agent, mrdId, (id) => this.#sight.mrd(id));
      const code = occupations.findIndex((each) => each === filter);
      const before = doing.codes[person.at];
      if (before === code) continue;
      if (before !== undefined && before !== NONE) doing.bits[before]?.remove(person.at);
      if (before === FREE) doing.free -= 1;
      if (code === FREE) doing.free += 1;
      doing.codes[person.at] = code;
      doing.bits[code]?.add(person.at);
    }
  }

  /** Work of a class that somebody no longer takes. */
  #leaveMrds({ at, agent }: Person): void {
    for (const [mrdId, doing] of this.#doing) {
      const code = doing.codes[at];
      if (code === undefined || code === NONE || agent.mrds.some((each) => each.mrdId === mrdId))
        continue;
      doing.bits[code]?.remove(at);
      if (code === FREE) doing.free -= 1;
      doing.codes[at] = NONE;
    }
  }

  #newMrd(mrdId: MrdId) {
    const doing = { codes: [] as number[], bits: occupations.map(() => new Bits()), free: 0 };
    this.#doing.set(mrdId, doing);
    return doing;
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
    const queue = this.#queues.get(need.queueId)?.words ?? none;
    const asked = this.#rowsOf(need);
    const skills = need.skills.length;
    const tags = skills + need.tags.length;
    const doing = this.#doing.get(need.mrdId)?.bits.map((bits) => bits.words) ?? [];
    let [serving, skilled, tagged, ruled, seen] = [0, 0, 0, 0, 0];
    const counts = new Int32Array(occupations.length);
    const free: Person[] = [];
    // Indexes rather than iterators: this loop runs over everybody, thirty-two at a time, for every decision.
    for (let word = 0; word < queue.length; word += 1) {
      let left = queue[word] ?? 0;
      if (left === 0) continue;
      serving += countBits(left);
      let row = 0;
      for (; row < skills && left !== 0; row += 1) left &= asked[row]?.[word] ?? 0;
      if (left === 0) continue;
      skilled += countBits(left);
      for (; row < tags && left !== 0; row += 1) left &= asked[row]?.[word] ?? 0;
      if (left === 0) continue;
      tagged += countBits(left);
      for (; row < asked.length && left !== 0; row += 1) left &= asked[row]?.[word] ?? 0;
      if (left === 0) continue;
      ruled += countBits(left);
      for (let code = 0; left !== 0 && code < doing.length; code += 1) {
        const here = left & (doing[code]?.[word] ?? 0);
        if (here === 0) continue;
        const count = countBits(here);
        seen += count;
        counts[code] = (counts[code] ?? 0) + count;
        if (code === FREE) this.#collect(here, word, free);
        left &= ~here;
      }
    }
    note(filteredOut, "NOT_IN_QUEUE", this.#people.length - serving);
    note(filteredOut, "MISSING_SKILL", serving - skilled);
    note(filteredOut, "MISSING_TAG", skilled - tagged);
    note(filteredOut, "RULE_NOT_MET", tagged - ruled);
    for (const [code, filter] of occupations.entries())
      if (filter !== null) note(filteredOut, filter, counts[code] ?? 0);
    // Whoever has no such MRD at all is doing nothing on it that could be counted.
    const without = ruled - seen;
    if (without > 0) this.#countWithout(need, filteredOut);
    return { free, filteredOut };
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

  #collect(here: number, word: number, free: Person[]): void {
    for (let bits = here; bits !== 0; bits &= bits - 1) {
      const person = this.#people[word * 32 + lowestBit(bits)];
      if (person !== undefined) free.push(person);
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
