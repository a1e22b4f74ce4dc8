import { compareText } from "../../../domain/routing.ts";
import type { Person } from "./entries.ts";

/** Somebody's place in a line, as it was when they were put there. */
export interface Place {
  readonly person: Person;
  /** What the policy goes by, the least first; then who became available first, who has least in hand, the id. */
  readonly key: number;
  readonly readyAt: number;
  readonly active: number;
}

const MOST_TOGETHER = 128;

/** Those who are free on one MRD, in the order in which a policy chooses: the next one is the first. */
export class Line {
  readonly #places: (Place | undefined)[] = [];
  /** In order, and each in order; none is empty but the only one. */
  readonly #groups: Place[][] = [[]];

  put(place: Place): void {
    const { at } = place.person;
    const present = this.#places[at];
    if (present !== undefined) {
      if (compare(present, place) === 0) return;
      this.#leave(present);
    }
    this.#places[at] = place;
    const nth = this.#groupOf(place);
    const group = this.#groups[nth] ?? [];
    group.splice(placeIn(group, place), 0, place);
    if (group.length > MOST_TOGETHER)
      this.#groups.splice(nth + 1, 0, group.splice(MOST_TOGETHER / 2));
  }

  remove({ at }: Person): void {
    const present = this.#places[at];
    if (present !== undefined) this.#leave(present);
  }

  #leave(present: Place): void {
    this.#places[present.person.at] = undefined;
    const nth = this.#groupOf(present);
    const group = this.#groups[nth] ?? [];
    group.splice(placeIn(group, present), 1);
    if (group.length === 0 && this.#groups.length > 1) this.#groups.splice(nth, 1);
  }

  /** The first few whom the test lets through. */
  first(count: number, isWanted: (person: Person) => boolean): Person[] {
    const found: Person[] = [];
    for (const group of this.#groups)
      for (const { person } of group) {
        if (!isWanted(person)) continue;
        found.push(person);
        if (found.length === count) return found;
      }
    return found;
  }

  /** The first group that ends with this place or after it; the last where none does. */
  #groupOf(place: Place): number {
    let [from, to] = [0, this.#groups.length - 1];
    while (from < to) {
      const middle = (from + to) >> 1;
      const last = this.#groups[middle]?.at(-1);
      if (last !== undefined && compare(last, place) < 0) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

/** Where it stands, or would stand. */
function placeIn(group: readonly Place[], place: Place): number {
  let [from, to] = [0, group.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const other = group[middle];
    if (other !== undefined && compare(other, place) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

function compare(left: Place, right: Place): number {
  return (
    left.key - right.key ||
    left.readyAt - right.readyAt ||
    left.active - right.active ||
    compareText(left.person.agent.id, right.person.agent.id)
  );
}
