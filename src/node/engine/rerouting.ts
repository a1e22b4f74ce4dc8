import { type TakenOut, takeOut } from "../../domain/closing.ts";
import { brand } from "../../domain/id.ts";
import type { ActiveInteraction } from "../../domain/interaction.ts";
import { isCaredFor, isListening } from "../../domain/participation.ts";
import type { ActiveTask, QueuedTask } from "../../domain/task.ts";
import { letBack } from "./admission.ts";
import type { Draft } from "./draft.ts";
import { requestFor } from "./requesting.ts";
import { type StoryLine, tellStory } from "./story.ts";

export interface Reroute {
  readonly reason: TakenOut["reason"];
  readonly line: StoryLine;
  readonly who: string;
}

/** T28, T31, T32: the agent is taken out of a conversation, and the customer goes back into its queue where need be. */
export function reroute(draft: Draft, task: ActiveTask, why: Reroute): void {
  const interaction = draft.get("INTERACTION", task.interactionId);
  if (interaction === undefined) return;
  const others = draft.openTasksOf(task.interactionId).filter((each) => each.id !== task.id);
  const how = {
    reason: why.reason,
    successorId: brand<QueuedTask["id"]>(draft.newId()),
    direction: interaction.direction,
    isCaredFor: interaction.state !== "ACTIVE" || isCaredFor(others),
  };
  const { closed, successor } = takeOut(task, how, draft.now);
  draft.put("TASK", closed, "TASK_STATE_CHANGED");
  draft.tell("AGENT_UNSUBSCRIBED", task.id, { agentId: task.agentId });
  if (!isListening(task)) tellStory(draft, interaction, why.line, why.who);
  if (successor === null || interaction.state !== "ACTIVE") return;
  draft.put("INTERACTION", { ...interaction, ownerId: null }, "INTERACTION_CHANGED");
  letBack(draft, atHome(draft, interaction, successor));
}

/** The customer waits in the conversation's queue, whichever queue the one who left had come from (section 9, T17). */
function atHome(draft: Draft, interaction: ActiveInteraction, successor: QueuedTask): QueuedTask {
  if (successor.queueId === interaction.queueId) return successor;
  const queue = draft.queue(interaction.queueId);
  const { queueId, mrdId, skills, wait } = requestFor(draft, interaction, {
    queue,
    direction: successor.direction,
    mode: "QUEUE",
  });
  return { ...successor, queueId, mrdId, skills, wait };
}
