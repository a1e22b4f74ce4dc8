import { deleteFolder, saveFolder } from "../../../domain/folder.ts";
import { type UserId, brand } from "../../../domain/id.ts";
import { type Refusal, isRefusal, refuse } from "../../../domain/refusal.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import { directoryRow } from "../../../protocol/rows/directory-row.ts";
import type { Actor } from "../../access/actor.ts";
import { can } from "../../access/can.ts";
import type { Draft } from "../draft.ts";

export function saveSmartFolder(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"folder.save">,
): Refusal | object {
  if (actor.kind !== "USER") return refuse("NOT_PERMITTED");
  const { folderId: id, ...wish } = body;
  return keep(draft, saveFolder(draft.directory("FOLDER", id), { ...wish, id }, by(draft, actor)));
}

export function deleteSmartFolder(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"folder.delete">,
): Refusal | object {
  if (actor.kind !== "USER") return refuse("NOT_PERMITTED");
  return keep(draft, deleteFolder(draft.directory("FOLDER", body.folderId), by(draft, actor)));
}

function by(draft: Draft, actor: Actor & { kind: "USER" }) {
  const mayShare = can(actor, "folder.share", { workspaceId: draft.workspaceId });
  return { userId: brand<UserId>(actor.userId), mayShare };
}

function keep(draft: Draft, folder: ReturnType<typeof saveFolder>): Refusal | object {
  if (isRefusal(folder)) return folder;
  draft.put("DIRECTORY", directoryRow("FOLDER", folder), "DIRECTORY_CHANGED");
  return { folderId: folder.id };
}
