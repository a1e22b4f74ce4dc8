import Type from "typebox";
import { ID_MAX_LENGTH } from "../../../protocol/schema.ts";
import { typed } from "./api.ts";

export const idInPath = typed(
  Type.Object({
    id: Type.String({ minLength: 1, maxLength: ID_MAX_LENGTH, pattern: "^[A-Za-z0-9_:.-]+$" }),
  }),
);

/** The same key again is the same request. */
export const IdempotencyHeader = Type.Object({
  "idempotency-key": Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
});
