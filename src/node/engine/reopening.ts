import type { CompletedInteraction } from "../../domain/interaction.ts";
import type { Draft } from "./draft.ts";

/** How long after its completion an interaction may be opened again by its customer; the queue's word before the workspace's. */
export function reopenWindowSec(draft: Draft, completed: CompletedInteraction): number {
  const own = draft.queue(completed.queueId).routing.reopenWindowSec;
  return own ?? draft.workspace(completed.workspaceId).reopenWindowSec;
}
