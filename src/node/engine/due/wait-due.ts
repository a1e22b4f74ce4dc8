import { expireRequest } from "../../../domain/closing.ts";
import { type ClosedTask, type QueuedTask, closeTask } from "../../../domain/task.ts";
import type { ActiveInteraction } from "../../../domain/interaction.ts";
import { isLeg } from "../../../domain/participation.ts";
import type { Queue } from "../../../domain/queue.ts";
import { isRefusal } from "../../../domain/refusal.ts";
import { NEVER } from "../../../domain/time.ts";
import { openStep } from "../../../domain/wait.ts";
import type { Draft } from "../draft.ts";
import { requestFor, writeRequest } from "../requesting.ts";
import { endRequest } from "../returning.ts";
import { recordEntry } from "../statistics/entries.ts";
import { tellStory } from "../story.ts";
import { type Placement, enterWorkflow, nextTarget } from "../workflows.ts";

/** A waiting request meets an instant: the end of its time first, then of its stay, then what its waiting opens. */
export function waitDue(draft: Draft, task: QueuedTask): void {
  const { now } = draft;
  const { wait } = task;
  if (task.requestExpiresAt <= now) return requestDue(draft, task);
  if (wait.maxWaitAt <= now) return stayDue(draft, task);
  if (wait.route !== null && wait.route.targetDueAt <= now) return nextTarget(draft, task);
  opened(draft, task);
}

/** T19. */
function requestDue(draft: Draft, task: QueuedTask): void {
  const closed = expireRequest(task, draft.now);
  const interaction = draft.get("INTERACTION", task.interactionId);
  if (isRefusal(closed) || interaction === undefined) return;
  draft.put("TASK", closed, "TASK_STATE_CHANGED");
  endRequest(draft, closed, interaction);
}

/** The queue's maximum wait: the request leaves it by the way out that the queue names (T19). */
function stayDue(draft: Draft, task: QueuedTask): void {
  const interaction = draft.get("INTERACTION", task.interactionId);
  if (interaction?.state !== "ACTIVE") return;
  const queue = draft.queue(task.queueId);
  draft.tell("QUEUE_MAX_WAIT", task.id, { queueId: queue.id });
  const closed = closeTask(task, { reason: "NO_AGENT_AVAILABLE" }, draft.now);
  draft.put("TASK", closed, "TASK_STATE_CHANGED");
  const next = isLeg(task) ? null : placeOnWayOut(draft, queue, interaction);
  if (next === null) return endRequest(draft, closed, interaction);
  recordEntry(draft, closed, interaction, "FLOWED_OUT");
  flowOut(draft, closed, { ...next, from: queue });
}

interface WayOn {
  readonly queue: Queue;
  /** What the conversation becomes: a voicemail, a callback; null leaves it as it is. */
  readonly becomes: "VOICEMAIL" | "CALLBACK" | null;
  /** Where a workflow leads; null goes straight to the queue. */
  readonly placed: Placement | null;
}

function placeOnWayOut(draft: Draft, queue: Queue, interaction: ActiveInteraction): WayOn | null {
  const wayOut = queue.routing.maxWait?.wayOut;
  switch (wayOut?.action) {
    case "OVERFLOW_QUEUE":
      return { queue: draft.queue(wayOut.queueId), becomes: null, placed: null };
    case "VOICEMAIL":
    case "CALLBACK":
      return {
        queue: draft.queue(wayOut.queueId ?? queue.id),
        becomes: wayOut.action,
        placed: null,
      };
    case "WORKFLOW": {
      const workflow = draft.directory("WORKFLOW", wayOut.workflowId);
      const placed =
        workflow === undefined ? null : enterWorkflow(draft, workflow, { interaction, text: "" });
      return placed === null ? null : { queue: placed.queue, becomes: null, placed };
    }
    default:
      return null;
  }
}

/** A new chain with a time of its own; where it came from is kept. */
function flowOut(draft: Draft, closed: ClosedTask, on: WayOn & { from: Queue }): void {
  const interaction = draft.get("INTERACTION", closed.interactionId);
  if (interaction?.state !== "ACTIVE") return;
  const { queue, becomes, placed } = on;
  const moved = {
    ...interaction,
    queueId: queue.id,
    subCommunicationType: becomes ?? interaction.subCommunicationType,
  };
  draft.put(
    "INTERACTION",
    moved,
    becomes === null ? "INTERACTION_CHANGED" : "COMMUNICATION_TYPE_CHANGED",
  );
  const { direction } = interaction;
  const lead = placed === null ? {} : { route: placed.route, tags: placed.tags };
  const priority = placed?.priority ?? null;
  const more = priority === null ? lead : { ...lead, priority };
  const request = { queue, direction, mode: "QUEUE", previous: closed, ...more } as const;
  const next = requestFor(draft, moved, request);
  // A stay that led back to the same queue does not end the same way again.
  const wait = queue.id === on.from.id ? { ...next.wait, maxWaitAt: NEVER } : next.wait;
  writeRequest(draft, { ...next, wait });
  tellStory(draft, interaction, "OVERFLOWED", queue.name);
}

/** T13 and the end of a last agent's hold: nothing but who may be asked changes. */
function opened(draft: Draft, task: QueuedTask): void {
  const { routing } = draft.queue(task.queueId);
  const wait = openStep(routing, task.wait, draft.now);
  if (wait === task.wait) return;
  const stepped = wait.step !== task.wait.step;
  draft.put("TASK", { ...task, wait }, stepped ? "TASK_STEP_CHANGED" : "TASK_STATE_CHANGED", {
    step: wait.step,
  });
}
