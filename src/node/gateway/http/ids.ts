import { createHash } from "node:crypto";
import Type from "typebox";
import { IdText } from "../../../protocol/schema.ts";
import { typed } from "./api.ts";

export const idInPath = typed(
  Type.Object({
    id: IdText(),
  }),
);

/** The same key again is the same request. */
export const IdempotencyHeader = Type.Object({
  "idempotency-key": Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
});

const READABLE = /^[A-Za-z0-9_:.-]{1,40}$/;

/** The id of what a key asks for; ids made along with it begin with it. A long or unusual key stands as its digest. */
export function idOfKey(key: string): string {
  return READABLE.test(key) ? key : digest(key);
}

export function digest(...parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}
