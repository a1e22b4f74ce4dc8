import type { FolderId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** A smart folder goes; what it showed stays. */
export const folderDelete = defineCommand({
  type: "folder.delete",
  body: exact({
    folderId: IdText<FolderId>(),
  }),
  offline: "local",
  urgent: false,
});
