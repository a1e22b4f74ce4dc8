import { type OfferId, brand } from "../../domain/id.ts";
import { rulesOf } from "../../domain/queue.ts";
import { reserve } from "../../domain/task.ts";
import { SECOND_MS } from "../../domain/time.ts";
import type { Draft } from "./draft.ts";
import type { Match } from "./matching.ts";

/** T12: the offer begins. */
export function reserveMatch(draft: Draft, { task, choice }: Match): void {
  const rules = rulesOf(draft.queue(task.queueId), draft.mrd(task.mrdId));
  const terms = {
    offerId: brand<OfferId>(draft.newId()),
    agentId: choice.agentId,
    assignment: choice.assignment,
  };
  const reserved = reserve(task, { ...terms, offerMs: rules.offerSec * SECOND_MS }, draft.now);
  draft.put("TASK", reserved, "TASK_STATE_CHANGED");
  draft.tell("AGENT_RESERVED", reserved.id, {
    agentId: choice.agentId,
    offerId: reserved.offer.id,
  });
}
