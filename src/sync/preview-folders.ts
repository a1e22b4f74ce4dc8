import { type Folder, deleteFolder, saveFolder } from "../domain/folder.ts";
import { brand, type UserId } from "../domain/id.ts";
import { isRefusal } from "../domain/refusal.ts";
import type { BodyOf } from "../protocol/commands.ts";
import { directoryRow } from "../protocol/rows/directory-row.ts";
import type { Act, World } from "./preview-world.ts";

/** Whether somebody may share is the node's to say: until it has, what was asked for is shown. */
function by({ agentId }: Act) {
  return { userId: brand<UserId>(agentId), mayShare: true };
}

export function foldFolder(world: World, body: BodyOf<"folder.save">, act: Act): void {
  const { folderId: id, ...wish } = body;
  lay(world, saveFolder(present(world, id), { ...wish, id }, by(act)), act);
}

export function foldFolderEnd(world: World, id: string, act: Act): void {
  lay(world, deleteFolder(present(world, id), by(act)), act);
}

function lay(world: World, folder: ReturnType<typeof saveFolder>, act: Act): void {
  if (!isRefusal(folder)) world.lay("DIRECTORY", directoryRow("FOLDER", folder), act);
}

function present(world: World, id: string): Folder | undefined {
  const row = world.row("DIRECTORY", `FOLDER:${id}`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- directoryRow ties each kind to its body
  return row === null ? undefined : (row.body as Folder);
}
