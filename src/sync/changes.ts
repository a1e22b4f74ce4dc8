import { Subject } from "rxjs";
import type { RowKind } from "../protocol/rows.ts";

/** What in memory has changed: rows of a kind, or the outbox. */
export type Touched = RowKind | "OUTBOX";

/** Gathers what one turn changes and tells it once, so that a frame reaches the screen whole. */
export class Changes {
  /** Each change, at once: to forget what was computed from before it. */
  readonly touched = new Subject<Touched>();
  readonly told = new Subject<ReadonlySet<Touched>>();
  #gathered = new Set<Touched>();
  #scheduled = false;

  touch(what: Touched): void {
    this.touched.next(what);
    this.#gathered.add(what);
    if (this.#scheduled) return;
    this.#scheduled = true;
    void Promise.resolve().then(() => this.#tell());
  }

  #tell(): void {
    const gathered = this.#gathered;
    this.#gathered = new Set();
    this.#scheduled = false;
    this.told.next(gathered);
  }
}
