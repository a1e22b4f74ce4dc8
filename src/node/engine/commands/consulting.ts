import { leave } from "../../../domain/closing.ts";
import { conferenceObstacle, consultObstacle, promote } from "../../../domain/participation.ts";
import { type Refusal, isRefusal, refuse } from "../../../domain/refusal.ts";
import type { ActiveTask } from "../../../domain/task.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import type { Draft } from "../draft.ts";
import { rememberAgent } from "../joining.ts";
import { handOver } from "../participants.ts";
import { tellStory } from "../story.ts";
import { askIn } from "./asking.ts";
import { writeLeft } from "./closing.ts";
import { type Serving, serving, wrapUpRuleOf } from "./working.ts";

/** T9: a colleague is asked for advice, unseen by the customer. */
export function consult(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"task.consult">,
): Refusal | object {
  const own = serving(draft, actor, body.taskId);
  if (isRefusal(own)) return own;
  const busy = consultObstacle(draft.openTasksOf(own.interaction.id));
  return busy ?? askIn(draft, own, { ...body, direction: "CONSULT", line: "CONSULT_ASKED" });
}

/** T36: the adviser takes the customer over, who asked leaves. */
export function consultTransfer(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"consult.transfer">,
): Refusal | object {
  const own = serving(draft, actor, body.taskId);
  if (isRefusal(own)) return own;
  const promoted = promoteAdviser(draft, own, {
    consultTaskId: body.consultTaskId,
    direction: "CONSULT_TRANSFER",
  });
  if (isRefusal(promoted)) return promoted;
  handOver(draft, own.interaction, promoted.agentId);
  rememberAgent(draft, own.interaction, promoted.agentId);
  const left = leave(
    own.task,
    { reason: "TRANSFERRED", resolved: false },
    wrapUpRuleOf(draft, own.task),
    draft.now,
  );
  writeLeft(draft, left, own.agentId);
  const taker = draft.get("AGENT", promoted.agentId)?.name ?? "";
  tellStory(draft, own.interaction, "TRANSFERRED", own.name, { about: taker });
  tellStory(draft, own.interaction, "CONFERENCE_JOINED", taker);
  return { taskId: own.task.id, successorId: promoted.id };
}

/** T36: the adviser stays beside who asked, and the customer sees both. */
export function consultConference(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"consult.conference">,
): Refusal | object {
  const own = serving(draft, actor, body.taskId);
  if (isRefusal(own)) return own;
  const full = conferenceObstacle(draft.openTasksOf(own.interaction.id));
  if (full !== null) return full;
  const promoted = promoteAdviser(draft, own, {
    consultTaskId: body.consultTaskId,
    direction: "CONSULT_CONFERENCE",
  });
  if (isRefusal(promoted)) return promoted;
  tellStory(
    draft,
    own.interaction,
    "CONFERENCE_JOINED",
    draft.get("AGENT", promoted.agentId)?.name ?? "",
  );
  return { taskId: own.task.id, legId: promoted.id };
}

function promoteAdviser(
  draft: Draft,
  own: Serving,
  to: { consultTaskId: string; direction: "CONSULT_TRANSFER" | "CONSULT_CONFERENCE" },
): ActiveTask | Refusal {
  const adviser = draft.get("TASK", to.consultTaskId);
  const isOwn =
    adviser?.interactionId === own.interaction.id && adviser.requestedBy === own.agentId;
  if (adviser === undefined || !isOwn) return refuse("CONSULT_NOT_FOUND");
  const promoted = promote(adviser, to.direction);
  if (isRefusal(promoted)) return promoted;
  draft.put("TASK", promoted, "TASK_STATE_CHANGED");
  draft.tell("PARTICIPANT_ROLE_CHANGED", promoted.id, { role: promoted.role });
  return promoted;
}
