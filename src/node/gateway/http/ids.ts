import Type from "typebox";
import { ID_MAX_LENGTH } from "../../../protocol/schema.ts";

export const idParams = Type.Object({
  id: Type.String({ minLength: 1, maxLength: ID_MAX_LENGTH, pattern: "^[A-Za-z0-9_:.-]+$" }),
});
