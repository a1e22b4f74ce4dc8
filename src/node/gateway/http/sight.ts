import type { UserActor } from "../../access/actor.ts";
import {
  type AudienceKey,
  type InteractionHome,
  audienceOf,
  keysOf,
  maySee,
} from "../../feed/audience.ts";
import type { KeptRow, Ref } from "../../store/store.ts";
import type { ApiParts } from "./api.ts";

/** What one person may read here: the same audience keys that decide about every push. */
export class Sight {
  readonly keys: ReadonlySet<AudienceKey>;
  readonly #parts: ApiParts;
  readonly #homes = new Map<string, InteractionHome | null>();

  constructor(parts: ApiParts, actor: UserActor) {
    this.#parts = parts;
    this.keys = keysOf(actor);
  }

  /** One row from the store, or null when there is none that this person may see: both are the same answer. */
  async read<K extends Ref["kind"]>(
    kind: K,
    id: string,
  ): Promise<Extract<KeptRow, { kind: K }> | null> {
    const rows = await this.#parts.store.reader.fetch([{ kind, id }]);
    const found = rows.find(
      (row): row is Extract<KeptRow, { kind: K }> => row.kind === kind && row.row.id === id,
    );
    return found !== undefined && this.sees(found) ? found : null;
  }

  /** Messages and interventions need their interactions to be known: see `learn`. */
  sees(row: KeptRow): boolean {
    const keys = audienceOf(row, this.#parts.workspaceId, (id) => this.#homeOf(id));
    return maySee(this.keys, keys);
  }

  /** Reads the interactions that these rows belong to. */
  async learn(rows: readonly KeptRow[]): Promise<void> {
    const ids = new Set(
      rows.flatMap((row) =>
        row.kind === "MESSAGE" || row.kind === "INTERVENTION" ? [row.row.interactionId] : [],
      ),
    );
    const unknown = [...ids].filter((id) => this.#homeOf(id) === null && !this.#homes.has(id));
    if (unknown.length === 0) return;
    const refs = unknown.map((id): Ref => ({ kind: "INTERACTION", id }));
    for (const id of unknown) this.#homes.set(id, null);
    for (const row of await this.#parts.store.reader.fetch(refs)) {
      if (row.kind === "INTERACTION") this.#homes.set(row.row.id, row.row);
    }
  }

  #homeOf(interactionId: string): InteractionHome | null {
    const live = this.#parts.feed.mirror.interaction(interactionId)?.facts;
    return live ?? this.#homes.get(interactionId) ?? null;
  }
}
