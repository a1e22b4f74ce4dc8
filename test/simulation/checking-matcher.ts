import type { Entity } from "../../src/node/engine/entities.ts";
import { type Match, type Matcher, SimpleMatcher } from "../../src/node/engine/matching.ts";
import { IndexedMatcher } from "../../src/node/engine/matching/indexed-matcher.ts";
import type { MeetsRule } from "../../src/node/engine/matching/sight.ts";
import type { World } from "../../src/node/engine/world.ts";
import { insist } from "./simulated-store.ts";

/** Asks the indexed matcher and the plain one, and breaks the run where they differ in anything they say. */
export class CheckingMatcher implements Matcher {
  readonly #indexed: IndexedMatcher;
  readonly #plain: SimpleMatcher;

  constructor(meetsRule: MeetsRule) {
    this.#indexed = new IndexedMatcher(meetsRule);
    this.#plain = new SimpleMatcher(meetsRule);
  }

  loaded(world: World): void {
    this.#indexed.loaded(world);
  }

  changed(item: Entity): void {
    this.#indexed.changed(item);
  }

  woken(id: string): void {
    this.#indexed.woken(id);
  }

  next(world: World, now: number): Match | null {
    const wanted = this.#plain.next(world, now);
    const found = this.#indexed.next(world, now);
    const [one, other] = [told(wanted), told(found)];
    insist(one === other, `the matchers differ: ${one} against ${other}`);
    return found;
  }
}

/** Whatever the order in which the filters were counted. */
function told(match: Match | null): string {
  if (match === null) return "nobody";
  const { agentId, assignment } = match.choice;
  const filteredOut = Object.entries(assignment.filteredOut).sort(([left], [right]) =>
    left < right ? -1 : 1,
  );
  return JSON.stringify([match.task.id, agentId, { ...assignment, filteredOut }]);
}
