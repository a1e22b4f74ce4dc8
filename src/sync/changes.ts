import { Subject } from "rxjs";
import type { RowKind } from "../protocol/rows.ts";

/** What in memory has changed: rows of a kind, or the outbox. */
export type Touched = RowKind | "OUTBOX";

/** Gathers what one turn changes and tells it once, so that a frame reaches the screen whole. */
export class Changes {
  readonly told = new Subject<ReadonlySet<Touched>>();
  #touched = new Set<Touched>();
  #scheduled = false;

  touch(what: Touched): void {
    this.#touched.add(what);
    if (this.#scheduled) return;
    this.#scheduled = true;
    void Promise.resolve().then(() => this.#tell());
  }

  #tell(): void {
    const touched = this.#touched;
    this.#touched = new Set();
    this.#scheduled = false;
    this.told.next(touched);
  }
}
