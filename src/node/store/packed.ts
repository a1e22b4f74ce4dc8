import { assert } from "../../domain/assert.ts";
import type { FeedEvent, TaskChange } from "../../protocol/changes.ts";
import { wholeStatistic } from "./sparse-statistic.ts";
import type { Commit, FeedEntry, KeptKind, KeptRow } from "./store.ts";
import { type Value, columnsOf, writtenInOrder } from "./tables/kinds.ts";

/**
 * A commit as one flat list of texts and numbers, which crosses to the writing thread at a fraction of the cost of
 * lists in lists. Empty where nothing happened, else:
 * epoch, first and last sequence, instant, events;
 * how many commands, and of each its sequence, id, instant, body hash and outcome;
 * how many kinds of rows, and of each its name, how many rows, and of each its columns as `kindTables` has them.
 * Every count says how much follows it.
 */
export type PackedCommit = readonly Value[];

export function packCommit({ epoch, entries, writes }: Commit): PackedCommit {
  const [first, last] = [entries[0], entries.at(-1)];
  if (first === undefined || last === undefined) {
    assert(writes.length === 0, "a row changes only by an entry of the feed");
    return [];
  }
  const packed: Value[] = [epoch, first.firstSeq, last.lastSeq, last.at, packEvents(entries)];
  packCommands(packed, entries);
  packRows(packed, writes);
  return packed;
}

/** The schema counts them; that they follow each other, and in time, within a commit is seen here alone. */
function packEvents(entries: readonly FeedEntry[]): string {
  const packed: unknown[] = [];
  let [next, time] = [entries[0]?.firstSeq, 0];
  for (const { firstSeq, lastSeq, at, events } of entries) {
    assert(firstSeq === next && events.at(-1)?.seq === lastSeq, "the feed would have a hole");
    assert(at >= time, "the feed would go back in time");
    [next, time] = [lastSeq + 1, at];
    for (const event of events) {
      const { at: when, type, kind, id } = event;
      const data = packData(event);
      packed.push(data === undefined ? [when, type, kind, id] : [when, type, kind, id, data]);
    }
  }
  return JSON.stringify(packed);
}

/** States before (null where the task is new) and after, then reason, agent and queue: as `TaskChange`, without its keys. */
type PackedChange = [TaskStatesList | null, TaskStatesList, ...unknown[]];
type TaskStatesList = [taskState: unknown, mediaState: unknown];

/** Half of all events are changes of a task, and the keys of one are longer than what they say. */
function packData({ type, data }: FeedEvent): unknown {
  if (type !== "TASK_STATE_CHANGED" || data === undefined) return data;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made by taskChange alone
  const { before, after, reason, agentId, queueId } = data as TaskChange;
  const listed = (states: TaskChange["after"]): TaskStatesList => [
    states.taskState,
    states.mediaState,
  ];
  const packed: PackedChange = [
    before === null ? null : listed(before),
    listed(after),
    reason,
    agentId,
    queueId,
  ];
  return packed;
}

function parseData(type: FeedEvent["type"], data: unknown): unknown {
  // Written by a version before, it has its keys.
  if (type !== "TASK_STATE_CHANGED" || !Array.isArray(data)) return data;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by packData alone, held by the schema
  const [before, after, reason, agentId, queueId] = data as PackedChange;
  const named = ([taskState, mediaState]: TaskStatesList) => ({ taskState, mediaState });
  return {
    before: before === null ? null : named(before),
    after: named(after),
    reason,
    agentId,
    queueId,
  };
}

function packCommands(packed: Value[], entries: readonly FeedEntry[]): void {
  const countAt = packed.push(0) - 1;
  let count = 0;
  for (const { lastSeq, at, command } of entries) {
    if (command === null) continue;
    packed.push(lastSeq, command.id, at, command.bodyHash, JSON.stringify(command.outcome));
    count += 1;
  }
  packed[countAt] = count;
}

function packRows(packed: Value[], writes: Commit["writes"]): void {
  const numbers = new Set(writes.map(({ row }) => row.number));
  assert(numbers.size === writes.length, "no two rows have the same number");
  const byKind = Map.groupBy(writes, ({ row }) => row.kind);
  packed.push(byKind.size);
  for (const kind of writtenInOrder) {
    const rows = byKind.get(kind);
    if (rows === undefined) continue;
    packed.push(kind, rows.length);
    // What one change closes is closed before the next one opens its like: unique indexes look at each row by itself.
    for (const { row, json } of rows.toSorted((left, right) => left.row.seq - right.row.seq))
      packed.push(row.number, row.row.id, row.seq, json, ...columnsOf(row));
  }
}

/** A commit's events as the feed keeps them, and the sequence of the first. */
export type PackedEvents = readonly [firstSeq: number, events: string];

export function parseEvents([firstSeq, text]: PackedEvents): FeedEvent[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by this program alone, held by the schema
  const packed = JSON.parse(text) as [
    number,
    FeedEvent["type"],
    FeedEvent["kind"],
    string,
    unknown?,
  ][];
  return packed.map(([at, type, kind, id, data], place) => {
    const event = { seq: firstSeq + place, at, type, kind, id };
    return data === undefined ? event : { ...event, data: parseData(type, data) };
  });
}

/** Rows as the text of JSON arrays, in pieces that are read while the next one is made. */
export type RowTexts = readonly string[];

const PIECE_LENGTH = 1_000_000;

/** Gathers rows, each already a JSON object, into pieces; each is handed on as it is done, or kept until asked for. */
export class RowTextBuilder {
  readonly #pieces: string[] = [];
  readonly #take: (piece: string) => void;
  #open: string[] = [];
  #length = 0;

  constructor(take?: (piece: string) => void) {
    this.#take = take ?? ((piece) => void this.#pieces.push(piece));
  }

  add(row: string): void {
    this.#open.push(row);
    this.#length += row.length;
    if (this.#length >= PIECE_LENGTH) this.#close();
  }

  /** Ends the last piece, and gives all that were kept. */
  texts(): RowTexts {
    this.#close();
    return this.#pieces;
  }

  #close(): void {
    if (this.#open.length === 0) return;
    this.#take(`[${this.#open.join(",")}]`);
    this.#open = [];
    this.#length = 0;
  }
}

export function parseRows<K extends KeptKind = KeptKind>(texts: RowTexts): KeptRow<K>[] {
  const pieces = texts.map(parsePiece<K>);
  return pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : pieces.flat();
}

export function parsePiece<K extends KeptKind = KeptKind>(text: string): KeptRow<K>[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by this program alone, held by the schema
  const rows = JSON.parse(text) as KeptRow<K>[];
  return rows.map((kept) =>
    isStatistic(kept) ? { ...kept, row: wholeStatistic(kept.row) } : kept,
  );
}

function isStatistic<K extends KeptKind>(
  kept: KeptRow<K>,
): kept is KeptRow<K> & KeptRow<"STATISTIC"> {
  return kept.kind === "STATISTIC";
}
