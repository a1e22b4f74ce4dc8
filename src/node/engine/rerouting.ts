import { brand } from "../../domain/id.ts";
import { isListening, primariesOf } from "../../domain/participation.ts";
import { type ActiveTask, type CloseReason, closeTask, requeue } from "../../domain/task.ts";
import { NEVER } from "../../domain/time.ts";
import type { Draft } from "./draft.ts";
import { writeRequest } from "./requesting.ts";
import { type StoryLine, tellStory } from "./story.ts";

export interface Reroute {
  readonly reason: Extract<CloseReason, "REROUTE" | "RESPONSE_TIMEOUT" | "AGENT_LOGOUT">;
  readonly line: StoryLine;
  readonly who: string;
}

/**
 * T28, T31, T32: the agent is taken out of a conversation, without wrap-up. The customer goes back into the queue before
 * all others, unless somebody else is serving them.
 */
export function reroute(draft: Draft, task: ActiveTask, why: Reroute): void {
  const interaction = draft.get("INTERACTION", task.interactionId);
  if (interaction === undefined) return;
  draft.put("TASK", closeTask(task, { reason: why.reason }, draft.now), "TASK_STATE_CHANGED");
  draft.tell("AGENT_UNSUBSCRIBED", task.id, { agentId: task.agentId });
  if (!isListening(task)) tellStory(draft, interaction, why.line, why.who);
  const others = draft.openTasksOf(task.interactionId);
  if (task.role !== "PRIMARY" || primariesOf(others).length > 0) return;
  if (interaction.state !== "ACTIVE") return;
  // Work that was answered once has kept its promise: it is not given up when the old request's time is over.
  const successor = {
    ...requeue(task, brand(draft.newId()), null, draft.now),
    direction: interaction.direction,
    requestExpiresAt: NEVER,
  };
  writeRequest(draft, successor);
  draft.put("INTERACTION", { ...interaction, ownerId: null }, "INTERACTION_CHANGED");
}
