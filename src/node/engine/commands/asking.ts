import type { AgentId, InteractionId } from "../../../domain/id.ts";
import { presentIn, withPresent } from "../../../domain/participation.ts";
import { type Refusal, isRefusal, refuse } from "../../../domain/refusal.ts";
import type { QueuedTask } from "../../../domain/task.ts";
import { letIn } from "../admission.ts";
import type { Draft } from "../draft.ts";
import { askNamed, turnOf } from "../named.ts";
import { requestFor } from "../requesting.ts";
import { type StoryLine, tellStory } from "../story.ts";
import { noteOf } from "./conversation.ts";
import { type Serving, colleague, queueFor } from "./working.ts";

export interface Asking {
  readonly to: "QUEUE" | "AGENT";
  readonly targetId: string;
  readonly note: string;
  readonly insist?: boolean | undefined;
  readonly direction: "DIRECT_CONFERENCE" | "CONSULT";
  readonly line: StoryLine;
}

/** T8 and T9: a leg beside the conversation, waiting in a queue or offered to a colleague. */
export function askIn(draft: Draft, own: Serving, asking: Asking): Refusal | object {
  const { task, agentId, interaction } = own;
  const common = { direction: asking.direction, requestedBy: agentId, note: asking.note };
  const lineage = (leg: QueuedTask): QueuedTask => ({ ...leg, rootTaskId: task.rootTaskId });
  if (asking.to === "QUEUE") {
    const queue = queueFor(draft, asking.targetId, { mrdId: task.mrdId, insists: asking.insist });
    if (isRefusal(queue)) return queue;
    const leg = lineage(requestFor(draft, interaction, { ...common, queue, mode: "QUEUE" }));
    const present = presentIn(draft.openTasksOf(interaction.id));
    letIn(draft, { ...leg, exclusions: withPresent(leg.exclusions, present) });
    tellStory(draft, interaction, asking.line, own.name, { about: queue.name });
    noteOf(draft, own, asking.note);
    return { taskId: task.id, legId: leg.id };
  }
  const target = colleague(draft, asking.targetId);
  if (isRefusal(target)) return target;
  if (isPresent(draft, interaction.id, target.id)) return refuse("ALREADY_IN_CONVERSATION");
  const turn = turnOf(draft, target, task.mrdId);
  if (turn === null) return refuse("AGENT_NOT_AVAILABLE");
  const queue = draft.queue(task.queueId);
  const leg = lineage(requestFor(draft, interaction, { ...common, queue, mode: "AGENT" }));
  askNamed(draft, leg, { agentId: target.id, turn });
  tellStory(draft, interaction, asking.line, own.name, { about: target.name });
  noteOf(draft, own, asking.note);
  return { taskId: task.id, legId: leg.id };
}

/** In the conversation, or being asked into it, or about to be. */
export function isPresent(draft: Draft, id: InteractionId, agentId: AgentId): boolean {
  const open = draft.openTasksOf(id);
  const isAsked = open.some(
    (task) =>
      (task.state === "RESERVED" && task.agentId === agentId) ||
      (task.state === "QUEUED" && task.wait.behind === agentId),
  );
  return isAsked || presentIn(open).has(agentId);
}
