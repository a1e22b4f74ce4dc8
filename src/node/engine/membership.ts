import type { Agent } from "../../domain/agent.ts";
import type { QueueId } from "../../domain/id.ts";
import { meetsRule } from "./agent-rules.ts";
import type { Draft } from "./draft.ts";

/** After settings were written: who is in which queue by its rule, worked out where either has changed. */
export function settleMembership(draft: Draft): void {
  const rules = new Map<QueueId, string>();
  for (const { id, routing, archived } of draft.directoryOf("QUEUE"))
    if (routing.membership !== null && !archived) rules.set(id, routing.membership);
  const isShaken = Array.from(draft.written()).some(
    (item) => item.kind === "DIRECTORY" && item.entity.kind === "QUEUE",
  );
  const touched = new Set<string>();
  for (const item of draft.written()) if (item.kind === "AGENT") touched.add(item.entity.id);
  for (const agent of Array.from(draft.agents())) {
    if (!isShaken && !touched.has(agent.id)) continue;
    const given: QueueId[] = [];
    for (const [id, rule] of rules) if (meetsRule(rule, agent)) given.push(id);
    const settled = withMembership(agent, given);
    if (settled !== agent) draft.put("AGENT", settled, "AGENT_STATE_CHANGED");
  }
}

/** The agent in the queues it was named for and in those that a rule gives; the same agent where that is so already. */
function withMembership(agent: Agent, given: readonly QueueId[]): Agent {
  const named = agent.queueIds.filter((id) => !agent.memberOf.includes(id));
  const memberOf = given.filter((id) => !named.includes(id)).sort();
  const isSame = memberOf.join() === agent.memberOf.join();
  return isSame ? agent : { ...agent, queueIds: [...named, ...memberOf], memberOf };
}
