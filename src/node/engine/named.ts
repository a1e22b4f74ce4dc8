import type { Agent } from "../../domain/agent.ts";
import type { AgentId, MrdId } from "../../domain/id.ts";
import { isRungWithRoom } from "../../domain/routing.ts";
import type { QueuedTask } from "../../domain/task.ts";
import { letBehind } from "./admission.ts";
import type { Draft } from "./draft.ts";
import { canBeOffered, offerTo } from "./offering.ts";
import { giveUpNamed } from "./returning.ts";

/** At once, or queued behind the offer that rings for them. */
type Turn = "NOW" | "BEHIND";

/** When a colleague who was named by a person can be asked (T6, T8, T9); null: not now, nor after what rings. */
export function turnOf(draft: Draft, agent: Agent, mrdId: MrdId): Turn | null {
  if (canBeOffered(draft, agent, mrdId)) return "NOW";
  const facts = { mrd: draft.mrd(mrdId), mrdOf: (id: MrdId) => draft.mrd(id) };
  return isRungWithRoom(agent, facts) ? "BEHIND" : null;
}

export function askNamed(
  draft: Draft,
  leg: QueuedTask,
  to: { agentId: AgentId; turn: Turn },
): void {
  const { agentId, turn } = to;
  if (turn === "NOW") offerTo(draft, leg, { agentId });
  else letBehind(draft, { ...leg, wait: { ...leg.wait, behind: agentId } });
}

/**
 * What rang for these agents may be over: what was queued behind it is offered now, in the same decision, so that
 * nothing else gets in between; or it is given up where they can no longer be asked. Answers whether anything was.
 */
export function serveBehind(draft: Draft, agentIds: Iterable<AgentId>): boolean {
  let served = false;
  for (const agentId of agentIds) {
    const [leg] = draft.waitingBehind(agentId);
    if (leg === undefined) continue;
    const agent = draft.get("AGENT", agentId);
    if (agent?.mrds.some((each) => each.reserved > 0) === true) continue;
    if (agent !== undefined && canBeOffered(draft, agent, leg.mrdId))
      offerTo(draft, leg, { agentId });
    else giveUpNamed(draft, leg);
    served = true;
  }
  return served;
}
