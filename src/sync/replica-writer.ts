import type { Timing } from "../client/port.ts";
import type { RowKind } from "../protocol/rows.ts";
import type { Checkpoint } from "./replica.ts";
import { removeRows, writeRows } from "./replica-disk.ts";
import type { StoredRow } from "./row-schemas.ts";
import type { Stores } from "./stores.ts";

interface Write {
  readonly row: StoredRow;
  readonly gone: boolean;
}

export interface WriterParts extends Pick<Timing, "after"> {
  readonly stores: Stores;
  readonly saveCheckpoint: (checkpoint: Checkpoint) => Promise<void>;
  /** Whether somebody looks at this page: what was told is painted first, and written after it. */
  readonly isSeen: () => boolean;
  /** True when a write failed (disk full, database taken away), false when one works again. Rows stay in memory meanwhile. */
  readonly failing: (failing: boolean) => void;
}

/** Longer than a frame takes; a page that nobody sees has no frames, and its timers may sleep. */
const BEHIND_SCREEN_MS = 50;
const ROWS_AT_ONCE = 200;
const CHECKPOINT_EVERY_MS = 1000;
const RETRY_MS = 2000;

/**
 * Brings memory to disk, in order and behind the screen: rows first, then the checkpoint that claims them, then what
 * waited for both. What comes while one write is under way becomes the next, each row once.
 */
export class ReplicaWriter {
  readonly #parts: WriterParts;
  #rows = new Map<RowKind, Map<string, Write>>();
  #checkpoint: Checkpoint | null = null;
  #then: (() => Promise<void>)[] = [];
  #running: Promise<void> | null = null;
  #cancelStart: (() => void) | null = null;
  #mayCheckpoint = true;
  #settling = false;
  #resting = false;
  #failed = false;
  #stopped = false;

  constructor(parts: WriterParts) {
    this.#parts = parts;
  }

  write(kind: RowKind, row: StoredRow, gone: boolean): void {
    const rows = this.#rows.get(kind) ?? new Map<string, Write>();
    rows.set(row.id, { row, gone });
    this.#rows.set(kind, rows);
    this.#start();
  }

  checkpoint(checkpoint: Checkpoint): void {
    this.#checkpoint = checkpoint;
    this.#start();
  }

  /** Runs once everything given so far is on disk. */
  afterwards(run: () => Promise<void>): void {
    this.#then.push(run);
    this.#start();
  }

  /** Resolves when nothing is left to write. */
  async settle(): Promise<void> {
    this.#settling = true;
    this.#start();
    while (this.#running !== null && !this.#stopped) await this.#running;
  }

  /** Whoever lost the lead writes nothing more. */
  stop(): void {
    this.#stopped = true;
    this.#cancelStart?.();
  }

  #start(): void {
    if (this.#running !== null || this.#stopped || this.#resting) return;
    if (this.#settling || !this.#parts.isSeen()) return this.#begin();
    this.#cancelStart ??= this.#parts.after(BEHIND_SCREEN_MS, () => this.#begin());
  }

  #begin(): void {
    this.#cancelStart?.();
    this.#cancelStart = null;
    if (this.#running !== null || this.#stopped || this.#resting) return;
    this.#running = Promise.resolve().then(() => this.#run());
  }

  async #run(): Promise<void> {
    try {
      while (!this.#stopped && this.#hasWork()) await this.#round();
    } catch {
      this.#rest();
    }
    this.#running = null;
  }

  #rest(): void {
    this.#resting = true;
    this.#failed = true;
    this.#parts.failing(true);
    this.#parts.after(RETRY_MS, () => {
      this.#resting = false;
      this.#start();
    });
  }

  #hasWork(): boolean {
    return (
      this.#rows.size > 0 ||
      this.#then.length > 0 ||
      (this.#checkpoint !== null && this.#checkpointIsDue())
    );
  }

  #checkpointIsDue(): boolean {
    return this.#mayCheckpoint || this.#settling;
  }

  async #round(): Promise<void> {
    const rows = this.#rows;
    const checkpoint = this.#checkpoint;
    const then = this.#then;
    this.#rows = new Map();
    this.#then = [];
    try {
      await this.#writeAll(rows);
      if (this.#stopped) return;
      if (checkpoint !== null && (this.#checkpointIsDue() || then.length > 0)) {
        await this.#saveCheckpoint(checkpoint);
      }
      for (const run of then) if (!this.#stopped) await run();
      if (this.#failed) this.#parts.failing(false);
      this.#failed = false;
    } catch (cause) {
      this.#putBack(rows, then);
      throw cause;
    }
  }

  async #writeAll(rows: ReadonlyMap<RowKind, ReadonlyMap<string, Write>>): Promise<void> {
    for (const [kind, writes] of rows) await this.#writeKind(kind, [...writes.values()]);
  }

  /** A few at a time: a page that writes a thousand at once does not hear its socket, or paint, until they are written. */
  async #writeKind(kind: RowKind, writes: readonly Write[]): Promise<void> {
    const collection = this.#parts.stores.replica[kind];
    for (let at = 0; at < writes.length && !this.#stopped; at += ROWS_AT_ONCE) {
      const some = writes.slice(at, at + ROWS_AT_ONCE);
      const of = (gone: boolean) => some.filter((each) => each.gone === gone).map(({ row }) => row);
      await writeRows(collection, of(false));
      await removeRows(collection, of(true));
    }
  }

  /** At most once a second: it is a strict write, and a reconcile makes good whatever it does not claim yet. */
  async #saveCheckpoint(checkpoint: Checkpoint): Promise<void> {
    this.#mayCheckpoint = false;
    this.#parts.after(CHECKPOINT_EVERY_MS, () => {
      this.#mayCheckpoint = true;
      this.#start();
    });
    await this.#parts.saveCheckpoint(checkpoint);
    if (this.#checkpoint === checkpoint) this.#checkpoint = null;
  }

  #putBack(rows: Map<RowKind, Map<string, Write>>, then: (() => Promise<void>)[]): void {
    for (const [kind, writes] of rows) {
      this.#rows.set(kind, new Map([...writes, ...(this.#rows.get(kind) ?? [])]));
    }
    this.#then = [...then, ...this.#then];
  }
}
