import { IndexedHeap } from "./indexed-heap.ts";
import { type Work, before } from "./orders.ts";
import type { Person, Turn } from "./person.ts";

/**
 * Before anything changes nobody free can take what waits. So the next match is about work that has come or changed
 * since, or about somebody who may have become able: these are kept, and nothing else is looked at.
 */
export class Turns {
  /** What is over stays until it comes up. */
  readonly #heap = new IndexedHeap<Turn>(before);
  readonly #unasked = new Set<Person>();
  readonly #wishing = new Map<Work, Person[]>();

  /** It may be next. */
  addWork(work: Work): void {
    const { spare } = work;
    work.spare = null;
    work.turn = spare === null ? this.#enter(work, null) : this.#enterAgain(spare, work);
  }

  /** It is not what it was: whoever would have taken it is asked again. */
  dropWork(work: Work): void {
    work.turn = null;
    if (this.#wishing.size === 0) return;
    const people = this.#wishing.get(work);
    if (people === undefined) return;
    this.#wishing.delete(work);
    for (const person of people) if (person.wish?.work === work) this.addPerson(person);
  }

  /** They may take something. */
  addPerson(person: Person): void {
    person.wish = null;
    this.#unasked.add(person);
  }

  dropPerson(person: Person): void {
    person.wish = null;
    this.#unasked.delete(person);
  }

  /** The most urgent of the new work and of what people would take, or null. */
  first(wishOf: (person: Person) => Work | null): Turn | null {
    for (const person of this.#unasked) {
      const work = wishOf(person);
      if (work !== null) this.#wish(person, work);
    }
    this.#unasked.clear();
    for (;;) {
      const turn = this.#heap.first;
      if (turn === undefined) return null;
      if (isOn(turn)) return turn;
      this.#heap.takeFirst();
      // What waits a while has its turn again and again, and mostly in vain.
      if (turn.person === null) turn.work.spare = turn;
    }
  }

  #wish(person: Person, work: Work): void {
    person.wish = this.#enter(work, person);
    const people = this.#wishing.get(work);
    if (people === undefined) this.#wishing.set(work, [person]);
    else people.push(person);
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
