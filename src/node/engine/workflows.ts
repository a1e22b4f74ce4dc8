import type { AgentId, WorkflowId } from "../../domain/id.ts";
import type { ActiveInteraction } from "../../domain/interaction.ts";
import { needOf } from "../../domain/need.ts";
import type { Queue } from "../../domain/queue.ts";
import { lacking, occupied } from "../../domain/routing.ts";
import type { WorkTraits, Workforce } from "../../domain/rules/work-words.ts";
import type { QueuedTask } from "../../domain/task.ts";
import { NEVER } from "../../domain/time.ts";
import type { Route, TagNeed } from "../../domain/wait.ts";
import type { Workflow, WorkflowTarget } from "../../domain/workflow.ts";
import {
  DEFAULT_FILTER,
  filterFor,
  namedBy,
  ruleOf,
  skips,
  tagsAfter,
  targetsOf,
} from "../../domain/workflow-course.ts";
import { meetsRule } from "./agent-rules.ts";
import type { Draft } from "./draft.ts";
import { reckonIn } from "./open-hours.ts";
import { requestFor } from "./requesting.ts";
import { tellStory } from "./story.ts";

/** Where a workflow puts work, and what it made of its tags. */
export interface Placement {
  readonly queue: Queue;
  readonly route: Route | null;
  /** 1..10, or null for the work's own. */
  readonly priority: number | null;
  readonly interaction: ActiveInteraction;
  /** Weights that the filter gave to tags of its own. */
  readonly tags: readonly TagNeed[];
}

/** Work enters a workflow: the first filter that matches, and its first target that is not left out; null where none is. */
export function enterWorkflow(
  draft: Draft,
  workflow: Workflow,
  { interaction, text }: { interaction: ActiveInteraction; text: string },
): Placement | null {
  const work = traitsOf(draft, interaction, text);
  const filter = filterFor(workflow, work, draft.now);
  draft.tell("WORKFLOW_ENTERED", interaction.id, { workflowId: workflow.id, filter });
  if (filter === null) return null;
  const change = workflow.filters[filter]?.tags ?? null;
  const { names, given } =
    change === null ? { names: interaction.tags, given: [] } : tagsAfter(interaction.tags, change);
  const tagged = change === null ? interaction : { ...interaction, tags: names };
  if (change !== null && names.join() !== interaction.tags.join())
    draft.put("INTERACTION", tagged, "TAGS_CHANGED", { tags: names });
  const place = { workflow, filter, interaction: tagged, work, tags: given };
  const at = firstTarget(draft, place, 0);
  return at === null ? null : { ...at, interaction: tagged, tags: given };
}

/** Where a workflow leads what comes into it; what no route of it takes goes to the workspace's own queue. */
export function placeByWorkflow(
  draft: Draft,
  workflowId: WorkflowId,
  { interaction, text }: { interaction: ActiveInteraction; text: string },
): Placement {
  const straight = { route: null, priority: null, interaction, tags: [] };
  const workflow = draft.directory("WORKFLOW", workflowId);
  if (workflow === undefined) return { queue: draft.queue(interaction.queueId), ...straight };
  const placed = enterWorkflow(draft, workflow, { interaction, text });
  if (placed !== null) return placed;
  const present = draft.get("INTERACTION", interaction.id);
  const tagged = present?.state === "ACTIVE" ? present : interaction;
  const { defaultQueueId } = draft.workspace(draft.workspaceId);
  const queue = draft.directory("QUEUE", defaultQueueId ?? interaction.queueId);
  tellStory(draft, interaction, "NO_ROUTE", workflow.name);
  return { ...straight, queue: queue ?? draft.queue(interaction.queueId), interaction: tagged };
}

interface Place {
  readonly workflow: Workflow;
  readonly filter: number;
  readonly interaction: ActiveInteraction;
  readonly work: WorkTraits;
}

/** From this target on, the first that is not left out; the last one never is where there is somebody to name. */
function firstTarget(
  draft: Draft,
  place: Place,
  from: number,
): Pick<Placement, "queue" | "route" | "priority"> | null {
  const { workflow, filter, interaction } = place;
  const targets = targetsOf(workflow, filter);
  for (const [at, target] of targets.entries()) {
    if (at < from) continue;
    const found = targetAt(draft, place, { target, at });
    const isLast = at === targets.length - 1;
    if (found === null || (!isLast && isLeftOut(draft, place, { target, ...found }))) {
      draft.tell("WORKFLOW_SKIPPED", interaction.id, {
        workflowId: workflow.id,
        filter,
        target: at,
      });
      continue;
    }
    const { id: queueId } = found.queue;
    const where = { workflowId: workflow.id, filter, target: at, queueId };
    draft.tell("WORKFLOW_TARGET_MATCHED", interaction.id, where);
    return { ...found, priority: target.priority };
  }
  return null;
}

/** A target as a route, or null where its queue is gone or it names somebody who is not there. */
function targetAt(
  draft: Draft,
  { workflow, filter, work }: Place,
  { target, at }: { target: WorkflowTarget; at: number },
): { queue: Queue; route: Route } | null {
  const queue = draft.directory("QUEUE", target.queueId);
  if (queue === undefined || queue.archived) return null;
  const agentId = target.knownAgent === null ? null : agentCalled(draft, namedBy(target, work));
  if (target.knownAgent !== null && agentId === null) return null;
  // Without a filter that matched, work stays where it is until its own time runs out.
  const isTimed = filter !== DEFAULT_FILTER && target.timeoutSec !== null;
  const route: Route = {
    workflowId: workflow.id,
    filter,
    target: at,
    targetDueAt: isTimed ? reckonIn(draft, queue)(draft.now, target.timeoutSec) : NEVER,
    rule: ruleOf(target, work),
    orderBy: target.orderBy,
    agentId,
  };
  return { queue, route };
}

function agentCalled(draft: Draft, name: string | null): AgentId | null {
  if (name === null) return null;
  const byId = draft.get("AGENT", name);
  if (byId !== undefined) return byId.id;
  for (const agent of draft.agents()) if (agent.name === name) return agent.id;
  return null;
}

/** `skip_if` is asked only where nobody of the target could be reserved on entering it. */
function isLeftOut(
  draft: Draft,
  { interaction }: Place,
  { target, queue, route }: { target: WorkflowTarget; queue: Queue; route: Route },
): boolean {
  if (target.skipIf === null) return false;
  const { direction } = interaction;
  const task = requestFor(draft, interaction, { queue, direction, mode: "QUEUE", route });
  const workforce = workforceOf(draft, task, queue);
  return workforce.available === 0 && skips(target, workforce);
}

/** Everybody who has what the target asks for, and how many of them are free. */
function workforceOf(draft: Draft, task: QueuedTask, queue: Queue): Workforce {
  const need = needOf(task, queue);
  let [available, total] = [0, 0];
  for (const agent of draft.agents()) {
    if (lacking(agent, need, meetsRule) !== null) continue;
    total += 1;
    if (occupied(agent, need.mrdId, (id) => draft.mrd(id)) === null) available += 1;
  }
  return { available, unavailable: total - available, total };
}

/** What filters may ask of an interaction; the text is what its customer wrote first. */
function traitsOf(draft: Draft, interaction: ActiveInteraction, text: string): WorkTraits {
  const { communicationType, subCommunicationType, direction, subject, priority } = interaction;
  const { customerName, customerEmail, sourceId, tags, attributes } = interaction;
  const lastAgentId = draft.get("THREAD", interaction.threadId)?.lastAgentId ?? null;
  const kind = { communicationType, subCommunicationType, direction, subject, priority };
  return { ...kind, customerName, customerEmail, sourceId, tags, attributes, text, lastAgentId };
}

/** The first target after this one that is not left out, or null at the workflow's end. */
export function targetAfter(
  draft: Draft,
  { workflow, interaction }: { workflow: Workflow; interaction: ActiveInteraction },
  { filter, target }: Route,
): Pick<Placement, "queue" | "route" | "priority"> | null {
  // What the customer wrote first was read by the filter; targets ask of the work's own facts.
  const work = traitsOf(draft, interaction, "");
  return firstTarget(draft, { workflow, filter, interaction, work }, target + 1);
}
