import { isSignedIn } from "../../domain/agent.ts";
import { type AgentId, type QueueId, type TaskId, brand } from "../../domain/id.ts";
import type { ActiveInteraction } from "../../domain/interaction.ts";
import { type Queue, rulesOf } from "../../domain/queue.ts";
import {
  type QueuedTask,
  type Task,
  type TaskDirection,
  type TaskMode,
  enqueue,
} from "../../domain/task.ts";
import type { Instant } from "../../domain/time.ts";
import { type Route, type TagNeed, beginWait } from "../../domain/wait.ts";
import type { Draft } from "./draft.ts";
import { reckonIn } from "./open-hours.ts";

export interface NewRequest {
  readonly queue: Queue;
  readonly direction: TaskDirection;
  readonly mode: TaskMode;
  readonly priority?: number;
  readonly requestedBy?: AgentId;
  readonly note?: string;
  readonly route?: Route | null;
  /** What a workflow's filter says of tags, over what the workspace says. */
  readonly tags?: readonly TagNeed[];
  readonly id?: TaskId;
  /** The task this one goes on from: its chain, and its place in the line. */
  readonly previous?: Task;
  /** What is left of a chain's time; without it the queue gives a fresh one. */
  readonly requestExpiresAt?: Instant;
  /** The queues that led it on to here. */
  readonly passed?: readonly QueueId[];
}

/** A request as it enters a queue, with everything its waiting will open or end. It is not written yet. */
export function requestFor(
  draft: Draft,
  interaction: ActiveInteraction,
  request: NewRequest,
): QueuedTask {
  const { queue, previous } = request;
  const now = draft.now;
  const reckon = reckonIn(draft, queue);
  const firstEnqueuedAt = previous?.firstEnqueuedAt ?? now;
  const lastAgentId = draft.get("THREAD", interaction.threadId)?.lastAgentId ?? null;
  const lastAgent = lastAgentId === null ? undefined : draft.get("AGENT", lastAgentId);
  const rules = rulesOf(queue, draft.mrd(queue.mrdId));
  const begun = beginWait(queue.routing, {
    now,
    firstEnqueuedAt,
    lastCustomerAt: interaction.lastCustomerAt,
    tags: tagsOf(draft, interaction, request.tags ?? []),
    lastAgentId,
    isLastAgentThere: lastAgent !== undefined && isSignedIn(lastAgent) && lastAgent.reachable,
    route: request.route ?? null,
    reckon,
  });
  const { passed = [] } = request;
  const wait = passed.length === 0 ? begun : { ...begun, passed };
  const task = enqueue(
    {
      id: request.id ?? brand<TaskId>(draft.newId()),
      workspaceId: interaction.workspaceId,
      homeNode: draft.nodeId,
      epoch: draft.epoch,
      interactionId: interaction.id,
      queueId: queue.id,
      mrdId: queue.mrdId,
      direction: request.direction,
      mode: request.mode,
      priority: request.priority ?? interaction.priority,
      skills: queue.skills,
      requestExpiresAt: request.requestExpiresAt ?? reckon(now, rules.requestTtlSec),
      slaDueAt: reckon(now, queue.serviceLevel.thresholdSec),
      wait,
      requestedBy: request.requestedBy ?? null,
      note: request.note ?? "",
    },
    now,
  );
  if (previous === undefined) return task;
  const chain = {
    rootTaskId: previous.rootTaskId,
    previousTaskId: previous.id,
    attempt: previous.attempt + 1,
  };
  return { ...task, ...chain, firstEnqueuedAt };
}

/** What the workspace knows of the interaction's tags: their weight, and whether they are required. */
function tagsOf(
  draft: Draft,
  interaction: ActiveInteraction,
  given: readonly TagNeed[],
): readonly TagNeed[] {
  return interaction.tags.flatMap((name) => {
    const own = given.find((each) => each.tag === name);
    if (own !== undefined) return [own];
    const tag = draft.directory("TAG", name);
    return tag === undefined ? [] : [{ tag: tag.id, weight: tag.weight, required: tag.required }];
  });
}
