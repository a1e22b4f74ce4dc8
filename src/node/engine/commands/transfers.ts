import { leave } from "../../../domain/closing.ts";
import type { TaskId } from "../../../domain/id.ts";
import { conferenceObstacle } from "../../../domain/participation.ts";
import { type Refusal, isRefusal, refuse } from "../../../domain/refusal.ts";
import type { Exclusion } from "../../../domain/task.ts";
import { SECOND_MS } from "../../../domain/time.ts";
import { outsideObstacle } from "../../../domain/transfer.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import { completeIfDone } from "../completing.ts";
import { letIn } from "../admission.ts";
import type { Draft } from "../draft.ts";
import { askNamed, turnOf } from "../named.ts";
import { requestFor } from "../requesting.ts";
import { tellStory } from "../story.ts";
import { writeLeft } from "./closing.ts";
import { askIn, isPresent } from "./asking.ts";
import { noteOf } from "./conversation.ts";
import { type Serving, colleague, queueFor, serving, wrapUpRuleOf } from "./working.ts";

/** T5, T6, T7 and T46: the customer goes on to a queue, a colleague or the outside; whoever had them wraps up. */
export function transfer(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"task.transfer">,
): Refusal | object {
  const own = serving(draft, actor, body.taskId);
  if (isRefusal(own)) return own;
  const sent = send(draft, own, body);
  if (isRefusal(sent)) return sent;
  const { to, ...reply } = sent;
  const isOutside = body.to === "EXTERNAL";
  if (!isOutside) tellStory(draft, own.interaction, "TRANSFERRED", own.name, { about: to });
  noteOf(draft, own, body.note);
  const left = leave(
    own.task,
    { reason: "TRANSFERRED", resolved: isOutside },
    wrapUpRuleOf(draft, own.task),
    draft.now,
  );
  writeLeft(draft, left, own.agentId);
  if (isOutside) goneOutside(draft, own, { to: body.targetId, isOver: left.state === "CLOSED" });
  return { taskId: own.task.id, ...reply };
}

/** To whom or where it went, by name, and the request that goes on there. */
interface Sent {
  readonly to: string;
  readonly successorId?: TaskId;
}

function send(draft: Draft, own: Serving, body: BodyOf<"task.transfer">): Refusal | Sent {
  switch (body.to) {
    case "QUEUE":
      return sendToQueue(draft, own, body);
    case "AGENT":
      return sendToAgent(draft, own, body);
    case "EXTERNAL":
      return sendOutside(draft, own, body);
  }
}

function sendToQueue(draft: Draft, own: Serving, body: BodyOf<"task.transfer">): Refusal | Sent {
  const { task, agentId, interaction } = own;
  const queue = queueFor(draft, body.targetId, { mrdId: task.mrdId, insists: body.insist });
  if (isRefusal(queue)) return queue;
  const moved = { ...interaction, queueId: queue.id, ownerId: null };
  draft.put("INTERACTION", moved, "INTERACTION_CHANGED");
  const leg = requestFor(draft, moved, {
    queue,
    direction: "DIRECT_TRANSFER",
    mode: "QUEUE",
    previous: task,
    requestedBy: agentId,
    note: body.note,
  });
  // What was handed on is not handed straight back.
  const until = draft.now + SENT_AWAY_MS;
  const sender: Exclusion = { agentId, until, why: "RETURNED" };
  letIn(draft, { ...leg, exclusions: [sender] });
  return { to: queue.name, successorId: leg.id };
}

const SENT_AWAY_MS = 60 * SECOND_MS;

/** The target is asked for first: somebody who is not free leaves the conversation where it is (T7). */
function sendToAgent(draft: Draft, own: Serving, body: BodyOf<"task.transfer">): Refusal | Sent {
  const { task, agentId, interaction } = own;
  const target = colleague(draft, body.targetId);
  if (isRefusal(target)) return target;
  if (target.id === agentId) return refuse("SAME_TARGET");
  if (isPresent(draft, interaction.id, target.id)) return refuse("ALREADY_IN_CONVERSATION");
  const turn = turnOf(draft, target, task.mrdId);
  if (turn === null) return refuse("AGENT_NOT_AVAILABLE");
  draft.put("INTERACTION", { ...interaction, ownerId: null }, "INTERACTION_CHANGED");
  const leg = requestFor(draft, interaction, {
    queue: draft.queue(task.queueId),
    direction: "DIRECT_TRANSFER",
    mode: "AGENT",
    previous: task,
    requestedBy: agentId,
    note: body.note,
  });
  askNamed(draft, leg, { agentId: target.id, turn });
  return { to: target.name, successorId: leg.id };
}

/** No task comes of it: the source is told, and takes the customer on. */
function sendOutside(draft: Draft, own: Serving, body: BodyOf<"task.transfer">): Refusal | Sent {
  const { targetId: to, attended, note } = body;
  const can = draft.source(own.interaction.sourceId)?.arrival.externalTransfer ?? "NONE";
  const obstacle = outsideObstacle(can, attended);
  if (obstacle !== null) return obstacle;
  draft.tell("EXTERNAL_TRANSFER_REQUESTED", own.interaction.id, { to, attended, note });
  return { to };
}

/** The conversation ends here with its last task, and says where it went. */
function goneOutside(draft: Draft, own: Serving, gone: { to: string; isOver: boolean }): void {
  tellStory(draft, own.interaction, "EXTERNAL_TRANSFER", own.name, { about: gone.to });
  const ended = { by: own.agentId, resolved: true, reason: "TRANSFERRED" } as const;
  if (gone.isOver) completeIfDone(draft, own.interaction.id, ended);
}

/** T8: one more colleague in the conversation; the requester's own task is untouched. */
export function conference(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"task.conference">,
): Refusal | object {
  const own = serving(draft, actor, body.taskId);
  if (isRefusal(own)) return own;
  const full = conferenceObstacle(draft.openTasksOf(own.interaction.id));
  return (
    full ?? askIn(draft, own, { ...body, direction: "DIRECT_CONFERENCE", line: "CONFERENCE_ASKED" })
  );
}
