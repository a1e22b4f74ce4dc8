import { afterMiss } from "../../domain/agent.ts";
import { expireRequest } from "../../domain/closing.ts";
import { type TaskId, brand } from "../../domain/id.ts";
import { isRefusal } from "../../domain/refusal.ts";
import { ringOut, withdraw } from "../../domain/rona.ts";
import type { QueuedTask, ReservedTask, WrapUpTask } from "../../domain/task.ts";
import { deadlineOf } from "../../domain/deadlines.ts";
import { expireWrapUp } from "../../domain/wrap-up.ts";
import type { Draft } from "./draft.ts";
import type { Alarmed } from "./next-instant.ts";
import { endedWrapUp } from "./commands/closing.ts";
import { withReceipts } from "./receipts.ts";
import { endRequest, writeReturned } from "./returning.ts";
import { recordRona } from "./statistics.ts";

/** An instant that a row holds has come: whatever its state makes of it. Nothing is changed if it has not. */
export function whenDue(draft: Draft, { kind, id }: Alarmed): void {
  if (kind === "TASK") taskDue(draft, id);
}

function taskDue(draft: Draft, taskId: string): void {
  const task = draft.get("TASK", taskId);
  if (task === undefined || task.state === "CLOSED") return;
  const { offerGraceMs } = draft.workspace(task.workspaceId);
  if (deadlineOf(task, offerGraceMs) > draft.now) return;
  if (task.state === "QUEUED") requestDue(draft, task);
  if (task.state === "RESERVED") offerDue(draft, task);
  if (task.state === "WRAP_UP") wrapUpDue(draft, task);
}

/** T19. */
function requestDue(draft: Draft, task: QueuedTask): void {
  const closed = expireRequest(task, draft.now);
  const interaction = draft.get("INTERACTION", task.interactionId);
  if (isRefusal(closed) || interaction === undefined) return;
  draft.put("TASK", closed, "TASK_STATE_CHANGED");
  endRequest(draft, closed, interaction);
}

/** T17 where the agent's screen had shown it, T18b where it had not: that is nobody's miss. */
function offerDue(draft: Draft, reserved: ReservedTask): void {
  const facts = draft.factsOf(reserved);
  const task = withReceipts(reserved, facts);
  const agent = draft.get("AGENT", task.agentId);
  const who = agent?.name ?? "";
  const successorId = brand<TaskId>(draft.newId());
  if (task.offer.shownAt === null || !facts.agentHeard) {
    const cancelReason =
      facts.agentHeard && task.offer.sentAt !== null ? "AGENT_UNREACHABLE" : "NODE_DOWN";
    const returned = withdraw(task, { cancelReason, reason: "REROUTE", successorId }, draft.now);
    if (isRefusal(returned)) return;
    draft.tell("OFFER_WITHDRAWN", task.id, { agentId: task.agentId, reason: cancelReason });
    writeReturned(draft, returned, { line: "OFFER_WITHDRAWN", who });
    return;
  }
  const workspace = draft.workspace(task.workspaceId);
  const { offerGraceMs, ronaBackOffSec: backOffSec } = workspace;
  const returned = ringOut(task, { successorId, backOffSec, offerGraceMs }, draft.now);
  if (isRefusal(returned)) return;
  writeReturned(draft, returned, { line: "OFFER_MISSED", who });
  draft.tell("AGENT_ACCEPT_TIMEOUT", task.id, { agentId: task.agentId });
  recordRona(draft, task.queueId);
  if (agent === undefined) return;
  const policy =
    draft.queue(task.queueId).ronaPolicy ??
    draft.mrd(task.mrdId).ronaPolicy ??
    workspace.ronaPolicy;
  const missed = afterMiss(agent, policy, task.mrdId, draft.now);
  if (missed !== agent) draft.put("AGENT", missed, "AGENT_STATE_CHANGED");
}

/** T27. */
function wrapUpDue(draft: Draft, task: WrapUpTask): void {
  const closed = expireWrapUp(task, draft.now);
  if (isRefusal(closed)) return;
  draft.put("TASK", closed, "TASK_STATE_CHANGED");
  endedWrapUp(draft, task);
}
