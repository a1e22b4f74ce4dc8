import type { Outcome } from "../../protocol/commands.ts";
import { limits } from "../../protocol/version.ts";

/** The socket as the feed sees it. */
export interface Wire {
  send(text: string): void;
  /** Bytes handed over that have not left the machine. */
  unsent(): number;
  /** Resolves once little enough is unsent, or the socket is gone. */
  drained(): Promise<void>;
  /** Ends this connection, and no other, for a fault on its way. */
  fail?(error: unknown): void;
}

export interface Timing {
  /** Once, after the present turn and what it has already caused; what is urgent before the rest. */
  soon(work: () => void, urgent: boolean): void;
  /** Once, after `ms`. Returns how to call it off. */
  later(ms: number, work: () => void): () => void;
}

/** A row as a frame names it. */
export interface Sendable {
  readonly kind: string;
  readonly id: string;
  readonly number: number;
}

interface Pending<W> {
  what: W;
  /** True while the client has never had this row. */
  fresh: boolean;
  gone: boolean;
}

interface LineParts<W> {
  readonly wire: Wire;
  readonly timing: Timing;
  /** The sequence up to which the view is complete. */
  readonly reach: () => number;
  /** The row as it crosses the wire. */
  readonly text: (what: W) => string | null;
  /** Told of each row that has been written to the socket. */
  readonly sent: (what: W) => void;
  /** The client does not read: what it was to get has been dropped. */
  readonly behind: () => void;
}

/** A fault on one connection's way ends that connection; where nobody sees to that, it is a bug like any other. */
export function failed(wire: Wire, error: unknown): void {
  if (wire.fail === undefined) throw error;
  wire.fail(error);
}

/**
 * One connection's frames, numbered and in order. The first change goes at once, what follows within 100 ms is
 * gathered; whatever is urgent takes along, in one frame, what was gathered before it.
 */
export class Line<W extends Sendable> {
  readonly #parts: LineParts<W>;
  readonly #pending = new Map<number, Pending<W>>();
  #outcomes: Outcome[] = [];
  #n = 0;
  #holds = 0;
  #paused = false;
  #urgent = false;
  #waiting = false;
  #textless = false;
  #callOffQuiet: (() => void) | null = null;
  #ended = false;

  constructor(parts: LineParts<W>) {
    this.#parts = parts;
  }

  /** `fresh` when the client has not had this row before. */
  row(what: W, fresh: boolean): void {
    const pending = this.#pending.get(what.number);
    if (pending === undefined) this.#pending.set(what.number, { what, fresh, gone: false });
    else Object.assign(pending, { what, gone: false });
    this.#stir();
  }

  gone(what: W): void {
    const pending = this.#pending.get(what.number);
    // Come and gone before it was ever sent: the client need not hear of it.
    if (pending?.fresh === true) this.#pending.delete(what.number);
    else this.#pending.set(what.number, { what, fresh: false, gone: true });
    this.#stir();
  }

  /** The client has got this row in a page. */
  delivered(what: W): void {
    const pending = this.#pending.get(what.number);
    if (pending !== undefined) pending.fresh = false;
    this.#parts.sent(what);
  }

  outcome(outcome: Outcome): void {
    this.#outcomes.push(outcome);
    this.urge();
  }

  /** Nothing gathered waits any longer. */
  urge(): void {
    this.#urgent = true;
    this.#stir();
  }

  /** Nothing leaves until it is released as often: the view is not complete at its sequence yet. */
  hold(): void {
    this.#holds += 1;
  }

  release(): void {
    this.#holds -= 1;
    this.#stir();
  }

  get held(): boolean {
    return this.#holds > 0;
  }

  /** The number of a frame that is written beside the changes. */
  nextNumber(): number {
    this.#n += 1;
    return this.#n;
  }

  /** The client has no view: rows are forgotten, for it will ask for its list, and outcomes wait for that. */
  pause(): void {
    this.#paused = true;
    this.#pending.clear();
  }

  /** The list has been written: what comes now stands on it. */
  resume(): void {
    this.#paused = false;
    this.#stir();
  }

  end(): void {
    this.#ended = true;
    this.#callOffQuiet?.();
    this.#pending.clear();
    this.#outcomes = [];
  }

  #stir(): void {
    if (!this.#maySend() || this.#isEmpty()) return;
    if (this.#callOffQuiet !== null && !this.#urgent) return;
    if (this.#waiting && !this.#urgent) return;
    this.#waiting = true;
    // An outcome comes a moment after the rows of its commit: one frame for both.
    this.#parts.timing.soon(() => {
      this.#waiting = false;
      this.#flushContained();
    }, this.#urgent);
  }

  #maySend(): boolean {
    return !this.#ended && !this.#paused && this.#holds === 0;
  }

  #isEmpty(): boolean {
    return this.#pending.size === 0 && this.#outcomes.length === 0;
  }

  /** Containment: many lines are written in one turn, and a fault of one is not the others'. */
  #flushContained(): void {
    try {
      this.flush();
    } catch (error) {
      failed(this.#parts.wire, error);
    }
  }

  /** Writes what is there. */
  flush(): void {
    if (!this.#maySend() || this.#isEmpty()) return;
    if (this.#parts.wire.unsent() > limits.unsentBytes) {
      this.#pending.clear();
      this.#parts.behind();
      return;
    }
    this.#urgent = false;
    this.#callOffQuiet?.();
    this.#callOffQuiet = this.#parts.timing.later(limits.gatherMs, () => {
      this.#callOffQuiet = null;
      this.#flushContained();
    });
    this.#parts.wire.send(this.#frame());
    // The list names every row, and a page reads those whose text is no longer here.
    if (this.#textless) this.#parts.behind();
    this.#textless = false;
  }

  #frame(): string {
    const rows: string[] = [];
    const gone: string[] = [];
    for (const { what, gone: isGone } of this.#pending.values()) {
      if (isGone) {
        gone.push(goneText(what));
        continue;
      }
      const text = this.#parts.text(what);
      if (text === null) {
        this.#textless = true;
        continue;
      }
      rows.push(text);
      this.#parts.sent(what);
    }
    const outcomes = this.#outcomes.length === 0 ? "[]" : JSON.stringify(this.#outcomes);
    this.#pending.clear();
    this.#outcomes = [];
    const head = `{"frame":"changes","n":${this.nextNumber()},"reach":${this.#parts.reach()}`;
    return `${head},"rows":[${rows.join(",")}],"gone":[${gone.join(",")}],"outcomes":${outcomes}}`;
  }
}

function goneText({ kind, id, number }: Sendable): string {
  return `{"kind":"${kind}","id":${JSON.stringify(id)},"number":${number}}`;
}
