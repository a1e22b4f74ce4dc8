import type { KeptRow, Ref } from "../store/store.ts";
import type { World } from "./world.ts";

/**
 * Closed work leaves memory once it is durable; the store keeps it. What has changed again since this commit,
 * or is named by a command on its way, stays until its own commit.
 */
export function retire(
  world: World,
  written: readonly KeptRow[],
  rule: { isPinned: (ref: Ref) => boolean; statisticsSince: number },
): void {
  for (const row of written) {
    const ref = { kind: row.kind, id: row.row.id };
    if (world.row(row.kind, row.row.id)?.seq !== row.seq || rule.isPinned(ref)) continue;
    if (isOver(world, row, rule)) world.drop(row.kind, row.row.id);
  }
}

function isOver(
  world: World,
  kept: KeptRow,
  rule: { isPinned: (ref: Ref) => boolean; statisticsSince: number },
): boolean {
  switch (kept.kind) {
    case "TASK":
      return kept.row.taskState === "CLOSED";
    case "INTERACTION":
      return kept.row.state === "COMPLETED" && !isAnyTaskOpen(world, kept);
    case "THREAD":
      return kept.row.interactionId === null;
    case "CUSTOMER":
      return true;
    case "COMPLETION":
      return true;
    case "MESSAGE":
    case "INTERVENTION":
      return world.row("INTERACTION", kept.row.interactionId) === null;
    case "STATISTIC":
      return kept.row.from < rule.statisticsSince;
    case "AGENT":
    case "DIRECTORY":
      return false;
  }
}

function isAnyTaskOpen(world: World, kept: KeptRow<"INTERACTION">): boolean {
  for (const _task of world.tasksOfInteraction(kept.row.id)) return true;
  return false;
}
