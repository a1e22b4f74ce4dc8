import type { Agent } from "../../../domain/agent.ts";
import type { MrdId } from "../../../domain/id.ts";
import type { RoutingFilter } from "../../../domain/offer.ts";
import { occupied } from "../../../domain/routing.ts";
import { Bits, countCommon, noBits } from "./bits.ts";
import { Crew } from "./crew.ts";
import { mrdOf } from "./lines.ts";
import type { Sight } from "./sight.ts";

/** What somebody can be doing, as far as an MRD is concerned. */
const occupations: readonly (RoutingFilter | null)[] = [
  "AT_CAPACITY",
  null,
  "OFFER_PENDING",
  "NOT_READY",
  "NOT_SIGNED_IN",
  "UNREACHABLE",
  "MRD_NOT_READY",
  "INTERRUPTED",
];
const FREE = occupations.indexOf(null);
/** So many, however few there are in all, or one of so many. */
const FEW = 4;
const FEW_OF = 128;
const nobody: readonly number[] = [];

interface Doing {
  readonly mrdId: MrdId;
  readonly codes: number[];
  readonly bits: readonly Bits[];
  readonly counts: number[];
  /** Those who are free, one by one. */
  readonly crew: Crew;
}

/** What everybody is doing, by MRD: a number for each, and a row of bits for each number. */
export class Occupations {
  readonly #sight: Sight;
  readonly #byMrd = new Map<MrdId, Doing>();
  readonly #all: Doing[] = [];
  readonly #agents: Agent[] = [];

  constructor(sight: Sight) {
    this.#sight = sight;
  }

  put(at: number, agent: Agent): void {
    const before = this.#agents[at];
    this.#agents[at] = agent;
    for (const { mrdId } of agent.mrds) if (!this.#byMrd.has(mrdId)) this.#newMrd(mrdId);
    const isElsewhereSame = before !== undefined && isSameWithout(before, agent);
    for (const doing of this.#all) {
      // Of an MRD that somebody does not have, only their state says what they are doing.
      if (isElsewhereSame && mrdOf(agent, doing.mrdId) === undefined) continue;
      stand(doing, at, this.#codeOf(agent, doing.mrdId));
    }
  }

  isFree(at: number, mrdId: MrdId): boolean {
    return this.#byMrd.get(mrdId)?.codes[at] === FREE;
  }

  /** Those who could be offered something of this MRD, whatever they can do. */
  free(mrdId: MrdId): Uint32Array {
    return this.#byMrd.get(mrdId)?.bits[FREE]?.words ?? noBits;
  }

  /** The same one by one, where they are so few that a row of everybody's bits is the longer way; null otherwise. */
  few(mrdId: MrdId): readonly number[] | null {
    const doing = this.#byMrd.get(mrdId);
    if (doing === undefined) return nobody;
    const { members } = doing.crew;
    const isFew = members.length <= FEW || members.length * FEW_OF < this.#agents.length;
    return isFew ? members : null;
  }

  freeOn(mrdId: MrdId): number {
    return this.#byMrd.get(mrdId)?.counts[FREE] ?? 0;
  }

  /**
   * How many of those whose bits are given are doing what, where so many of them are free, and `total` in all. What most
   * are doing is what is left: nobody counts the many.
   */
  count(
    mrdId: MrdId,
    among: Uint32Array,
    of: { total: number; free: number },
    note: (filter: RoutingFilter, count: number) => void,
  ): void {
    // Where nobody has the MRD, all are still known by their state.
    const { bits, counts } = this.#byMrd.get(mrdId) ?? this.#newMrd(mrdId);
    const most = mostFrequent(counts);
    let left = of.total - of.free;
    for (const [code, filter] of occupations.entries()) {
      if (filter === null || code === most || counts[code] === 0) continue;
      const count = countCommon(bits[code]?.words ?? noBits, among);
      left -= count;
      note(filter, count);
    }
    const filter = occupations[most];
    if (filter !== null && filter !== undefined) note(filter, left);
  }

  #codeOf(agent: Agent, mrdId: MrdId): number {
    return occupations.indexOf(occupied(agent, mrdId, (id) => this.#sight.mrd(id)));
  }

  #newMrd(mrdId: MrdId): Doing {
    const doing: Doing = {
      mrdId,
      codes: [],
      bits: occupations.map(() => new Bits()),
      counts: occupations.map(() => 0),
      crew: new Crew(),
    };
    this.#byMrd.set(mrdId, doing);
    this.#all.push(doing);
    for (const [at, agent] of this.#agents.entries()) stand(doing, at, this.#codeOf(agent, mrdId));
    return doing;
  }
}

function stand({ codes, bits, counts, crew }: Doing, at: number, code: number): void {
  const before = codes[at];
  if (before === code) return;
  if (before !== undefined) {
    bits[before]?.remove(at);
    counts[before] = (counts[before] ?? 0) - 1;
  }
  if (before === FREE) crew.remove(at);
  if (code === FREE) crew.add(at);
  codes[at] = code;
  bits[code]?.add(at);
  counts[code] = (counts[code] ?? 0) + 1;
}

/** Of what is not being free. */
function mostFrequent(counts: readonly number[]): number {
  let most = 0;
  for (let code = 1; code < counts.length; code += 1)
    if (code !== FREE && (counts[code] ?? 0) > (counts[most] ?? 0)) most = code;
  return most;
}

/** Whether what they do on MRDs that they do not have is the same. */
function isSameWithout(before: Agent, { state, reachable, mrds }: Agent): boolean {
  if (before.state !== state || before.reachable !== reachable) return false;
  if (before.mrds.length !== mrds.length) return false;
  for (let at = 0; at < mrds.length; at += 1)
    if (before.mrds[at]?.mrdId !== mrds[at]?.mrdId) return false;
  return true;
}
