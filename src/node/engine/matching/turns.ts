import { IndexedHeap } from "./indexed-heap.ts";
import { before } from "./orders.ts";
import type { Person, Turn, Work } from "./entries.ts";

/**
 * Before anything changes nobody free can take what waits. So the next match is about work that has come or changed
 * since, or about somebody who may have become able: these are kept, and nothing else is looked at.
 */
export class Turns {
  /** What is over stays until it comes up. */
  readonly #heap = new IndexedHeap<Turn>(before);
  /** Those who are no longer to be asked stay until the others are. */
  readonly #unasked: Person[] = [];

  /** Nobody is to be asked, and nothing is new. */
  get isOver(): boolean {
    return this.#unasked.length === 0 && this.#heap.size === 0;
  }

  /** It may be next. */
  addWork(work: Work): void {
    const { spare } = work;
    work.spare = null;
    work.turn = spare === null ? this.#enter(work, null) : this.#enterAgain(spare, work);
  }

  /** It is not what it was: whoever would have taken it is asked again. */
  dropWork(work: Work): void {
    work.turn = null;
    const people = work.wishedBy;
    if (people === null) return;
    work.wishedBy = null;
    for (const person of people) if (person.wish?.work === work) this.addPerson(person);
  }

  /** They may take something. */
  addPerson(person: Person): void {
    person.wish = null;
    if (person.isUnasked) return;
    person.isUnasked = true;
    this.#unasked.push(person);
  }

  dropPerson(person: Person): void {
    person.wish = null;
    person.isUnasked = false;
  }

  /** The most urgent of the new work and of what people would take, or null. */
  first(wishOf: (person: Person) => Work | null): Turn | null {
    if (this.#unasked.length > 0) this.#ask(wishOf);
    for (;;) {
      const turn = this.#heap.first;
      if (turn === undefined) return null;
      if (isOn(turn)) return turn;
      this.#heap.takeFirst();
      // What waits a while has its turn again and again, and mostly in vain.
      if (turn.person === null) turn.work.spare = turn;
    }
  }

  #ask(wishOf: (person: Person) => Work | null): void {
    for (const person of this.#unasked) {
      if (!person.isUnasked) continue;
      person.isUnasked = false;
      const work = wishOf(person);
      if (work !== null) this.#wish(person, work);
    }
    this.#unasked.length = 0;
  }

  #wish(person: Person, work: Work): void {
    person.wish = this.#enter(work, person);
    if (work.wishedBy === null) work.wishedBy = [person];
    else work.wishedBy.push(person);
  }

  #enterAgain(turn: Turn, { band, orderAt }: Work): Turn {
    turn.band = band;
    turn.orderAt = orderAt;
    this.#heap.add(turn);
    return turn;
  }

  #enter(work: Work, person: Person | null): Turn {
    const { band, orderAt, id } = work;
    const turn: Turn = { place: 0, band, orderAt, id, work, person };
    this.#heap.add(turn);
    return turn;
  }
}

function isOn(turn: Turn): boolean {
  const { work, person } = turn;
  return person === null ? work.turn === turn : person.wish === turn;
}
