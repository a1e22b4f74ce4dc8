import { type Agent, setNotReady, setReady } from "../../../domain/agent.ts";
import { type Refusal, isRefusal, refuse } from "../../../domain/refusal.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import { can } from "../../access/can.ts";
import type { Draft } from "../draft.ts";
import { leaveWork } from "./agents.ts";

/** An agent of a team or a queue that this person leads. Whom one does not lead is answered like who does not exist. */
function led(draft: Draft, actor: Actor, agentId: string): Agent | Refusal {
  const agent = draft.get("AGENT", agentId);
  if (agent === undefined) return refuse("AGENT_NOT_FOUND");
  const { workspaceId, teamIds, queueIds } = agent;
  const shared = queueIds.find((queueId) =>
    can(actor, "agent.supervise", { workspaceId, queueId }),
  );
  if (shared === undefined && !can(actor, "agent.supervise", { workspaceId, teamIds }))
    return refuse("AGENT_NOT_FOUND");
  return agent;
}

/** T28 to T30 by a supervisor: the work goes back before all others. */
export function forceLogout(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"agent.forceLogout">,
): Refusal | object {
  const agent = led(draft, actor, body.agentId);
  return isRefusal(agent) ? agent : leaveWork(draft, agent.id, "FORCED");
}

export function forceState(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"agent.forceState">,
): Refusal | object {
  const agent = led(draft, actor, body.agentId);
  if (isRefusal(agent)) return agent;
  if (body.state === "NOT_READY" && body.reason === null) return refuse("REASON_REQUIRED");
  if (body.reason !== null && draft.directory("REASON", body.reason) === undefined)
    return refuse("REASON_UNKNOWN", body.reason);
  const changed =
    body.state === "READY"
      ? setReady(agent, draft.now)
      : setNotReady(agent, body.reason ?? "", draft.now);
  if (isRefusal(changed)) return changed;
  draft.put("AGENT", changed, "AGENT_STATE_CHANGED");
  return { state: changed.state };
}
