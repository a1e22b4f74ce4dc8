import { type Agent, isSignedIn } from "../../../domain/agent.ts";
import { type AgentOccupation, countAgentTime } from "../../../domain/measures/agent-counters.ts";
import { intervalOf, partsByInterval } from "../../../domain/measures/interval.ts";
import type { Draft } from "../draft.ts";
import { countAgent, touchAgent } from "./rows.ts";

/** What somebody is doing with their time; null while they are not signed in. */
export function occupationOf(agent: Agent): AgentOccupation | null {
  if (!isSignedIn(agent)) return null;
  if (agent.mrds.some((each) => each.active + each.wrapUp > 0)) return "BUSY";
  return agent.state === "READY" ? "READY" : "NOT_READY";
}

/**
 * The time of every agent whom this decision changes is counted up to now, and begins anew. So an interval is written
 * only while it is the latest, and all that came before is final.
 */
export function countTime(draft: Draft): void {
  for (const item of Array.from(draft.written())) {
    if (item.kind !== "AGENT") continue;
    const agent = item.entity;
    const before = draft.agentBefore(agent.id);
    if (before === undefined) {
      draft.amend("AGENT", { ...agent, occupiedSince: draft.now });
      continue;
    }
    const spent = occupationOf(before);
    const isSame = spent === occupationOf(agent);
    const isCounted = draft.get("STATISTIC", `@${agent.id}:${intervalOf(draft.now)}`) !== undefined;
    if (isSame && !(isCounted && intervalOf(before.occupiedSince) < intervalOf(draft.now)))
      continue;
    if (spent === null) touchAgent(draft, agent.id, intervalOf(before.occupiedSince));
    else
      for (const { interval, ms } of partsByInterval(before.occupiedSince, draft.now))
        countAgent(draft, { agentId: agent.id, from: interval }, (row) => ({
          ...row,
          counters: countAgentTime(row.counters, { spent, ms }),
        }));
    draft.amend("AGENT", { ...agent, occupiedSince: draft.now });
  }
}
