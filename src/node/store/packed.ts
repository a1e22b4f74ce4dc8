import type { Commit, KeptKind, KeptRow } from "./store.ts";
import { type Value, columnsOf } from "./tables/kinds.ts";

/** A feed entry as its columns: firstSeq, lastSeq, at, events, command id, body hash, outcome. */
export type PackedEntry = readonly [
  number,
  number,
  number,
  string,
  string | null,
  string | null,
  string | null,
];

/** A row as its kind and its columns: number, id, seq, body, then those of its kind. */
export type PackedRow = readonly [
  kind: KeptKind,
  number: number,
  id: string,
  seq: number,
  body: string,
  ...Value[],
];

/** A commit of texts and numbers alone: what crosses to the writing thread is copied, never walked. */
export interface PackedCommit {
  readonly epoch: number;
  readonly entries: readonly PackedEntry[];
  readonly rows: readonly PackedRow[];
}

export function packCommit(commit: Commit): PackedCommit {
  const entries = commit.entries.map(({ firstSeq, lastSeq, at, events, command }): PackedEntry => {
    const eventsJson = JSON.stringify(events);
    if (command === null) return [firstSeq, lastSeq, at, eventsJson, null, null, null];
    return [
      firstSeq,
      lastSeq,
      at,
      eventsJson,
      command.id,
      command.bodyHash,
      JSON.stringify(command.outcome),
    ];
  });
  return {
    epoch: commit.epoch,
    entries,
    rows: commit.writes.map(({ row, json }) => packRow(row, json)),
  };
}

function packRow(kept: KeptRow, json: string): PackedRow {
  return [kept.kind, kept.number, kept.row.id, kept.seq, json, ...columnsOf(kept)];
}

/** Rows as the text of JSON arrays, in pieces that stay far below the longest string there is. */
export type RowTexts = readonly string[];

const PIECE_LENGTH = 8_000_000;

/** Gathers rows, each already a JSON object, into pieces. */
export class RowTextBuilder {
  readonly #pieces: string[] = [];
  #open: string[] = [];
  #length = 0;

  add(row: string): void {
    this.#open.push(row);
    this.#length += row.length;
    if (this.#length >= PIECE_LENGTH) this.#close();
  }

  texts(): RowTexts {
    this.#close();
    return this.#pieces;
  }

  #close(): void {
    if (this.#open.length === 0) return;
    this.#pieces.push(`[${this.#open.join(",")}]`);
    this.#open = [];
    this.#length = 0;
  }
}

export function parseRows<K extends KeptKind = KeptKind>(texts: RowTexts): KeptRow<K>[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by this program alone, held by the schema
  const pieces = texts.map((text) => JSON.parse(text) as KeptRow<K>[]);
  return pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : pieces.flat();
}
