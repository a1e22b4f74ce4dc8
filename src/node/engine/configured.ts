import { assert } from "../../domain/assert.ts";
import type { MrdId, QueueId, SourceId, WorkspaceId } from "../../domain/id.ts";
import type { Mrd, Queue } from "../../domain/queue.ts";
import type { Source } from "../../domain/source.ts";
import type { Workspace } from "../../domain/workspace.ts";
import type { DirectoryBodies, DirectoryKind } from "../../protocol/rows/directory-row.ts";
import type { World } from "./world.ts";

function configured<K extends DirectoryKind>(
  world: World,
  kind: K,
  id: string,
): DirectoryBodies[K] {
  const row = world.get("DIRECTORY", `${kind}:${id}`);
  assert(row !== undefined, `${kind} ${id} is configured`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- directoryRow ties each kind to its body
  return row.body as DirectoryBodies[K];
}

export const queueIn = (world: World, id: QueueId): Queue => configured(world, "QUEUE", id);
export const mrdIn = (world: World, id: MrdId): Mrd => configured(world, "MRD", id);

/** A source's settings; undefined for one that is not set up. */
export function sourceIn(world: World, id: SourceId): Source | undefined {
  const row = world.get("DIRECTORY", `SOURCE:${id}`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- directoryRow ties each kind to its body
  return row === undefined ? undefined : (row.body as Source);
}

/** The workspace's settings, or undefined before it is set up. */
export function workspaceIn(world: World, id: WorkspaceId): Workspace | undefined {
  const row = world.get("DIRECTORY", `WORKSPACE:${id}`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- directoryRow ties each kind to its body
  return row === undefined ? undefined : (row.body as Workspace);
}
