import type { Agent } from "../../../domain/agent.ts";
import type { MrdId } from "../../../domain/id.ts";
import type { RoutingFilter } from "../../../domain/offer.ts";
import { occupied } from "../../../domain/routing.ts";
import { Bits, countBits } from "./bits.ts";
import type { Sight } from "./sight.ts";

/** What somebody can be doing, as far as an MRD is concerned. */
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
/** Has no such MRD at all. */
const WITHOUT = occupations.length;

interface Doing {
  readonly codes: number[];
  readonly bits: readonly Bits[];
  readonly counts: number[];
}

/** How many of some people do what, and whether some of them have no such MRD. */
export interface Counted {
  readonly byFilter: readonly (readonly [RoutingFilter, number])[];
  readonly free: number;
  readonly without: number;
}

/** What everybody is doing, by MRD: a number for each, and a row of bits for each number. */
export class Occupations {
  readonly #sight: Sight;
  readonly #byMrd = new Map<MrdId, Doing>();
  readonly #agents: Agent[] = [];

  constructor(sight: Sight) {
    this.#sight = sight;
  }

  put(at: number, agent: Agent): void {
    this.#agents[at] = agent;
    for (const { mrdId } of agent.mrds) if (!this.#byMrd.has(mrdId)) this.#newMrd(mrdId);
    for (const [mrdId, doing] of this.#byMrd) {
      const has = agent.mrds.some((each) => each.mrdId === mrdId);
      stand(doing, at, has ? this.#codeOf(agent, mrdId) : WITHOUT);
    }
  }

  isFree(at: number, mrdId: MrdId): boolean {
    return this.#byMrd.get(mrdId)?.codes[at] === FREE;
  }

  freeOn(mrdId: MrdId): number {
    return this.#byMrd.get(mrdId)?.counts[FREE] ?? 0;
  }

  freeWords(mrdId: MrdId): Uint32Array {
    return this.#byMrd.get(mrdId)?.bits[FREE]?.words ?? none;
  }

  /** Of those whose bits are given, `total` in number. What most are doing is what is left: nobody counts the many. */
  count(mrdId: MrdId, among: Uint32Array, total: number): Counted {
    const doing = this.#byMrd.get(mrdId);
    if (doing === undefined) return { byFilter: [], free: 0, without: total };
    const found = countsOf(doing, among, total);
    const byFilter = occupations.flatMap((filter, code) => {
      const count = found[code] ?? 0;
      return filter === null || count === 0 ? [] : [[filter, count] as const];
    });
    return { byFilter, free: found[FREE] ?? 0, without: found[WITHOUT] ?? 0 };
  }

  #codeOf(agent: Agent, mrdId: MrdId): number {
    const filter = occupied(agent, mrdId, (id) => this.#sight.mrd(id));
    return occupations.findIndex((each) => each === filter);
  }

  #newMrd(mrdId: MrdId): void {
    const all = [...occupations, "WITHOUT"];
    const doing: Doing = { codes: [], bits: all.map(() => new Bits()), counts: all.map(() => 0) };
    this.#byMrd.set(mrdId, doing);
    for (const [at, { mrds }] of this.#agents.entries())
      if (mrds.every((each) => each.mrdId !== mrdId)) stand(doing, at, WITHOUT);
  }
}

function stand({ codes, bits, counts }: Doing, at: number, code: number): void {
  const before = codes[at];
  if (before === code) return;
  if (before !== undefined) {
    bits[before]?.remove(at);
    counts[before] = (counts[before] ?? 0) - 1;
  }
  codes[at] = code;
  bits[code]?.add(at);
  counts[code] = (counts[code] ?? 0) + 1;
}

function countsOf({ bits, counts }: Doing, among: Uint32Array, total: number): readonly number[] {
  let most = 0;
  for (let code = 1; code < counts.length; code += 1)
    if ((counts[code] ?? 0) > (counts[most] ?? 0)) most = code;
  const found = counts.map(() => 0);
  let left = total;
  for (let code = 0; code < counts.length; code += 1) {
    if (code === most || (counts[code] ?? 0) === 0) continue;
    const count = countCommon(bits[code]?.words ?? none, among);
    found[code] = count;
    left -= count;
  }
  found[most] = left;
  return found;
}

function countCommon(left: Uint32Array, right: Uint32Array): number {
  const length = Math.min(left.length, right.length);
  let count = 0;
  for (let word = 0; word < length; word += 1) {
    const both = (left[word] ?? 0) & (right[word] ?? 0);
    if (both !== 0) count += countBits(both);
  }
  return count;
}

const none = new Uint32Array(0);
