import type { Agent } from "../../../domain/agent.ts";
import type { MrdId, QueueId } from "../../../domain/id.ts";
import type { Mrd, Queue } from "../../../domain/queue.ts";
import type { RoutingFacts } from "../../../domain/routing.ts";
import type { Task } from "../../../domain/task.ts";

/** What of memory an index looks at; the engine's World is one, a bench has its own. */
export interface Sight {
  tasks(): Iterable<Task>;
  agents(): Iterable<Agent>;
  queue(id: QueueId): Queue;
  mrd(id: MrdId): Mrd;
}

export type MeetsRule = RoutingFacts["meetsRule"];
