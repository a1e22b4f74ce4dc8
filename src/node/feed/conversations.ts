import type { Engine } from "../engine/api.ts";
import type { KeptRow, Reader } from "../store/store.ts";
import { type PlacedRow, type TalkPlace, isPlaced } from "./place.ts";

interface Conversation {
  /** False while older messages may still stand in the store alone. */
  complete: boolean;
  readonly talk: Map<string, TalkPlace>;
}

/** How many conversations the reader is asked for at once. */
const AT_ONCE = 200;
const none: ReadonlyMap<string, TalkPlace> = new Map();

/** Which messages and interventions belong to which interaction, and whether all of them are known here. */
export class Conversations {
  readonly #byInteraction = new Map<string, Conversation>();
  readonly #loading = new Map<string, Promise<void>>();
  readonly #engine: Pick<Engine, "live" | "head">;
  readonly #reader: Pick<Reader, "conversations">;
  readonly #adopt: (rows: readonly PlacedRow[]) => void;

  constructor(parts: {
    engine: Pick<Engine, "live" | "head">;
    reader: Pick<Reader, "conversations">;
    adopt: (rows: readonly PlacedRow[]) => void;
  }) {
    this.#engine = parts.engine;
    this.#reader = parts.reader;
    this.#adopt = parts.adopt;
  }

  get(interactionId: string, id: string): TalkPlace | undefined {
    return this.#byInteraction.get(interactionId)?.talk.get(id);
  }

  add(place: TalkPlace): void {
    this.#open(place.interactionId).talk.set(place.id, place);
  }

  /** An interaction made after we began to listen: nothing of it can have been missed. */
  begin(interactionId: string): void {
    this.#open(interactionId).complete = true;
  }

  isComplete(interactionId: string): boolean {
    return this.#byInteraction.get(interactionId)?.complete === true;
  }

  /** All that is known of it; all there is once it is complete. */
  of(interactionId: string): Iterable<TalkPlace> {
    return (this.#byInteraction.get(interactionId)?.talk ?? none).values();
  }

  ids(): Iterable<string> {
    return this.#byInteraction.keys();
  }

  forget(interactionId: string): void {
    this.#byInteraction.delete(interactionId);
  }

  clear(): void {
    this.#byInteraction.clear();
    this.#loading.clear();
  }

  /** Says that everything the store held of these has been taken over. */
  markComplete(interactionIds: Iterable<string>): void {
    for (const id of interactionIds) this.#open(id).complete = true;
  }

  /** Resolves when all of these are complete. Several who wait for the same one share its reading. */
  async complete(interactionIds: readonly string[]): Promise<void> {
    const wanted = interactionIds.filter((id) => !this.isComplete(id));
    const missing = wanted.filter((id) => !this.#loading.has(id) && !this.#fromMemory(id));
    for (let from = 0; from < missing.length; from += AT_ONCE) {
      const ids = missing.slice(from, from + AT_ONCE);
      const reading = this.#read(ids).finally(() => {
        for (const id of ids) {
          if (this.#loading.get(id) === reading) this.#loading.delete(id);
        }
      });
      for (const id of ids) this.#loading.set(id, reading);
    }
    await Promise.all(new Set(wanted.flatMap((id) => this.#loading.get(id) ?? [])));
  }

  async #read(ids: readonly string[]): Promise<void> {
    const { rows } = await this.#reader.conversations(ids);
    this.#adopt(rows.filter(isPlaced));
    this.markComplete(ids);
  }

  /** The engine's memory serves as long as all it holds of the conversation is committed. */
  #fromMemory(interactionId: string): boolean {
    const rows = this.#engine.live.conversation(interactionId);
    const { head } = this.#engine;
    // A row made later comes with its own commit; one changed later is only on disk as it was.
    if (rows === null || rows.some((row: KeptRow) => row.seq > head && row.number <= head)) {
      return false;
    }
    this.#adopt(rows.filter(isPlaced));
    this.markComplete([interactionId]);
    return true;
  }

  #open(interactionId: string): Conversation {
    const present = this.#byInteraction.get(interactionId);
    if (present !== undefined) return present;
    const fresh: Conversation = { complete: false, talk: new Map() };
    this.#byInteraction.set(interactionId, fresh);
    return fresh;
  }
}
