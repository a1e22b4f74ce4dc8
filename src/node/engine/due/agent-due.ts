import { setReady } from "../../../domain/agent.ts";
import { isRefusal } from "../../../domain/refusal.ts";
import { NEVER } from "../../../domain/time.ts";
import type { Draft } from "../draft.ts";

/** What a missed offer switched off comes back by itself, where the workspace says so and the agent is still there. */
export function agentDue(draft: Draft, id: string): void {
  const agent = draft.get("AGENT", id);
  if (agent === undefined || agent.returnAt > draft.now) return;
  const mrds = agent.mrds.map((each) =>
    each.reason === "RONA" ? { ...each, toggle: true, reason: null } : each,
  );
  const waits = agent.state === "NOT_READY" && agent.reason === "RONA";
  const back = waits
    ? setReady(agent, draft.now)
    : { ...agent, mrds: agent.state === "READY" ? mrds : agent.mrds };
  if (isRefusal(back)) return;
  draft.put("AGENT", { ...back, returnAt: NEVER }, "AGENT_STATE_CHANGED");
}
