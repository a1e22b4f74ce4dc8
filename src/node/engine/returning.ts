import { type TaskId, brand } from "../../domain/id.ts";
import type { Interaction } from "../../domain/interaction.ts";
import { isLeg } from "../../domain/participation.ts";
import { rulesOf } from "../../domain/queue.ts";
import { type Returned, needsFallback } from "../../domain/rona.ts";
import { type QueuedTask, closeTask } from "../../domain/task.ts";
import { type Fallback, fallbackOf } from "../../domain/transfer.ts";
import { letBack } from "./admission.ts";
import type { Draft } from "./draft.ts";
import { endRequest, tellNobody } from "./ending.ts";
import { canBeOffered, offerTo } from "./offering.ts";
import { reckonIn } from "./open-hours.ts";
import { recordEntry } from "./statistics/entries.ts";
import { type StoryLine, tellStory } from "./story.ts";

/** Writes a task that came back: the closed one, and what goes on in its place, or the end of the request. */
export function writeReturned(
  draft: Draft,
  returned: Returned,
  story: { line: StoryLine; who: string },
): void {
  const { closed, successor } = returned;
  const interaction = draft.get("INTERACTION", closed.interactionId);
  if (interaction === undefined) return;
  draft.put("TASK", closed, "TASK_STATE_CHANGED");
  const wasOffered = closed.offer !== null && closed.answeredAt === null;
  const falls = successor === null && wasOffered && needsFallback(closed);
  // The sequence of source 002: closed, told, gone, and then that nobody was available.
  if (falls && closed.reason === "RONA") tellNobody(draft, closed);
  tellStory(draft, interaction, story.line, story.who);
  if (successor !== null) {
    writeSuccessor(draft, successor, interaction);
  } else if (closed.reason === "NO_AGENT_AVAILABLE") {
    endRequest(draft, closed, interaction);
  } else if (falls && interaction.state === "ACTIVE") {
    fallBack(draft, returned, interaction);
  }
}

/** The conversation's own direction goes on; legs stay what they are (section 9, T17). */
function writeSuccessor(draft: Draft, successor: QueuedTask, interaction: Interaction): void {
  const direction = isLeg(successor) ? successor.direction : interaction.direction;
  letBack(draft, { ...successor, direction });
}

/** A colleague for whom it was queued can no longer be asked: it goes on as if they had not taken it (T18). */
export function giveUpNamed(draft: Draft, task: QueuedTask): void {
  const closed = closeTask(task, { reason: "REROUTE" }, draft.now);
  draft.put("TASK", closed, "TASK_STATE_CHANGED");
  const interaction = draft.get("INTERACTION", task.interactionId);
  if (interaction?.state !== "ACTIVE") return;
  fallBack(draft, { closed, successor: null, exclusion: null }, interaction);
}

/** T18: whatever stands in for the agent or the queue that did not take it. */
function fallBack(draft: Draft, returned: Returned, interaction: Interaction): void {
  const { closed } = returned;
  const fallback = standIn(draft, returned, interaction);
  if (closed.direction === "DIRECT_TRANSFER")
    tellStory(draft, interaction, "TRANSFER_NOT_TAKEN", "");
  switch (fallback.goes) {
    case "QUEUED":
      return letBack(draft, fallback.successor);
    case "RETURNED":
      return void offerTo(draft, fallback.successor, { agentId: fallback.agentId });
    case "UNDELIVERED":
      return recordEntry(draft, closed, interaction, "NO_AGENT");
    case "TOLD":
      return tellStory(draft, interaction, "NO_COLLEAGUE", "");
  }
}

function standIn(draft: Draft, returned: Returned, { direction }: Interaction): Fallback {
  const { closed } = returned;
  const queue = draft.queue(closed.queueId);
  const { requestTtlSec } = rulesOf(queue, draft.mrd(closed.mrdId));
  const rules = {
    policy:
      queue.routing.transferRonaFallback ??
      draft.workspace(closed.workspaceId).transferRonaFallback,
    successorId: brand<TaskId>(draft.newId()),
    direction,
    freshUntil: reckonIn(draft, queue)(draft.now, requestTtlSec),
    mayReturn: (senderId: string) => {
      const sender = draft.get("AGENT", senderId);
      return sender !== undefined && canBeOffered(draft, sender, closed.mrdId);
    },
  };
  return fallbackOf(returned, rules, draft.now);
}
