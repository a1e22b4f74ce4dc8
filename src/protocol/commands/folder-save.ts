import Type from "typebox";
import type { FolderId } from "../../domain/id.ts";
import { RULE_MAX_LENGTH } from "../../domain/rules/rule.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";
import { NameText, ProseText } from "../text.ts";

/** A smart folder is made, or changed: its rule is read before it is kept. */
export const folderSave = defineCommand({
  type: "folder.save",
  body: exact({
    folderId: IdText<FolderId>(),
    name: NameText(80),
    rule: ProseText(RULE_MAX_LENGTH),
    /** Seen by the whole workspace; otherwise by whoever made it. */
    shared: Type.Boolean(),
    position: Type.Integer({ minimum: 0, maximum: 10_000 }),
  }),
  offline: "local",
  urgent: false,
});
