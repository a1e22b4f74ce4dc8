import type { NodeFrame, SentFrame } from "../protocol/frames.ts";
import type { RowKind, RowOf, WireRow } from "../protocol/rows.ts";
import { limits } from "../protocol/version.ts";

/** The rows of one connection's view, kept as the node has them. In memory alone: nothing here is worth keeping. */
export class ViewRows {
  readonly #send: (frame: SentFrame) => void;
  readonly #rows = new Map<number, WireRow>();
  #lastN = 0;

  constructor(send: (frame: SentFrame) => void) {
    this.#send = send;
  }

  /** A new connection, or one that has missed something. */
  reconcile(): void {
    this.#send({ frame: "reconcile", feedId: null, seq: 0 });
  }

  of<K extends RowKind>(kind: K): RowOf[K][] {
    const found: RowOf[K][] = [];
    for (const each of this.#rows.values()) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- WireRow ties each kind to its row
      if (each.kind === kind) found.push(each.row as RowOf[K]);
    }
    return found;
  }

  /** The rows that this frame brought, or null where it brought none and took none. */
  take(frame: NodeFrame): readonly WireRow[] | null {
    switch (frame.frame) {
      case "list":
        this.#lastN = frame.n;
        return this.#list(frame.rows);
      case "changes": {
        const missed = frame.n !== this.#lastN + 1;
        this.#lastN = frame.n;
        for (const { number } of frame.gone) this.#rows.delete(number);
        if (missed) this.reconcile();
        return this.#put(frame.rows);
      }
      case "page":
        return this.#put(frame.rows);
      case "behind":
        this.reconcile();
        return null;
      default:
        return null;
    }
  }

  #list(listed: readonly (readonly [number: number, seq: number])[]): readonly WireRow[] {
    const numbers = new Set(listed.map(([number]) => number));
    for (const number of this.#rows.keys()) if (!numbers.has(number)) this.#rows.delete(number);
    const lacking = listed
      .filter(([number, seq]) => (this.#rows.get(number)?.seq ?? 0) < seq)
      .map(([number]) => number);
    for (let from = 0; from < lacking.length; from += limits.pageRows) {
      this.#send({ frame: "fetch", numbers: lacking.slice(from, from + limits.pageRows) });
    }
    return [];
  }

  #put(rows: readonly WireRow[]): readonly WireRow[] {
    const newer = rows.filter((row) => (this.#rows.get(row.number)?.seq ?? 0) < row.seq);
    for (const row of newer) this.#rows.set(row.number, row);
    return newer;
  }
}
