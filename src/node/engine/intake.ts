import { hash } from "node:crypto";
import type { CommandId } from "../../domain/id.ts";
import type { Command, Outcome } from "../../protocol/commands.ts";
import { type Actor, commandKey, subjectOf } from "../access/actor.ts";
import type { CommandRecord, KeptRow, Reader, Ref } from "../store/store.ts";
import { lackingOf, needsOf } from "./needs.ts";
import { type Submitted, isForgotten, reused } from "./outcomes.ts";
import type { World } from "./world.ts";

export interface IntakeParts {
  readonly reader: Reader;
  readonly world: () => World;
  /** Runs the callback at the end of the present turn. */
  readonly defer: (run: () => void) => void;
  /** Resolves at once, or when memory has been loaded anew after a failed commit. */
  readonly ready: () => Promise<void>;
  readonly decide: (submitted: Submitted, earlier: CommandRecord | null) => void;
  /** These rows came in for a batch that is decided, and are as the store has them. */
  readonly release: (rows: readonly KeptRow[]) => void;
  readonly log: (line: string) => void;
  /** All of a batch is decided: match and commit. */
  readonly decided: () => void;
}

interface Read {
  readonly records: ReadonlyMap<CommandId, CommandRecord>;
  readonly rows: readonly KeptRow[];
  readonly asked: readonly Ref[];
}

interface Known {
  readonly bodyHash: string;
  readonly outcome: Promise<Outcome>;
}

const REMEMBERED = 100_000;
const ROUNDS = 4;
/** How many are decided in one turn at most: the disk writes the first of a rush while the next are decided. */
const SLICE = 25;

/**
 * Commands on their way to a decision. One batch a turn, read at once and decided in slices; strictly in the order they came.
 * What memory lacks (earlier results, closed rows) is read before, and rows a waiting command names stay put.
 */
export class Intake {
  readonly #parts: IntakeParts;
  readonly #recent = new Map<CommandId, Known>();
  readonly #pins = new Map<string, number>();
  /** Rows that are in memory only because a command looks at them. */
  readonly #guests = new Map<string, KeptRow>();
  #batch: Submitted[] = [];
  #tail: Promise<void> = Promise.resolve();

  constructor(parts: IntakeParts) {
    this.#parts = parts;
  }

  submit(actor: Actor, command: Command): Promise<Outcome> {
    const bodyHash = hashOf(actor, command);
    const key = commandKey(actor, command.id);
    const known = this.#recent.get(key);
    if (known !== undefined) {
      return known.bodyHash === bodyHash ? known.outcome : Promise.resolve(reused(command.id));
    }
    const outcome = new Promise<Outcome>((answer) => {
      const refs = needsOf(command);
      for (const ref of refs) this.#pin(ref);
      if (this.#batch.length === 0) this.#parts.defer(() => this.#send());
      this.#batch.push({ actor, command, key, bodyHash, refs, answer });
    });
    this.#remember(key, { bodyHash, outcome }, actor);
    return outcome;
  }

  /** True while a waiting command names this row; it leaves with that command. */
  keeps(row: KeptRow): boolean {
    const key = keyOf({ kind: row.kind, id: row.row.id });
    if (!this.#pins.has(key)) return false;
    this.#guests.set(key, row);
    return true;
  }

  #remember(key: CommandId, known: Known, actor: Actor): void {
    this.#recent.set(key, known);
    void known.outcome.then((end) => {
      // "Unknown" is no answer: the same command sent again is decided anew, or found in the store.
      if (end.end === "UNKNOWN" || isForgotten(actor, end)) this.#recent.delete(key);
    });
    const oldest = this.#recent.keys().next().value;
    if (this.#recent.size > REMEMBERED && oldest !== undefined) this.#recent.delete(oldest);
  }

  #send(): void {
    const batch = this.#batch;
    this.#batch = [];
    const read = this.#parts.ready().then(() => this.#read(batch));
    // It is awaited in its turn; until then a failure must not look like one that nobody minds.
    read.catch(() => undefined);
    this.#tail = this.#tail.then(() => this.#take(batch, read)).catch(() => undefined);
  }

  async #read(batch: readonly Submitted[]): Promise<Read> {
    const ids = batch.flatMap(({ key, command }) => [key, command.id]);
    const lacking = this.#lacking(batch);
    const { reader } = this.#parts;
    const [records, rows] = await Promise.all([
      reader.commandRecords(ids),
      lacking.length === 0 ? [] : reader.fetch(lacking),
    ]);
    return { records, rows, asked: lacking };
  }

  #lacking(batch: readonly Submitted[]): Ref[] {
    const found = new Map<string, Ref>();
    for (const { refs } of batch) {
      for (const ref of lackingOf(this.#parts.world(), refs)) found.set(keyOf(ref), ref);
    }
    return [...found.values()];
  }

  async #take(batch: readonly Submitted[], read: Promise<Read>): Promise<void> {
    try {
      for (let rest = batch; rest.length > 0;) {
        await this.#parts.ready();
        const { records, rows, asked } = await (rest === batch ? read : this.#read(rest));
        // Only what was asked for is pinned and so cannot have changed on disk since; the rest is read below.
        this.#adopt(rows, asked);
        await this.#completeReading(rest, asked);
        rest = await this.#decideInSlices(rest, records);
      }
    } catch {
      for (const each of batch) each.answer({ commandId: each.command.id, end: "UNKNOWN" });
    } finally {
      for (const each of batch) for (const ref of each.refs) this.#unpin(ref);
      this.#sendGuestsHome();
    }
    this.#parts.decided();
  }

  /** What is left over must be read again: memory was loaded anew in between, and what was read for them is gone. */
  async #decideInSlices(
    batch: readonly Submitted[],
    records: Read["records"],
  ): Promise<readonly Submitted[]> {
    const world = this.#parts.world();
    for (let at = 0; at < batch.length;) {
      const slice = batch.slice(at, at + SLICE);
      for (const each of slice) this.#decide(each, earlierOf(each, records));
      at += slice.length;
      if (at === batch.length) break;
      this.#parts.decided();
      await new Promise<void>((over) => this.#parts.defer(over));
      await this.#parts.ready();
      // What memory had when the batch was read may have left it with a commit since.
      if (this.#parts.world() === world)
        await this.#completeReading(batch.slice(at, at + SLICE), []);
      if (this.#parts.world() !== world) return batch.slice(at);
    }
    return [];
  }

  /** A bug in one decision is that command's own: it changes nothing, is logged, and the others go on. */
  #decide(submitted: Submitted, earlier: CommandRecord | null): void {
    const { id: commandId, type } = submitted.command;
    try {
      this.#parts.decide(submitted, earlier);
    } catch (why) {
      this.#parts.log(`${type} ${commandId} could not be decided: ${String(why)}`);
      submitted.answer({ commandId, end: "REFUSED", code: "INTERNAL_ERROR", seq: 0 });
    }
  }

  /** Rows lead to rows (a task to its interaction, that to its thread); each round reads what the last one showed. */
  async #completeReading(batch: readonly Submitted[], asked: readonly Ref[]): Promise<void> {
    const known = new Set(asked.map(keyOf));
    for (let round = 0; round < ROUNDS; round += 1) {
      const lacking = this.#lacking(batch).filter((ref) => !known.has(keyOf(ref)));
      if (lacking.length === 0) return;
      const rows = await this.#parts.reader.fetch(lacking);
      this.#adopt(rows, lacking);
      if (rows.length === 0) return;
    }
  }

  #adopt(rows: readonly KeptRow[], asked: readonly Ref[]): void {
    const wanted = new Set(asked.map(keyOf));
    const world = this.#parts.world();
    for (const row of byDependence(rows)) {
      const ref = { kind: row.kind, id: row.row.id };
      if (!wanted.has(keyOf(ref)) || world.has(ref)) continue;
      world.adopt(row);
      this.#guests.set(keyOf(ref), row);
    }
  }

  /** What a decision has changed leaves with its commit; a row that another command waits for stays for it. */
  #sendGuestsHome(): void {
    const leaving = [...this.#guests.values()];
    this.#guests.clear();
    this.#parts.release(leaving);
  }

  #pin(ref: Ref): void {
    const key = keyOf(ref);
    this.#pins.set(key, (this.#pins.get(key) ?? 0) + 1);
  }

  #unpin(ref: Ref): void {
    const key = keyOf(ref);
    const left = (this.#pins.get(key) ?? 1) - 1;
    if (left === 0) this.#pins.delete(key);
    else this.#pins.set(key, left);
  }
}

function keyOf(ref: Ref): string {
  return `${ref.kind}:${ref.id}`;
}

/** A task's row is made with its interaction's: interactions first. */
export function byDependence(rows: readonly KeptRow[]): KeptRow[] {
  return [
    ...rows.filter((row) => row.kind !== "TASK"),
    ...rows.filter((row) => row.kind === "TASK"),
  ];
}

/** Answers of earlier versions stand under the client's own id; only those of this very actor and body count. */
function earlierOf(
  { key, command, bodyHash }: Submitted,
  records: Read["records"],
): CommandRecord | null {
  const plain = records.get(command.id);
  return records.get(key) ?? (plain?.bodyHash === bodyHash ? plain : null);
}

function hashOf(actor: Actor, { type, body }: Command): string {
  return hash("sha256", JSON.stringify([subjectOf(actor), type, body]), "base64url");
}
