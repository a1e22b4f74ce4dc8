import { absenceEndsAt } from "../../../domain/absence.ts";
import { leave } from "../../../domain/closing.ts";
import type { ActiveInteraction } from "../../../domain/interaction.ts";
import { primariesOf } from "../../../domain/participation.ts";
import { isRefusal } from "../../../domain/refusal.ts";
import { closeTask, requeue } from "../../../domain/task.ts";
import { brand } from "../../../domain/id.ts";
import { NEVER, SECOND_MS } from "../../../domain/time.ts";
import { complete, completeIfDone } from "../completing.ts";
import { writeLeft } from "../commands/closing.ts";
import { absenceEnds, customerAway } from "../commands/leaving.ts";
import { wrapUpRuleOf } from "../commands/working.ts";
import { resumeHeld, servingQueue } from "../answering.ts";
import { reactivate } from "../deferring.ts";
import { letBack } from "../admission.ts";
import type { Draft } from "../draft.ts";
import { reckonIn } from "../open-hours.ts";
import { tellStory } from "../story.ts";

/** A conversation's clock has come: of those that are due, the one that changes most. */
export function interactionDue(draft: Draft, id: string): void {
  const interaction = draft.get("INTERACTION", id);
  if (interaction?.state !== "ACTIVE") return;
  const { clocks } = interaction;
  const { now } = draft;
  if (absenceDue(draft, interaction)) return;
  if (clocks.held !== null) {
    if (clocks.held.until <= now) holdDue(draft, interaction);
    return;
  }
  if (clocks.deferredUntil <= now) return reactivate(draft, interaction.id);
  if (clocks.response !== null && clocks.response.dueAt <= now)
    return responseDue(draft, interaction);
  if (clocks.firstReplyDueAt <= now) return firstReplyDue(draft, interaction);
  if (clocks.inactiveAt <= now) return inactivityDue(draft, interaction);
}

/** The customer of a session is gone: first that is noticed, then, where the source says so, it ends the session. */
function absenceDue(draft: Draft, interaction: ActiveInteraction): boolean {
  if (interaction.clocks.presence === null) return false;
  if (absenceEndsAt(interaction, draft.source(interaction.sourceId)) <= draft.now) {
    absenceEnds(draft, interaction);
    return true;
  }
  const goneSince = draft.goneSince(interaction);
  if (goneSince === null) return false;
  customerAway(draft, interaction, goneSince);
  return true;
}

/** T33: the hold's own time is over. */
function holdDue(draft: Draft, interaction: ActiveInteraction): void {
  const resumed = resumeHeld(draft, interaction);
  if (isRefusal(resumed)) return;
  draft.put("INTERACTION", resumed, "CONVERSATION_RESUMED");
  tellStory(draft, interaction, "RESUMED", "");
}

/** T31: the customer has waited for an answer as long as was promised: warned about, or given to somebody else. */
function responseDue(draft: Draft, interaction: ActiveInteraction): void {
  const serving = primariesOf(draft.openTasksOf(interaction.id));
  const [first] = serving;
  const clocks = { ...interaction.clocks, response: null };
  draft.put("INTERACTION", { ...interaction, clocks }, "AGENT_SLA_EXPIRED");
  if (first === undefined) return;
  const rule = draft.queue(first.queueId).routing.responseSla;
  if (rule?.action !== "REROUTE") return;
  draft.tell("REMOVE_ALL_AGENTS", interaction.id);
  for (const task of serving) {
    draft.put(
      "TASK",
      closeTask(task, { reason: "RESPONSE_TIMEOUT" }, draft.now),
      "TASK_STATE_CHANGED",
    );
    draft.tell("AGENT_UNSUBSCRIBED", task.id, { agentId: task.agentId });
    tellStory(draft, interaction, "RESPONSE_TIMEOUT", draft.get("AGENT", task.agentId)?.name ?? "");
  }
  const until = draft.now + AWAY_MS;
  const exclusion = { agentId: first.agentId, until, why: "RETURNED" } as const;
  const successor = {
    ...requeue(first, brand(draft.newId()), exclusion, draft.now),
    direction: interaction.direction,
    requestExpiresAt: NEVER,
  };
  draft.put("INTERACTION", { ...interaction, clocks, ownerId: null }, "INTERACTION_CHANGED");
  letBack(draft, successor);
}

const AWAY_MS = 60 * SECOND_MS;

/** Accepted and not written yet: told, and told again as often as the queue says. */
function firstReplyDue(draft: Draft, interaction: ActiveInteraction): void {
  const [first] = primariesOf(draft.openTasksOf(interaction.id));
  const queue = servingQueue(draft, interaction);
  const rule = first === undefined ? null : queue.routing.firstReply;
  const firstReplyReminders = interaction.clocks.firstReplyReminders + 1;
  const again = rule !== null && firstReplyReminders < rule.times;
  const firstReplyDueAt = reckonIn(draft, queue)(draft.now, again ? rule.sec : null);
  const clocks = { ...interaction.clocks, firstReplyDueAt, firstReplyReminders };
  draft.put("INTERACTION", { ...interaction, clocks }, "FIRST_REPLY_OVERDUE", {
    agentId: first?.agentId ?? null,
    reminder: firstReplyReminders,
  });
}

/**
 * Silence after our word for as long as the queue keeps a conversation open: it ends as if it were resolved, in the
 * name of whoever wrote. Where nobody there has written a word, it ends in nobody's name, and unresolved.
 */
function inactivityDue(draft: Draft, interaction: ActiveInteraction): void {
  const serving = primariesOf(draft.openTasksOf(interaction.id));
  const { answers, lastMessageAt } = interaction;
  const writer = serving.find(
    (task) => task.agentId === answers.lastBy && task.answeredAt <= lastMessageAt,
  );
  const clocks = { ...interaction.clocks, inactiveAt: NEVER };
  const ownerId = writer?.agentId ?? interaction.ownerId;
  draft.put("INTERACTION", { ...interaction, clocks, ownerId }, "INTERACTION_CHANGED");
  const resolved = writer !== undefined;
  for (const task of serving) {
    const left = leave(task, { reason: "DONE", resolved }, wrapUpRuleOf(draft, task), draft.now);
    writeLeft(draft, left, task.agentId);
    if (left.state === "CLOSED")
      completeIfDone(draft, interaction.id, { by: task.agentId, resolved, reason: "DONE" });
  }
  if (resolved) return;
  const by = { by: "system", byName: "", resolution: "UNRESOLVED" } as const;
  complete(draft, draft.get("INTERACTION", interaction.id) ?? interaction, by);
}
