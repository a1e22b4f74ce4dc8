import type { Agent } from "./agent.ts";
import type { Instant } from "./time.ts";

const BARGED_IN = "BARGE_IN";

/** T11: while a supervisor takes part in a call, nothing else is offered to them. Only who is READY is held back. */
export function holdBack(agent: Agent, now: Instant): Agent {
  if (agent.state !== "READY") return agent;
  const mrds = agent.mrds.map((each) =>
    each.toggle ? { ...each, toggle: false, reason: BARGED_IN } : each,
  );
  return { ...agent, state: "NOT_READY", reason: BARGED_IN, since: now, mrds };
}

/** The call is over: exactly what was switched off for it is on again, unless they have chosen otherwise meanwhile. */
export function letBack(agent: Agent, now: Instant): Agent {
  if (agent.state !== "NOT_READY" || agent.reason !== BARGED_IN) return agent;
  const mrds = agent.mrds.map((each) =>
    each.reason === BARGED_IN ? { ...each, toggle: true, reason: null } : each,
  );
  return { ...agent, state: "READY", reason: null, since: now, mrds };
}
