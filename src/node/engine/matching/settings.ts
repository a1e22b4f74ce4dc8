import type { Agent } from "../../../domain/agent.ts";
import type { QueueId } from "../../../domain/id.ts";
import type { Need } from "../../../domain/need.ts";
import type { SkillNeed } from "../../../domain/skill.ts";
import { Bits, countBits, noBits } from "./bits.ts";
import type { Person, Standing } from "./entries.ts";
import type { MeetsRule } from "./sight.ts";

/**
 * What everybody is, as rows of bits: who serves which queue, who has which skill at which level, which tag, who meets
 * which rule. A need is the meeting of a few rows.
 */
export class Settings {
  readonly #meetsRule: MeetsRule;
  readonly #people: readonly Person[];
  readonly #features = new Map<string, Bits>();
  readonly #queues = new Map<QueueId, Bits>();
  readonly #rules = new Map<string, Bits>();
  #version = 0;

  constructor(people: readonly Person[], meetsRule: MeetsRule) {
    this.#people = people;
    this.#meetsRule = meetsRule;
  }

  /** Another one whenever somebody's settings have changed. */
  get version(): number {
    return this.#version;
  }

  mark({ at, agent }: Person): void {
    this.#version += 1;
    for (const id of queuesServed(agent)) bitsOf(this.#queues, id).add(at);
    for (const [skill, level] of Object.entries(agent.skills))
      for (let atLeast = 1; atLeast <= level; atLeast += 1)
        bitsOf(this.#features, levelName({ skill, atLeast })).add(at);
    for (const tag of agent.tags) bitsOf(this.#features, `#${tag}`).add(at);
    for (const [rule, bits] of this.#rules) if (this.#meetsRule(rule, agent)) bits.add(at);
  }

  unmark({ at }: Person): void {
    this.#version += 1;
    for (const bits of this.#queues.values()) bits.remove(at);
    for (const bits of this.#features.values()) bits.remove(at);
    for (const bits of this.#rules.values()) bits.remove(at);
  }

  serving(queueId: QueueId): Uint32Array {
    return this.#queues.get(queueId)?.words ?? noBits;
  }

  /** Who is left after each filter, in their order. A need for somebody by name is not for rows of bits. */
  standing(need: Need): Standing {
    const queue = this.serving(need.queueId);
    const asked = this.#rowsOf(need);
    const skills = asked.length - need.tags.length - need.rules.length;
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
    return { settings: this.#version, meets, serving, skilled, tagged, ruled };
  }

  /** The rows of bits that a need is the meeting of: its skills, then its tags, then its rules. */
  #rowsOf(need: Need): readonly Uint32Array[] {
    const rows: Uint32Array[] = [];
    for (const each of need.skills)
      if (each.atLeast > 0) rows.push(this.#features.get(levelName(each))?.words ?? noBits);
    for (const tag of need.tags) rows.push(this.#features.get(`#${tag}`)?.words ?? noBits);
    for (const rule of need.rules) rows.push(this.#rule(rule).words);
    return rows;
  }

  #rule(rule: string): Bits {
    const known = this.#rules.get(rule);
    if (known !== undefined) return known;
    const bits = new Bits();
    for (const { at, agent } of this.#people) if (this.#meetsRule(rule, agent)) bits.add(at);
    this.#rules.set(rule, bits);
    return bits;
  }
}

/** What a need for a level is called: levels are whole numbers. */
export function levelName({ skill, atLeast }: SkillNeed): string {
  return `${skill}>${Math.ceil(atLeast)}`;
}

/** Membership by rule stands in the agent's row already. */
function queuesServed(agent: Agent): readonly QueueId[] {
  return agent.queueIds;
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
