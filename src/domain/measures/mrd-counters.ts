import { type AgentCounters, addAgentCounters, emptyAgentCounters } from "./agent-counters.ts";
import { type QueueCounters, addQueueCounters, emptyQueueCounters } from "./queue-counters.ts";

/** A media routing domain, a team or a whole workspace: the sum of its queues and of the agents who serve them. */
export interface MrdCounters {
  readonly queues: QueueCounters;
  readonly agents: AgentCounters;
}

/** Agents' counters here are those of this medium, where they are kept by medium: time in two media counts in both. */
export function mrdCountersOf(
  queues: Iterable<QueueCounters>,
  agents: Iterable<AgentCounters>,
): MrdCounters {
  return {
    queues: [...queues].reduce(addQueueCounters, emptyQueueCounters),
    agents: [...agents].reduce(addAgentCounters, emptyAgentCounters),
  };
}
