import { hold as holdClocks } from "../../../domain/hold.ts";
import { deferIntervention } from "../../../domain/intervention.ts";
import { primariesOf } from "../../../domain/participation.ts";
import { type Refusal, isRefusal, refuse } from "../../../domain/refusal.ts";
import { closeTask } from "../../../domain/task.ts";
import { deadlineAfter } from "../../../domain/time.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import type { Draft } from "../draft.ts";
import { resumeHeld, startResponse } from "../answering.ts";
import { tellStory } from "../story.ts";
import { writeLeft } from "./closing.ts";
import { serving } from "./working.ts";

/** T33. */
export function hold(draft: Draft, actor: Actor, body: BodyOf<"task.hold">): Refusal | object {
  const own = serving(draft, actor, body.taskId);
  if (isRefusal(own)) return own;
  const until = deadlineAfter(draft.now, body.seconds);
  const clocks = holdClocks(own.interaction, { until, because: "AGENT" }, draft.now);
  if (isRefusal(clocks)) return clocks;
  draft.put("INTERACTION", { ...own.interaction, clocks }, "CONVERSATION_PAUSED");
  tellStory(draft, own.interaction, "HELD", own.name);
  return { taskId: own.task.id };
}

/** T33. */
export function resume(draft: Draft, actor: Actor, body: BodyOf<"task.resume">): Refusal | object {
  const own = serving(draft, actor, body.taskId);
  if (isRefusal(own)) return own;
  const resumed = resumeHeld(draft, own.interaction);
  if (isRefusal(resumed)) return resumed;
  draft.put("INTERACTION", resumed, "CONVERSATION_RESUMED");
  tellStory(draft, own.interaction, "RESUMED", own.name);
  startResponse(draft, own.interaction.id);
  return { taskId: own.task.id };
}

/** T34: put off until an instant, or until the customer writes; the agent's part is over for now. */
export function defer(draft: Draft, actor: Actor, body: BodyOf<"task.defer">): Refusal | object {
  const own = serving(draft, actor, body.taskId);
  if (isRefusal(own)) return own;
  if (body.until <= draft.now) return refuse("TIME_IN_PAST");
  const { task, agentId, interaction } = own;
  if (primariesOf(draft.openTasksOf(interaction.id)).length > 1)
    return refuse("TRANSITION_NOT_ALLOWED", "somebody else serves this customer too");
  const intervention =
    interaction.interventionId && draft.get("INTERVENTION", interaction.interventionId);
  if (!intervention || intervention.state !== "OPENED") return refuse("INTERVENTION_NOT_FOUND");
  draft.put("INTERVENTION", deferIntervention(intervention, body.until), "INTERVENTION_DEFERRED");
  // Nothing is over: there is nothing to wrap up yet.
  writeLeft(draft, closeTask(task, { reason: "DONE" }, draft.now), agentId);
  const clocks = {
    ...interaction.clocks,
    held: null,
    deferredUntil: body.until,
    deferredBy: agentId,
  };
  const put = { ...interaction, clocks, interventionState: "DEFERRED" as const };
  draft.put("INTERACTION", put, "INTERACTION_CHANGED");
  tellStory(draft, interaction, "DEFERRED", own.name, { about: String(body.until) });
  return { taskId: task.id };
}
