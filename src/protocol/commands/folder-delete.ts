import type { FolderId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

export const folderDelete = defineCommand({
  type: "folder.delete",
  body: exact({ folderId: IdText<FolderId>() }),
  offline: "local",
  urgent: false,
});
