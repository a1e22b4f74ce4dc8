import type { RxCollection, RxJsonSchema } from "rxdb";
import type { Observable } from "rxjs";
import { map } from "rxjs";

/** What is kept over every version of the program: the shape never changes, `format` says how to read the body. */
export interface KeptDoc {
  readonly id: string;
  readonly kind: string;
  readonly format: number;
  readonly body: string;
}

export const keptSchema: RxJsonSchema<KeptDoc> = {
  version: 0,
  primaryKey: "id",
  type: "object",
  properties: {
    id: { type: "string", maxLength: 200 },
    kind: { type: "string", maxLength: 32 },
    format: { type: "integer", minimum: 1, maximum: 1_000_000, multipleOf: 1 },
    body: { type: "string" },
  },
  required: ["id", "kind", "format", "body"],
};

export interface KeptShape<Body> {
  readonly kind: string;
  readonly format: number;
  /** Reads a body of this or an earlier format; null for one that only a newer program understands. */
  readonly upgrade: (body: unknown, format: number) => Body | null;
}

/** One kind of kept things, typed. What cannot be read is left alone for the program that can. */
export class Kept<Body> {
  readonly #collection: RxCollection<KeptDoc>;
  readonly #shape: KeptShape<Body>;

  constructor(collection: RxCollection<KeptDoc>, shape: KeptShape<Body>) {
    this.#collection = collection;
    this.#shape = shape;
  }

  async all(): Promise<Map<string, Body>> {
    const found = new Map<string, Body>();
    for (const doc of await this.#collection.find().exec()) {
      const body = this.#read(doc.toJSON());
      if (body !== null) found.set(doc.id, body);
    }
    return found;
  }

  async get(id: string): Promise<Body | null> {
    const doc = await this.#collection.findOne(id).exec();
    return doc === null ? null : this.#read(doc.toJSON());
  }

  /** Resolves once it is durable. */
  async put(id: string, body: Body): Promise<void> {
    const { kind, format } = this.#shape;
    const written = await this.#collection.bulkUpsert([
      { id, kind, format, body: JSON.stringify(body) },
    ]);
    const [error] = written.error;
    if (error !== undefined) throw new Error(`${kind} ${id} could not be written: ${error.status}`);
  }

  async remove(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.#collection.bulkRemove([...ids]);
  }

  /** Changes made by any page of the profile, this one too; null when it was removed. */
  get changes$(): Observable<{ readonly id: string; readonly body: Body | null }> {
    return this.#collection.$.pipe(
      map((event) => {
        const gone = event.operation === "DELETE";
        return { id: event.documentId, body: gone ? null : this.#read(event.documentData) };
      }),
    );
  }

  #read({ kind, format, body }: Pick<KeptDoc, "kind" | "format" | "body">): Body | null {
    if (kind !== this.#shape.kind || format > this.#shape.format) return null;
    return this.#shape.upgrade(JSON.parse(body), format);
  }
}
