import Type from "typebox";
import type { FolderId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** A smart folder: a name and a rule. Shared ones are for those who may. */
export const folderSave = defineCommand({
  type: "folder.save",
  body: exact({
    folderId: IdText<FolderId>(),
    name: Type.String({ minLength: 1, maxLength: 80 }),
    rule: Type.String({ minLength: 1, maxLength: 1000 }),
    shared: Type.Boolean(),
    position: Type.Integer({ minimum: 0, maximum: 10_000 }),
  }),
  offline: "local",
  urgent: false,
});
