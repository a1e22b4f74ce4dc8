import Type, { type Static, type TSchema } from "typebox";
import type { Id } from "../domain/id.ts";
import { NEVER } from "../domain/time.ts";

/** Ids are ULID-like texts made by a client or by the node. */
export const ID_MAX_LENGTH = 64;
export const ID_PATTERN = "^[A-Za-z0-9_:.-]+$";

/** A branded id on the wire. */
export function IdText<T extends Id<string>>() {
  return Type.Unsafe<T>(
    Type.String({ minLength: 1, maxLength: ID_MAX_LENGTH, pattern: ID_PATTERN }),
  );
}

/** An id, or "" for nobody: indexed fields are never null. */
export function IdOrNone<T extends Id<string>>() {
  return Type.Unsafe<T | "">(Type.String({ maxLength: ID_MAX_LENGTH }));
}

/** An instant that may stand in an index. */
export const InstantNumber = Type.Integer({ minimum: 0, maximum: NEVER, multipleOf: 1 });

export function literals<const T extends readonly string[]>(values: T) {
  return Type.Unsafe<T[number]>(Type.String({ enum: [...values], maxLength: 32 }));
}

export function nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()]);
}

/** Objects on the wire say exactly what they hold; anything else is refused, not dropped. */
export function exact<T extends Record<string, TSchema>>(properties: T) {
  return Type.Object(properties, { additionalProperties: false });
}

/** A leaf that the domain types: no index reaches into it. */
export function leaf<T>(schema: TSchema = Type.Any()) {
  return Type.Unsafe<T>(schema);
}

export type Infer<T extends TSchema> = Static<T>;
