import { claimWaiting } from "../../domain/claiming.ts";
import type { AgentId, TaskId } from "../../domain/id.ts";
import type { ActiveInteraction } from "../../domain/interaction.ts";
import type { ActiveTask } from "../../domain/task.ts";
import type { Draft } from "./draft.ts";
import { requestFor } from "./requesting.ts";

/** T2, T10 and T41: a task that is somebody's from its first moment; nothing waited and nothing was offered. */
export function beginTask(
  draft: Draft,
  interaction: ActiveInteraction,
  by: { id: TaskId; agentId: AgentId },
): ActiveTask {
  const { direction } = interaction;
  const queue = draft.queue(interaction.queueId);
  const request = requestFor(draft, interaction, { queue, direction, mode: "AGENT", id: by.id });
  return claimWaiting(request, by.agentId, draft.now);
}
