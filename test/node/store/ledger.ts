import { storedText } from "../../../src/node/store/sparse-statistic.ts";
import { type CommandId, brand } from "../../../src/domain/id.ts";
import { DAY_MS } from "../../../src/domain/time.ts";
import type { Outcome } from "../../../src/protocol/commands.ts";
import type {
  Commit,
  CommandRecord,
  KeptKind,
  KeptRow,
  KeptRowOf,
} from "../../../src/node/store/store.ts";

/** A kind with its row, before it has a place in the feed. */
export type Write = { [K in KeptKind]: { readonly kind: K; readonly row: KeptRowOf[K] } }[KeptKind];

export const noon = Date.UTC(2026, 2, 2, 12);

/** Gives rows their numbers and sequences as the engine would: one change, one sequence, one event. */
export class Ledger {
  head = 0;
  at = noon;
  readonly #numbers = new Map<string, number>();

  /** One entry with these rows; a command's where it is named. */
  commit(writes: readonly Write[], command: CommandRecord | null = null): Commit {
    const firstSeq = this.head + 1;
    const rows = writes.map((write) => this.#place(write));
    // A refused command changes no row, but is an event too.
    if (rows.length === 0) this.head += 1;
    const changed = rows.map(({ kind, seq, row }) => ({ kind, seq, id: row.id }));
    const told = changed.length > 0 ? changed : [{ kind: null, seq: this.head, id: "refused" }];
    const events = told.map((each) => ({
      ...each,
      at: this.at,
      type: "FIELDS_EDITED" as const,
    }));
    return {
      epoch: 1,
      at: this.at,
      entries: [{ firstSeq, lastSeq: this.head, at: this.at, events, command }],
      writes: rows.map((row) => ({ row, json: storedText(row) })),
    };
  }

  /** Forgets the last commit: it was refused. */
  takeBack(commit: Commit): void {
    this.head = (commit.entries[0]?.firstSeq ?? 1) - 1;
    for (const { row } of commit.writes) {
      if (row.number > this.head) this.#numbers.delete(`${row.kind}:${row.row.id}`);
    }
  }

  passDays(days: number): void {
    this.at += days * DAY_MS;
  }

  #place(write: Write): KeptRow {
    this.head += 1;
    const key = `${write.kind}:${write.row.id}`;
    const number = this.#numbers.get(key) ?? this.head;
    this.#numbers.set(key, number);
    return { ...write, number, seq: this.head };
  }
}

/** A command's record with an answer that has something in it. */
export function answered(id: string, more: Partial<CommandRecord> = {}): CommandRecord {
  const commandId = brand<CommandId>(id);
  const outcome: Outcome = { commandId, end: "APPLIED", seq: 1, reply: { said: "ü\u2028" } };
  return { id: commandId, bodyHash: `hash of ${id}`, outcome, ...more };
}

/** Both commits as one: decided after each other, durable together. */
export function joined(...commits: readonly Commit[]): Commit {
  const last = commits.at(-1);
  if (last === undefined) throw new Error("Nothing to join");
  const rows = new Map<string, Commit["writes"][number]>();
  for (const write of commits.flatMap(({ writes }) => writes)) {
    rows.set(`${write.row.kind}:${write.row.row.id}`, write);
  }
  return {
    ...last,
    entries: commits.flatMap(({ entries }) => entries),
    writes: [...rows.values()],
  };
}
