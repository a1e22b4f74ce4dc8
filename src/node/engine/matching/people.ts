import type { Agent } from "../../../domain/agent.ts";
import type { AgentId, MrdId } from "../../../domain/id.ts";
import type { Need } from "../../../domain/need.ts";
import type { RoutingFilter } from "../../../domain/offer.ts";
import { lacking, occupied } from "../../../domain/routing.ts";
import type { SelectionPolicy } from "../../../domain/selection.ts";
import { countBits, countCommon, eachCommon, hasBit } from "./bits.ts";
import type { Line } from "./line.ts";
import { Lines } from "./lines.ts";
import { Occupations } from "./occupations.ts";
import { type Asked, type Person, type Standing, closeAll, newPerson } from "./entries.ts";
import { Settings, settingsDiffer } from "./settings.ts";
import type { MeetsRule, Sight } from "./sight.ts";

/** How many each filter took out. */
export type FilteredOut = Partial<Record<RoutingFilter, number>>;

/**
 * Everybody, as rows of bits: what they are, what they are doing. Who may take something is a few ANDs, and what each
 * filter took out is a count of bits; nobody is walked but those who are left.
 */
export class People {
  readonly #sight: Sight;
  readonly #meetsRule: MeetsRule;
  readonly #people: Person[] = [];
  readonly #byId = new Map<AgentId, Person>();
  readonly #settings: Settings;
  readonly #occupations: Occupations;
  readonly #lines = new Lines();

  constructor(sight: Sight, meetsRule: MeetsRule) {
    this.#sight = sight;
    this.#meetsRule = meetsRule;
    this.#settings = new Settings(this.#people, meetsRule);
    this.#occupations = new Occupations(sight);
  }

  get all(): readonly Person[] {
    return this.#people;
  }

  person(id: AgentId): Person | undefined {
    return this.#byId.get(id);
  }

  /** Takes a row over. Settings touch many bits, what somebody does only two for each MRD. */
  put(agent: Agent): { person: Person; before: Agent | null } {
    const present = this.#byId.get(agent.id);
    const person = present ?? newPerson(this.#people.length, agent);
    const before = present?.agent ?? null;
    person.agent = agent;
    if (before === null) {
      this.#people.push(person);
      this.#byId.set(agent.id, person);
      this.#settings.mark(person);
    } else if (settingsDiffer(before, agent)) {
      closeAll(person);
      this.#settings.unmark(person);
      this.#settings.mark(person);
    }
    this.#occupations.put(person.at, agent);
    this.#lines.put(person, (mrdId) => this.isFree(person, mrdId));
    return { person, before };
  }

  isFree(person: Person, mrdId: MrdId): boolean {
    return this.#occupations.isFree(person.at, mrdId);
  }

  /** What somebody is not, or does not have, whatever they are doing. */
  lacks({ agent }: Person, need: Need): RoutingFilter | null {
    return lacking(agent, need, this.#meetsRule);
  }

  /** Whether settings let this person take work of such a need. */
  meets(person: Person, of: Asked): boolean {
    if (of.need.agentId !== null) return this.lacks(person, of.need) === null;
    return hasBit(this.#standingOf(of).meets, person.at);
  }

  /** Everybody whose settings let them take work of such a need. */
  whoMeets(need: Need, visit: (person: Person) => void): void {
    const named = need.agentId === null ? undefined : this.#byId.get(need.agentId);
    if (named !== undefined && this.lacks(named, need) === null) visit(named);
    if (need.agentId !== null) return;
    const { meets } = this.#settings.standing(need);
    this.#visit(meets, meets, visit);
  }

  /** How many may be offered such work, as far as settings and what they are doing go. */
  countFree(of: Asked): number {
    const { agentId, mrdId } = of.need;
    if (agentId !== null) return this.#namedFree(of) === null ? 0 : 1;
    const { meets } = this.#standingOf(of);
    const few = this.#occupations.few(mrdId);
    if (few === null) return countCommon(meets, this.#occupations.free(mrdId));
    let count = 0;
    for (const at of few) if (hasBit(meets, at)) count += 1;
    return count;
  }

  /** All of them. */
  free(of: Asked): Person[] {
    const { agentId, mrdId } = of.need;
    if (agentId !== null) {
      const named = this.#namedFree(of);
      return named === null ? [] : [named];
    }
    const found: Person[] = [];
    const { meets } = this.#standingOf(of);
    const few = this.#occupations.few(mrdId);
    const find = (person: Person) => found.push(person);
    if (few === null) this.#visit(meets, this.#occupations.free(mrdId), find);
    else for (const at of few) if (hasBit(meets, at)) this.#visitOne(at, find);
    return found;
  }

  isFreeFor(person: Person, of: Asked): boolean {
    return this.isFree(person, of.need.mrdId) && this.meets(person, of);
  }

  /** All who are free on the MRD, in the order of the policy; null where that depends on what is asked for. */
  lineOf(mrdId: MrdId, policy: SelectionPolicy): Line | null {
    return this.#lines.of(mrdId, policy, () =>
      this.#people.filter((person) => this.isFree(person, mrdId)),
    );
  }

  /** How many are free on the MRD, whatever they can do. */
  freeOn(mrdId: MrdId): number {
    return this.#occupations.freeOn(mrdId);
  }

  /** How many each filter took out, where so many were left. */
  filteredOut(of: Asked, free: number): FilteredOut {
    const out: FilteredOut = {};
    const note = (filter: RoutingFilter, count: number): void => {
      if (count > 0) out[filter] = (out[filter] ?? 0) + count;
    };
    if (of.need.agentId !== null) {
      this.#noteNamed(of, note);
      return out;
    }
    const { meets, serving, skilled, tagged, ruled } = this.#standingOf(of);
    note("NOT_IN_QUEUE", this.#people.length - serving);
    note("MISSING_SKILL", serving - skilled);
    note("MISSING_TAG", skilled - tagged);
    note("RULE_NOT_MET", tagged - ruled);
    this.#occupations.count(of.need.mrdId, meets, { total: ruled, free }, note);
    return out;
  }

  #noteNamed({ need }: Asked, note: (filter: RoutingFilter, count: number) => void): void {
    const queue = this.#settings.serving(need.queueId);
    let serving = 0;
    for (const word of queue) serving += countBits(word);
    note("NOT_IN_QUEUE", this.#people.length - serving);
    const named = need.agentId === null ? undefined : this.#byId.get(need.agentId);
    const isServing = named !== undefined && hasBit(queue, named.at);
    note("NOT_THE_NAMED_AGENT", serving - (isServing ? 1 : 0));
    if (!isServing) return;
    const filter =
      this.lacks(named, need) ?? occupied(named.agent, need.mrdId, (id) => this.#sight.mrd(id));
    if (filter !== null) note(filter, 1);
  }

  #namedFree(of: Asked): Person | null {
    const { agentId } = of.need;
    const named = agentId === null ? undefined : this.#byId.get(agentId);
    return named !== undefined && this.isFreeFor(named, of) ? named : null;
  }

  #standingOf(of: Asked): Standing {
    const known = of.standing;
    if (known?.settings === this.#settings.version) return known;
    const standing = this.#settings.standing(of.need);
    of.standing = standing;
    return standing;
  }

  #visit(left: Uint32Array, right: Uint32Array, visit: (person: Person) => void): void {
    eachCommon(left, right, (at) => this.#visitOne(at, visit));
  }

  #visitOne(at: number, visit: (person: Person) => void): void {
    const person = this.#people[at];
    if (person !== undefined) visit(person);
  }
}
