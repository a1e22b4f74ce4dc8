import {
  type Agent,
  forget,
  hearFrom,
  loseTouch,
  setNotReady,
  setReady,
  signOut,
  toggleMrd,
} from "../../../domain/agent.ts";
import { afterLogout } from "../../../domain/closing.ts";
import { type AgentId, type TaskId, brand } from "../../../domain/id.ts";
import type { WithdrawalReason } from "../../../domain/offer.ts";
import { type Refusal, isRefusal, refuse } from "../../../domain/refusal.ts";
import { withdraw } from "../../../domain/rona.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import { type Actor, agentIdOf } from "../../access/actor.ts";
import type { Draft } from "../draft.ts";
import { reroute } from "../rerouting.ts";
import { writeReturned } from "../returning.ts";
import { endedWrapUp } from "./closing.ts";

function self(draft: Draft, actor: Actor): Agent | Refusal {
  const id = agentIdOf(actor);
  const agent = id === null ? undefined : draft.get("AGENT", id);
  return agent ?? refuse("AGENT_NOT_FOUND");
}

export function setState(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"agent.setState">,
): Refusal | object {
  const agent = self(draft, actor);
  if (isRefusal(agent)) return agent;
  if (body.state === "NOT_READY") {
    if (body.reason === null) return refuse("REASON_REQUIRED");
    const reason = draft.directory("REASON", body.reason);
    if (reason === undefined || reason.archived === true)
      return refuse("REASON_UNKNOWN", body.reason);
  }
  const changed =
    body.state === "READY"
      ? setReady(agent, draft.now)
      : setNotReady(agent, body.reason ?? "", draft.now);
  if (isRefusal(changed)) return changed;
  draft.put("AGENT", changed, "AGENT_STATE_CHANGED");
  if (body.state === "NOT_READY") giveBackIfCallback(draft, agent, body.reason ?? "");
  return { state: changed.state };
}

/** T32: a reason of behaviour CALLBACK gives all work in hand back to its queues at once. */
function giveBackIfCallback(draft: Draft, agent: Agent, reason: string): void {
  if (draft.directory("REASON", reason)?.behaviour !== "CALLBACK") return;
  for (const task of draft.tasksOfAgent(agent.id))
    if (task.state === "ACTIVE")
      reroute(draft, task, { reason: "REROUTE", line: "AGENT_LEFT", who: agent.name });
}

export function setMrd(draft: Draft, actor: Actor, body: BodyOf<"agent.setMrd">): Refusal | object {
  const agent = self(draft, actor);
  if (isRefusal(agent)) return agent;
  const changed = toggleMrd(agent, { mrdId: body.mrdId, on: body.on, reason: null }, draft.now);
  if (isRefusal(changed)) return changed;
  draft.put("AGENT", changed, "AGENT_STATE_CHANGED");
  return { state: changed.state };
}

export function goAway(draft: Draft, actor: Actor, body: BodyOf<"agent.away">): Refusal | object {
  const agent = self(draft, actor);
  if (isRefusal(agent)) return agent;
  withdrawOffers(draft, agent, body.why);
  return { state: draft.get("AGENT", agent.id)?.state };
}

/** T18b for every offer open to this agent, who is offered nothing more until heard of again. */
export function withdrawOffers(draft: Draft, agent: Agent, why: WithdrawalReason): void {
  for (const task of draft.tasksOfAgent(agent.id)) {
    if (task.state !== "RESERVED") continue;
    const end = {
      cancelReason: why,
      reason: "REROUTE",
      successorId: brand<TaskId>(draft.newId()),
    } as const;
    const returned = withdraw(task, end, draft.now);
    if (isRefusal(returned)) continue;
    draft.tell("OFFER_WITHDRAWN", task.id, { agentId: agent.id, reason: why });
    writeReturned(draft, returned, { line: "OFFER_WITHDRAWN", who: agent.name });
  }
  draft.put("AGENT", loseTouch(agent, why, draft.now), "AGENT_STATE_CHANGED");
}

export function logOut(draft: Draft, actor: Actor): Refusal | object {
  const agent = self(draft, actor);
  if (isRefusal(agent)) return agent;
  return leaveWork(draft, agent.id, null);
}

/** T28 to T30, then LOGOUT: by the agent's own act (no reason) or because the line stayed silent. */
export function leaveWork(draft: Draft, agentId: AgentId, reason: string | null): object {
  const agent = draft.get("AGENT", agentId);
  if (agent === undefined) return {};
  for (const task of draft.tasksOfAgent(agentId)) {
    if (task.state === "ACTIVE") {
      reroute(draft, task, { reason: "AGENT_LOGOUT", line: "AGENT_LEFT", who: agent.name });
      continue;
    }
    const returned = afterLogout(task, brand(draft.newId()), draft.now);
    if (isRefusal(returned)) continue;
    writeReturned(draft, returned, { line: "AGENT_LEFT", who: agent.name });
    endedWrapUp(draft, task);
  }
  draft.put("AGENT", signOut(agent, reason, draft.now), "AGENT_STATE_CHANGED");
  return { state: "LOGOUT" };
}

/** At start nobody's presence is known: everybody is UNKNOWN and offered nothing until heard of. */
export function forgetAll(draft: Draft, agents: Iterable<Agent>): void {
  for (const agent of agents) {
    const forgotten = forget(agent, draft.now);
    if (forgotten !== agent) draft.put("AGENT", forgotten, "AGENT_STATE_CHANGED");
  }
}

/** The agent's desk is heard of: signed in, known again or reachable again, as it was before. */
export function welcomeBack(draft: Draft, agentId: AgentId): void {
  const agent = draft.get("AGENT", agentId);
  if (agent === undefined) return;
  const heard = hearFrom(agent, draft.now);
  if (heard !== agent) draft.put("AGENT", heard, "AGENT_STATE_CHANGED");
}
