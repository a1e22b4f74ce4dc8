import type { Agent } from "../../../domain/agent.ts";
import type { MrdId, QueueId } from "../../../domain/id.ts";
import type { Need } from "../../../domain/need.ts";
import { compareText } from "../../../domain/routing.ts";
import { Heads, NOTHING } from "./heads.ts";
import { IndexedHeap } from "./indexed-heap.ts";
import { type Order, before } from "./orders.ts";
import type { People } from "./people.ts";
import type { Asking, Person, Lane, WorkClass } from "./entries.ts";
import { levelName } from "./settings.ts";

/**
 * Classes by the two rarest things they ask for, each skill at its level: a lane is open to whoever has both. Whoever is
 * free looks at the heads of their lanes, and finds few there whose other needs they do not meet.
 */
export class Lanes {
  readonly #people: People;
  readonly #byName = new Map<string, Lane>();
  readonly #all: Lane[] = [];
  readonly #heads = new Heads();
  readonly #frequency = new Map<string, number>();
  /** The lanes of one look that wait for something, by their places; those taken have left. */
  #sight = new Int32Array(256);
  #count = 0;

  #isLookedAt = false;

  constructor(people: People) {
    this.#people = people;
    for (const { agent, open } of people.all) {
      open.lanes = null;
      this.countAgent(agent, 1);
    }
  }

  /** How many agents have a thing. */
  countAgent(agent: Agent, by: 1 | -1): void {
    for (const name of thingsOf(agent)) this.#frequency.set(name, this.#often(name) + by);
  }

  laneOf(need: Need): Lane {
    const things = thingsOfNeed(need)
      .sort(
        (left, right) =>
          this.#often(left.name) - this.#often(right.name) || compareText(left.name, right.name),
      )
      .slice(0, 2)
      .sort((left, right) => compareText(left.name, right.name));
    const names = things.map((each) => each.name);
    const name = nameOf(need.queueId, need.mrdId, names);
    return this.#byName.get(name) ?? this.#newLane(name, need, things);
  }

  #often(thing: string): number {
    return this.#frequency.get(thing) ?? 0;
  }

  #newLane(name: string, { queueId, mrdId }: Need, things: readonly Thing[]): Lane {
    const asked = { queueId, mrdId, skills: [], tags: [], rules: [], agentId: null };
    const need = things.reduce<Need>((all, { more }) => more(all), asked);
    const heap = new IndexedHeap<WorkClass>(before);
    const lane: Lane = { at: this.#all.length, mrdId, need, heap };
    this.#byName.set(name, lane);
    this.#all.push(lane);
    this.#heads.enter(lane.at, mrdId);
    if (this.#all.length > this.#sight.length) this.#sight = new Int32Array(this.#all.length * 2);
    if (this.#isLookedAt) this.#people.whoMeets(need, ({ open }) => open.lanes?.push(lane.at));
    return lane;
  }

  /** The lane's most urgent class, or how urgent that is, has changed. */
  stand({ at, heap }: Lane): void {
    this.#heads.stand(at, heap.first);
  }

  /** A look begins, at the lanes of free media that are open to this person and in which something waits. */
  look(person: Person, { isFree }: Asking): void {
    const { bands, media } = this.#heads;
    const free = this.#heads.freeMedia(isFree);
    const open = this.#openTo(person);
    let count = 0;
    for (let each = 0; each < open.length; each += 1) {
      const at = open[each] ?? 0;
      if (bands[at] === NOTHING || free[media[at] ?? 0] !== 1) continue;
      this.#sight[count] = at;
      count += 1;
    }
    this.#count = count;
  }

  /** The class at the head of the most urgent lane in sight, unless `rival` comes before; the lane leaves the sight. */
  takeFirst(rival: Order | null): WorkClass | null {
    const { bands, orders } = this.#heads;
    const sight = this.#sight;
    let first = -1;
    let lane = -1;
    let band = NOTHING;
    for (let each = 0; each < this.#count; each += 1) {
      const at = sight[each] ?? 0;
      const own = bands[at] ?? NOTHING;
      if (own > band) continue;
      if (own === band && !this.#isSooner(at, lane, orders)) continue;
      [first, lane, band] = [each, at, own];
    }
    const head = this.#all[lane]?.heap.first;
    if (head === undefined || (rival !== null && before(rival, head))) return null;
    this.#count -= 1;
    sight[first] = sight[this.#count] ?? 0;
    return head;
  }

  #isSooner(at: number, other: number, orders: Float64Array): boolean {
    const own = orders[at] ?? 0;
    const its = orders[other] ?? 0;
    if (own !== its) return own < its;
    return (this.#all[at]?.heap.first?.id ?? "") < (this.#all[other]?.heap.first?.id ?? "");
  }

  #openTo(person: Person): readonly number[] {
    this.#isLookedAt = true;
    person.open.lanes ??= this.#lanesOf(person);
    return person.open.lanes;
  }

  /** By name, unless there are fewer lanes than names that this agent could ask for. */
  #lanesOf(person: Person): number[] {
    const { agent } = person;
    const things = thingsOf(agent);
    const names = agent.queueIds.length * agent.mrds.length * things.length * things.length;
    const lanes: number[] = [];
    if (names / 2 > this.#all.length) {
      for (const lane of this.#all)
        if (this.#people.lacks(person, lane.need) === null) lanes.push(lane.at);
      return lanes;
    }
    for (const queueId of agent.queueIds)
      for (const { mrdId } of agent.mrds)
        for (const pair of pairsOf(things)) {
          const lane = this.#byName.get(nameOf(queueId, mrdId, pair));
          if (lane !== undefined) lanes.push(lane.at);
        }
    return lanes;
  }
}

function nameOf(queueId: QueueId, mrdId: MrdId, things: readonly string[]): string {
  return `${queueId} ${mrdId} ${things.join(" ")}`;
}

/** Something that is asked of people, by its name, and a need with it as well. */
interface Thing {
  readonly name: string;
  readonly more: (need: Need) => Need;
}

/** A need's things; rules are for everybody to be asked about. */
function thingsOfNeed({ skills, tags, agentId }: Need): Thing[] {
  const levels = skills
    .filter(({ atLeast }) => atLeast > 0)
    .map((each) => ({
      name: levelName(each),
      more: (need: Need) => ({ ...need, skills: [...need.skills, each] }),
    }));
  const tagged = tags.map((tag) => ({
    name: `#${tag}`,
    more: (need: Need) => ({ ...need, tags: [...need.tags, tag] }),
  }));
  if (agentId === null) return [...levels, ...tagged];
  return [...levels, ...tagged, { name: `@${agentId}`, more: (need) => ({ ...need, agentId }) }];
}

/** Whoever has a level has every lower one. */
function thingsOf(agent: Agent): readonly string[] {
  const levels = Object.entries(agent.skills).flatMap(([skill, level]) =>
    Array.from({ length: Math.floor(level) }, (_, at) => levelName({ skill, atLeast: at + 1 })),
  );
  return [...levels, ...agent.tags.map((tag) => `#${tag}`), `@${agent.id}`].sort(compareText);
}

function* pairsOf(things: readonly string[]): Generator<readonly string[]> {
  yield [];
  for (const [at, one] of things.entries()) {
    yield [one];
    for (const other of things.slice(at + 1)) yield [one, other];
  }
}
