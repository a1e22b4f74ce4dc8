/** How much of what can wait is done before everything else gets a turn. */
const AT_ONCE = 16;

/** Work for the end of the present turn: what is urgent first, the rest in small helpings. */
export class Turns {
  #urgent: (() => void)[] = [];
  #rest: (() => void)[] = [];
  #begun = false;

  soon(work: () => void, urgent: boolean): void {
    (urgent ? this.#urgent : this.#rest).push(work);
    this.#begin();
  }

  later(ms: number, work: () => void): () => void {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  }

  #begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    setImmediate(() => this.#turn());
  }

  #turn(): void {
    this.#begun = false;
    const urgent = this.#urgent;
    this.#urgent = [];
    for (const work of urgent) work();
    const rest = this.#rest.splice(0, AT_ONCE);
    for (const work of rest) work();
    if (this.#rest.length > 0 || this.#urgent.length > 0) this.#begin();
  }
}
