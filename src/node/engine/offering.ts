import type { Agent } from "../../domain/agent.ts";
import { type AgentId, type OfferId, brand } from "../../domain/id.ts";
import type { Assignment } from "../../domain/offer.ts";
import { rulesOf } from "../../domain/queue.ts";
import { isAvailable } from "../../domain/routing.ts";
import { type QueuedTask, type ReservedTask, reserve } from "../../domain/task.ts";
import { SECOND_MS } from "../../domain/time.ts";
import type { Draft } from "./draft.ts";
import { interruptFor } from "./interrupting.ts";

const byName: Assignment = {
  policy: "NAMED",
  step: 0,
  runnersUp: [],
  filteredOut: {},
  considered: 1,
  matchedSkills: [],
  matchedTags: [],
};

/** T12, and T6, T14 and T42 where somebody was named: the offer begins to count down. */
export function offerTo(
  draft: Draft,
  task: QueuedTask,
  to: { agentId: AgentId; assignment?: Assignment },
): ReservedTask {
  const rules = rulesOf(draft.queue(task.queueId), draft.mrd(task.mrdId));
  const terms = {
    offerId: brand<OfferId>(draft.newId()),
    agentId: to.agentId,
    assignment: to.assignment ?? byName,
  };
  const reserved = reserve(task, { ...terms, offerMs: rules.offerSec * SECOND_MS }, draft.now);
  draft.put("TASK", reserved, "TASK_STATE_CHANGED");
  const { id: offerId, assignment } = reserved.offer;
  const { policy, step } = assignment;
  draft.tell("AGENT_RESERVED", reserved.id, { agentId: to.agentId, offerId, policy, step });
  markAssigned(draft, reserved);
  interruptFor(draft, to.agentId, task.mrdId);
  return reserved;
}

/** Whose turn it was: the order of ROTATION. */
function markAssigned(draft: Draft, { agentId, mrdId }: ReservedTask): void {
  const agent = draft.get("AGENT", agentId);
  if (agent === undefined) return;
  const mrds = agent.mrds.map((each) =>
    each.mrdId === mrdId ? { ...each, lastAssignedAt: draft.now } : each,
  );
  draft.put("AGENT", { ...agent, mrds }, "AGENT_STATE_CHANGED");
}

/** Whether a named agent can be offered work of this MRD at this moment. */
export function canBeOffered(draft: Draft, agent: Agent, mrdId: string): boolean {
  return isAvailable(agent, { mrd: draft.mrd(mrdId), mrdOf: (id) => draft.mrd(id) });
}
