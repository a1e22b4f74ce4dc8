import type { QueueId, WorkflowId } from "./id.ts";
import type { OrderBy } from "./selection.ts";
import type { TagNeed } from "./wait.ts";

/** Where a filter sends what it matches; tried in order, each for its timeout (TaskRouter, domain.md 3.3). */
export interface WorkflowTarget {
  readonly queueId: QueueId;
  /** Only this agent, named by id, or by a rule reference to the task such as `task.last_agent`; null anybody. */
  readonly knownAgent: string | null;
  readonly priority: number | null;
  /** Seconds in this target before the next is tried; null waits here. */
  readonly timeoutSec: number | null;
  /** A rule over `task.` and `worker.`; null anybody in the queue. */
  readonly expression: string | null;
  readonly orderBy: readonly OrderBy[];
  /** A rule over `workers.available`, `workers.unavailable`, asked where nobody could be reserved on entering. */
  readonly skipIf: string | null;
}

/** What a filter does to the tags of an interaction (source 004). */
export interface TagChange {
  readonly add: readonly TagNeed[];
  readonly remove: readonly string[];
  /** Replaces all tags; null leaves them. */
  readonly set: readonly TagNeed[] | null;
}

export interface WorkflowFilter {
  readonly name: string;
  /** A rule over the work's attributes. */
  readonly expression: string;
  readonly targets: readonly WorkflowTarget[];
  readonly tags: TagChange | null;
}

/** Filters from the top down, the first that matches; the default only where none does. */
export interface Workflow {
  readonly id: WorkflowId;
  readonly name: string;
  readonly filters: readonly WorkflowFilter[];
  readonly defaultTarget: WorkflowTarget | null;
  /** Out of use: what names it goes on, nothing new does. */
  readonly archived?: boolean;
}

/** A tag as a workspace knows it. */
export interface Tag {
  readonly id: string;
  readonly name: string;
  readonly weight: number;
  readonly required: boolean;
  /** Out of use: what names it goes on, nothing new does. */
  readonly archived?: boolean;
}
