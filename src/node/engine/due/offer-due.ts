import { type Agent, afterMiss } from "../../../domain/agent.ts";
import { type TaskId, brand } from "../../../domain/id.ts";
import { isRefusal } from "../../../domain/refusal.ts";
import { ringOut, withdraw } from "../../../domain/rona.ts";
import type { ReservedTask } from "../../../domain/task.ts";
import { deadlineAfter } from "../../../domain/time.ts";
import type { Draft } from "../draft.ts";
import { withReceipts } from "../receipts.ts";
import { writeReturned } from "../returning.ts";

/** T17 where the agent's screen had shown it, T18b where it had not: that is nobody's miss. */
export function offerDue(draft: Draft, reserved: ReservedTask): void {
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
  if (agent !== undefined) holdAgainst(draft, agent, task);
}

/** What a missed offer does to who was shown it: the queue's policy, or NOT_READY after too many in a row. */
function holdAgainst(draft: Draft, agent: Agent, task: ReservedTask): void {
  const workspace = draft.workspace(task.workspaceId);
  const queue = draft.queue(task.queueId);
  const missesInRow = agent.missesInRow + 1;
  const isTooMany = queue.routing.maxMisses !== null && missesInRow >= queue.routing.maxMisses;
  const policy = queue.ronaPolicy ?? draft.mrd(task.mrdId).ronaPolicy ?? workspace.ronaPolicy;
  const missed = afterMiss(
    { ...agent, missesInRow },
    isTooMany ? "AGENT_TIMEOUT_ACTIVITY" : policy,
    task.mrdId,
    draft.now,
  );
  const isOff = missed.mrds.some((each) => each.reason === "RONA") || missed.reason === "RONA";
  const returnAt = isOff ? deadlineAfter(draft.now, workspace.ronaAutoReturnSec) : missed.returnAt;
  draft.put("AGENT", { ...missed, returnAt }, "AGENT_STATE_CHANGED");
}
