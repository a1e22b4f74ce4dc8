import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import Type from "typebox";
import { type Actor, subjectOf } from "../../access/actor.ts";

/** The same key again is the same request. */
export const IdempotencyHeader = Type.Object({
  "idempotency-key": Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
});

/** The key that a request carries; null where it carries none. */
export function keyOf(request: { readonly headers: IncomingHttpHeaders }): string | null {
  const key = request.headers["idempotency-key"];
  return typeof key === "string" ? key : null;
}

const READABLE = /^[A-Za-z0-9_:.-]{1,40}$/;

/** A key as a command's id. Whose it is the engine keeps beside it: `commandKey`. */
export function commandIdOf(key: string): string {
  return READABLE.test(key) ? key : digest(key);
}

/** The id of what a request with this key makes: everybody's keys are their own, and so is what they make. */
export function idMade(actor: Actor, key: string, name: string): string {
  return `${digest(subjectOf(actor), key)}.${name}`;
}

export function digest(...parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}
