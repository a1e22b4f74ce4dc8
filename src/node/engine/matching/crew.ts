/** A set of small numbers that can be walked: in no order, and whoever leaves gives their place to the last. */
export class Crew {
  readonly members: number[] = [];
  readonly #places: number[] = [];

  add(at: number): void {
    this.#places[at] = this.members.length;
    this.members.push(at);
  }

  remove(at: number): void {
    const place = this.#places[at] ?? 0;
    const last = this.members.pop();
    if (last === undefined || last === at) return;
    this.members[place] = last;
    this.#places[last] = place;
  }
}
