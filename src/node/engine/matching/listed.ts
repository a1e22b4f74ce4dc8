import { hasBit, lowestBit, Bits } from "./bits.ts";
import { Heads } from "./heads.ts";
import { NOT_LISTED } from "./orders.ts";
import type { People } from "./people.ts";
import type { Asking, Person, WorkClass } from "./entries.ts";

/** So many classes are looked through side by side; beyond, lanes are the shorter way. */
export const MOST_LISTED = 4096;

/** Few requirement classes: everybody has a bit for each that is open to them, and whatever waits has a bit. */
export class Listed {
  readonly #people: People;
  readonly #heads = new Heads();
  readonly #waiting = new Bits();
  #classes: WorkClass[] = [];
  #generation = 0;

  constructor(people: People) {
    this.#people = people;
  }

  /** How many stand in the list, those that wait for nothing included. */
  get size(): number {
    return this.#classes.length;
  }

  get classes(): readonly WorkClass[] {
    return this.#classes;
  }

  /** Another list: only these stand in it. */
  listAnew(classes: readonly WorkClass[]): void {
    for (const each of this.#classes) each.at = NOT_LISTED;
    this.#classes = [];
    this.#waiting.clear();
    this.#generation += 1;
    for (const each of classes) {
      this.list(each);
      this.stand(each);
    }
  }

  list(of: WorkClass): void {
    of.at = this.#classes.length;
    this.#classes.push(of);
    this.#heads.enter(of.at, of.need.mrdId);
  }

  /** The class's most urgent work, or how urgent that is, has changed. */
  stand(of: WorkClass): void {
    this.#heads.stand(of.at, of);
    if (of.heap.size === 0) this.#waiting.remove(of.at);
    else this.#waiting.add(of.at);
  }

  /** The classes with waiting work whose needs this person meets. */
  openTo(person: Person): readonly WorkClass[] {
    const words = this.#wordsOf(person);
    return this.#classes.filter((each) => each.heap.size > 0 && hasBit(words, each.at));
  }

  /** The open class of a free medium whose work is the most urgent; null where none waits. */
  firstFor(person: Person, { isFree }: Asking): WorkClass | null {
    const open = this.#wordsOf(person);
    const waiting = this.#waiting.words;
    const { bands, orders, media } = this.#heads;
    const free = this.#heads.freeMedia(isFree);
    let first = NOT_LISTED;
    let band = 0;
    for (let word = 0; word < open.length; word += 1) {
      let left = (open[word] ?? 0) & (waiting[word] ?? 0);
      for (; left !== 0; left &= left - 1) {
        const at = word * 32 + lowestBit(left);
        const own = bands[at] ?? 0;
        if (first !== NOT_LISTED) {
          if (own > band) continue;
          if (own === band && !this.#isSooner(at, first, orders)) continue;
        }
        if (free[media[at] ?? 0] === 1) [first, band] = [at, own];
      }
    }
    return this.#classes[first] ?? null;
  }

  #isSooner(at: number, other: number, orders: Float64Array): boolean {
    const own = orders[at] ?? 0;
    const its = orders[other] ?? 0;
    if (own !== its) return own < its;
    return (this.#classes[at]?.id ?? "") < (this.#classes[other]?.id ?? "");
  }

  /** Only what was listed since the last look is looked at. */
  #wordsOf(person: Person): Uint32Array {
    const { open } = person;
    if (open.generation !== this.#generation) {
      open.classes.clear();
      open.generation = this.#generation;
      open.upTo = 0;
    }
    for (; open.upTo < this.#classes.length; open.upTo += 1) {
      const of = this.#classes[open.upTo];
      if (of !== undefined && this.#people.meets(person, of)) open.classes.add(open.upTo);
    }
    return open.classes.words;
  }
}
