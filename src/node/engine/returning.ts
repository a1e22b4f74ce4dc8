import { type AgentId, brand } from "../../domain/id.ts";
import type { Interaction } from "../../domain/interaction.ts";
import { isLeg, primariesOf } from "../../domain/participation.ts";
import { type Returned, needsFallback } from "../../domain/rona.ts";
import { type ClosedTask, type QueuedTask, REROUTED_PRIORITY } from "../../domain/task.ts";
import { NEVER } from "../../domain/time.ts";
import type { Draft } from "./draft.ts";
import { canBeOffered, offerTo } from "./offering.ts";
import { requestFor, writeRequest } from "./requesting.ts";
import { recordEntry } from "./statistics.ts";
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
  tellStory(draft, interaction, story.line, story.who);
  if (successor !== null) {
    writeSuccessor(draft, successor, interaction);
  } else if (closed.reason === "NO_AGENT_AVAILABLE") {
    endRequest(draft, closed, interaction);
  } else if (closed.offer !== null && closed.answeredAt === null && needsFallback(closed)) {
    fallBack(draft, closed, interaction);
  }
}

/** The conversation's own direction goes on; legs stay what they are (section 9, T17). */
function writeSuccessor(draft: Draft, successor: QueuedTask, interaction: Interaction): void {
  const direction = isLeg(successor) ? successor.direction : interaction.direction;
  writeRequest(draft, { ...successor, direction });
}

/** T18: told as the source tells it, then whatever stands in for the agent or the queue that did not take it. */
function fallBack(draft: Draft, closed: ClosedTask, interaction: Interaction): void {
  if (closed.reason === "RONA") tellNobody(draft, closed);
  if (interaction.state !== "ACTIVE") return;
  if (isLeg(closed)) return tellStory(draft, interaction, "NO_COLLEAGUE", "");
  const queue = draft.queue(closed.queueId);
  const workspace = draft.workspace(closed.workspaceId);
  const policy = queue.routing.transferRonaFallback ?? workspace.transferRonaFallback;
  const isTransfer = closed.direction === "DIRECT_TRANSFER";
  if (isTransfer) tellStory(draft, interaction, "TRANSFER_NOT_TAKEN", "");
  if (isTransfer && policy === "NONE") return;
  const next: QueuedTask = {
    ...requestFor(draft, interaction, {
      queue,
      direction: interaction.direction,
      mode: "QUEUE",
      priority: REROUTED_PRIORITY,
      previous: closed,
      ...(closed.requestExpiresAt === NEVER ? {} : { requestExpiresAt: closed.requestExpiresAt }),
    }),
    exclusions: closed.exclusions,
  };
  const sender = closed.requestedBy;
  if (isTransfer && policy === "RETURN_TO_SENDER" && mayReturn(draft, sender, closed)) {
    offerTo(draft, { ...next, mode: "AGENT" }, { agentId: sender });
    return;
  }
  writeRequest(draft, next);
}

function mayReturn(draft: Draft, sender: AgentId | null, closed: ClosedTask): sender is AgentId {
  const agent = sender === null ? undefined : draft.get("AGENT", sender);
  return (
    agent !== undefined && agent.id !== closed.agentId && canBeOffered(draft, agent, closed.mrdId)
  );
}

/**
 * T19: nobody could be found in time. A leg's requester is told; the customer's own request stays, as undelivered, for
 * supervisors to see.
 */
export function endRequest(draft: Draft, closed: ClosedTask, interaction: Interaction): void {
  tellNobody(draft, closed);
  if (isLeg(closed) || primariesOf(draft.openTasksOf(interaction.id)).length > 0) {
    tellStory(draft, interaction, "NO_COLLEAGUE", "");
    return;
  }
  tellStory(draft, interaction, "NO_AGENT_AVAILABLE", "");
  recordEntry(draft, closed, interaction, "NO_AGENT");
}

function tellNobody(draft: Draft, closed: ClosedTask): void {
  const requestType = { direction: closed.direction, mode: closed.mode };
  draft.tell("NO_AGENT_AVAILABLE", closed.id, { requestType });
}

/** A fresh task's id, made by the node. */
export const successorId = (draft: Draft) => brand<QueuedTask["id"]>(draft.newId());
