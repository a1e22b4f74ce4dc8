import { leave, resolve, resolveNot } from "../../../domain/closing.ts";
import { type AgentId, brand } from "../../../domain/id.ts";
import type { CustomerEvent } from "../../../domain/message.ts";
import { type Refusal, isRefusal, refuse } from "../../../domain/refusal.ts";
import { isAside, isCaredFor, ownPrimary } from "../../../domain/participation.ts";
import { rulesOf } from "../../../domain/queue.ts";
import type { ActiveTask, ClosedTask, Task, WrapUpTask } from "../../../domain/task.ts";
import { judgeDispositions, skipWrapUp, submitWrapUp } from "../../../domain/wrap-up.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import { complete, completeIfDone } from "../completing.ts";
import { letBack } from "../admission.ts";
import type { Draft } from "../draft.ts";
import { requestFor } from "../requesting.ts";
import { tellStory } from "../story.ts";
import { working } from "./working.ts";

/** T21: Close, resolved. */
export function resolveTask(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"task.resolve">,
): Refusal | object {
  const found = working(draft, actor, body.taskId);
  if (isRefusal(found)) return found;
  const { task, agentId } = found;
  const { rule, queue } = rulesFor(draft, task);
  const left = resolve(task, agentId, rule.wrapUp, draft.now);
  if (isRefusal(left)) return left;
  const dispositions = draft.get("INTERACTION", task.interactionId)?.dispositions ?? [];
  if (left.state === "CLOSED" && queue.dispositionRequired && dispositions.length === 0) {
    return refuse("DISPOSITION_REQUIRED");
  }
  writeLeft(draft, left, agentId);
  if (left.state === "CLOSED")
    completeIfDone(draft, task.interactionId, {
      by: agentId,
      resolved: true,
      reason: "DONE",
    });
  return { taskId: task.id };
}

/** T22: Close, unresolved. */
export function requeueTask(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"task.requeue">,
): Refusal | object {
  const found = working(draft, actor, body.taskId);
  if (isRefusal(found)) return found;
  const { task, agentId } = found;
  const own = ownPrimary(task, agentId);
  if (isRefusal(own)) return own;
  const interaction = draft.get("INTERACTION", task.interactionId);
  if (interaction?.state !== "ACTIVE") return refuse("INTERACTION_COMPLETED");
  const { rule, queue } = rulesFor(draft, task);
  const home = rulesFor(draft, { queueId: interaction.queueId, mrdId: task.mrdId });
  if (queue.routing.unresolved === "COMPLETE" || isCaredForByOthers(draft, own)) {
    return giveUp(draft, own, queue.routing.unresolved === "COMPLETE");
  }
  const { queueId, skills, wait, requestExpiresAt, slaDueAt } = requestFor(draft, interaction, {
    queue: home.queue,
    direction: "INBOUND",
    mode: "QUEUE",
  });
  const times = { requestExpiresAt, slaDueAt };
  const returned = resolveNot(
    task,
    { agentId, rule: rule.wrapUp, successorId: brand(draft.newId()), ...times },
    draft.now,
  );
  if (isRefusal(returned)) return returned;
  writeLeft(draft, returned.left, agentId);
  draft.put("INTERACTION", { ...interaction, ownerId: null }, "INTERACTION_CHANGED");
  // A turn that a missed offer had given is used up: the priority is the conversation's own again.
  const { priority } = interaction;
  letBack(draft, { ...returned.successor, queueId, skills, wait, priority });
  tellStory(draft, interaction, "RETURNED", draft.get("AGENT", agentId)?.name ?? "");
  return { taskId: task.id, successorId: returned.successor.id };
}

function isCaredForByOthers(draft: Draft, own: ActiveTask): boolean {
  return isCaredFor(draft.openTasksOf(own.interactionId).filter((each) => each.id !== own.id));
}

/** Somebody else goes on with the customer, or the queue takes nothing back: the agent's part is over, unresolved. */
function giveUp(draft: Draft, own: ActiveTask, completes: boolean): object {
  const { rule } = rulesFor(draft, own);
  const left = leave(own, { reason: "DONE", resolved: false }, rule.wrapUp, draft.now);
  writeLeft(draft, left, own.agentId);
  const interaction = draft.get("INTERACTION", own.interactionId);
  const open = draft.openTasksOf(own.interactionId);
  const isLast = open.every((task) => task.state === "WRAP_UP" || isAside(task));
  if (completes && isLast && interaction !== undefined) {
    const byName = draft.get("AGENT", own.agentId)?.name ?? own.agentId;
    complete(draft, interaction, { by: own.agentId, byName, resolution: "UNRESOLVED" });
  }
  return { taskId: own.id };
}

function rulesFor(draft: Draft, task: Pick<Task, "queueId" | "mrdId">) {
  const queue = draft.queue(task.queueId);
  return { queue, rule: rulesOf(queue, draft.mrd(task.mrdId)) };
}

/** For the customer it ends as the wrap-up begins, unless somebody else goes on with them. */
function endOf(draft: Draft, left: WrapUpTask | ClosedTask): CustomerEvent | null {
  if (left.state !== "WRAP_UP" || !left.resolved || left.reason === "TRANSFERRED") return null;
  const others = draft.openTasksOf(left.interactionId).filter((task) => task.id !== left.id);
  return isCaredFor(others) ? null : "ENDED";
}

/** The agent's part is over: told in the order the sources give. */
export function writeLeft(
  draft: Draft,
  left: WrapUpTask | ClosedTask,
  agentId: AgentId,
  told: CustomerEvent | null = endOf(draft, left),
): void {
  draft.put("TASK", left, "TASK_STATE_CHANGED");
  if (left.state === "WRAP_UP") {
    draft.tell("WRAPUP_TIMER_STARTED", left.id, {
      durationMs: left.wrapUpExpiresAt - left.wrapUpStartedAt,
    });
    const interaction = draft.get("INTERACTION", left.interactionId);
    const who = draft.get("AGENT", agentId)?.name ?? "";
    if (interaction !== undefined) tellStory(draft, interaction, "WRAP_UP_STARTED", who, { told });
  }
  draft.tell("AGENT_UNSUBSCRIBED", left.id, { agentId });
}

/** T25. A form that comes after the time was up is kept on the interaction; the outcome stays as it was. */
export function submitForm(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"wrapup.submit">,
): Refusal | object {
  const found = working(draft, actor, body.taskId);
  if (isRefusal(found)) return found;
  const { task, agentId } = found;
  const queue = draft.queue(task.queueId);
  const form = { dispositions: body.dispositions, note: body.note };
  if (isLate(task, agentId)) {
    const judged = judgeDispositions(form.dispositions, queue.dispositions);
    if (judged !== null) return judged;
    const kept = { outcome: "WRAP_UP_EXPIRED", ...form } as const;
    draft.put("TASK", { ...task, wrapUp: kept }, "TASK_STATE_CHANGED");
    keepForm(draft, task, form);
    return { taskId: task.id, late: true };
  }
  const required = queue.dispositionRequired;
  const closed = submitWrapUp(
    task,
    { agentId, form, known: queue.dispositions, required },
    draft.now,
  );
  if (isRefusal(closed)) return closed;
  draft.put("TASK", closed, "TASK_STATE_CHANGED");
  draft.tell("WRAPUP_APPLIED", closed.id, { dispositions: form.dispositions });
  keepForm(draft, task, form);
  endedWrapUp(draft, task);
  return { taskId: task.id };
}

function isLate(task: Task, agentId: AgentId): task is ClosedTask {
  return (
    task.state === "CLOSED" &&
    task.agentId === agentId &&
    task.wrapUp?.outcome === "WRAP_UP_EXPIRED"
  );
}

/**
 * On the interaction too, unless it was passed on: then it belongs to others, who say themselves what came of it, maybe
 * from another queue's list. The leg's own record has the form in either case.
 */
function keepForm(
  draft: Draft,
  task: Task,
  form: { dispositions: readonly string[]; note: string },
): void {
  const interaction = draft.get("INTERACTION", task.interactionId);
  if (interaction === undefined || interaction.queueId !== task.queueId) return;
  if ("reason" in task && task.reason === "TRANSFERRED") return;
  const dispositionNote = form.note === "" ? interaction.dispositionNote : form.note;
  const { dispositions } = form;
  draft.put(
    "INTERACTION",
    { ...interaction, dispositions, dispositionNote },
    "INTERACTION_CHANGED",
  );
}

/** T26. */
export function skipForm(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"wrapup.skip">,
): Refusal | object {
  const found = working(draft, actor, body.taskId);
  if (isRefusal(found)) return found;
  const { task, agentId } = found;
  const required = draft.queue(task.queueId).dispositionRequired;
  const closed = skipWrapUp(task, { agentId, required }, draft.now);
  if (isRefusal(closed)) return closed;
  draft.put("TASK", closed, "TASK_STATE_CHANGED");
  endedWrapUp(draft, task);
  return { taskId: task.id };
}

/** What follows the end of a wrap-up, however it ended. */
export function endedWrapUp(draft: Draft, task: Task): void {
  if (task.state !== "WRAP_UP") return;
  const { agentId: by, resolved, reason } = task;
  completeIfDone(draft, task.interactionId, { by, resolved, reason });
}
