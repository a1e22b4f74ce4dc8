import type { RxJsonSchema } from "rxdb";
import { type RowKind, rowKinds, rowSchemas } from "../protocol/rows.ts";

/** A row on this device: its fields, its place in the feed, and in which feed that is. */
export interface StoredRow {
  readonly id: string;
  readonly number: number;
  readonly seq: number;
  readonly feed: string;
}

const count = { type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER, multipleOf: 1 };
const place = { number: count, seq: count, feed: { type: "string", maxLength: 64 } };

/** The row's own schema with its place added. Rows are looked up by id alone: everything else is held in memory. */
export function storedSchema(kind: RowKind): RxJsonSchema<StoredRow> {
  const { properties, required } = plain(rowSchemas[kind]);
  const schema = {
    title: kind.toLowerCase(),
    version: 0,
    primaryKey: "id",
    type: "object",
    properties: { ...properties, ...place },
    required: [...required, ...Object.keys(place)],
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- built from the protocol's schema; a test opens each
  return schema as unknown as RxJsonSchema<StoredRow>;
}

/** Changes whenever any row's shape does; the replica of another shape is thrown away and fetched again. */
export function schemaHash(): string {
  return textHash(JSON.stringify(rowKinds.map((kind) => storedSchema(kind))));
}

/** A schema without what its library keeps beside the JSON, and with a primary key of known length. */
function plain(schema: object): { properties: object; required: readonly string[] } {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every row schema is an object schema
  return JSON.parse(JSON.stringify(schema)) as { properties: object; required: readonly string[] };
}

/** Two 32-bit mixes in the manner of FNV-1a, as text: to name a database after what is in it, never to keep a secret. */
export function textHash(text: string): string {
  let high = 0x811c9dc5;
  let low = 0xcbf29ce4;
  for (let at = 0; at < text.length; at += 1) {
    high = Math.imul(high ^ text.charCodeAt(at), 0x01000193);
    low = Math.imul(low ^ (text.charCodeAt(at) + at), 0x01000193);
  }
  return [high, low].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
}
