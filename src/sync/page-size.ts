import { limits } from "../protocol/version.ts";

const LEAST_ROWS = 16;

/**
 * How many rows are asked for at once. A page that takes longer than a connection may be silent never comes on a slow
 * line, however often it is asked for: after each that did not come the next is a quarter, after each that did twice as large.
 */
export class PageSize {
  #rows: number = limits.pageRows;

  get rows(): number {
    return this.#rows;
  }

  arrived(): void {
    this.#rows = Math.min(limits.pageRows, 2 * this.#rows);
  }

  missed(): void {
    this.#rows = Math.max(LEAST_ROWS, Math.floor(this.#rows / 4));
  }
}
