import type { Agent } from "./agent.ts";
import type { MrdId } from "./id.ts";

/** What an agent can do for a queue at this moment. Each agent is counted once, under one of these. */
export type Availability = "free" | "busy" | "notReady" | "offline";

type Present = Pick<Agent, "state" | "reachable" | "mrds">;

/**
 * Availability for one medium. Free is who could be offered its work now: READY and in earshot, the medium on and
 * below its soft limit, and nothing else on offer, for an agent has one offer at a time.
 */
export function availabilityIn(agent: Present, mrdId: MrdId | undefined): Availability {
  if (agent.state !== "READY" && agent.state !== "NOT_READY") return "offline";
  if (agent.state === "NOT_READY" || !agent.reachable) return "notReady";
  const mrd = agent.mrds.find((each) => each.mrdId === mrdId);
  if (mrd === undefined || !mrd.toggle) return "notReady";
  if (agent.mrds.some((each) => each.reserved > 0)) return "busy";
  return mrd.state === "READY" || mrd.state === "ACTIVE" ? "free" : "busy";
}

const best: readonly Availability[] = ["free", "busy", "notReady", "offline"];

/** Over several media at once: free where free for one of them. Null where they serve none. */
export function bestAvailability(found: readonly Availability[]): Availability | null {
  return best.find((each) => found.includes(each)) ?? null;
}

/**
 * Whether somebody counts as staff of the queues they stand in. A supervisor or administrator does only while READY,
 * for then work comes to them; else they watch, and a queue that has nobody else has nobody.
 */
export function isStaff({ state }: Pick<Agent, "state">, roles: readonly string[]): boolean {
  const leads = roles.includes("supervisor") || roles.includes("admin");
  return state === "READY" || !leads;
}
