import { claimWaiting, continueAs, takeBack } from "../../../domain/claiming.ts";
import { leave } from "../../../domain/closing.ts";
import { type AgentId, brand } from "../../../domain/id.ts";
import { type Agent, isSignedIn, loadOf } from "../../../domain/agent.ts";
import { needOf } from "../../../domain/need.ts";
import { type Refusal, isRefusal, refuse } from "../../../domain/refusal.ts";
import {
  compareWork,
  isAvailable,
  isBackingOff,
  isRouted,
  lacking,
} from "../../../domain/routing.ts";
import type { ActiveTask, QueuedTask, ReservedTask, Task } from "../../../domain/task.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import { can } from "../../access/can.ts";
import { meetsRule } from "../agent-rules.ts";
import type { Draft } from "../draft.ts";
import { joinAsPrimary } from "../joining.ts";
import { writeLeft } from "./closing.ts";
import { working, wrapUpRuleOf } from "./working.ts";

/**
 * T14 and T35: waiting work is claimed by whoever serves its queue; work that a colleague has in hand, by a supervisor.
 * A claim may exceed the limit: it is the person's own choice.
 */
export function claim(draft: Draft, actor: Actor, body: BodyOf<"task.claim">): Refusal | object {
  const found = working(draft, actor, body.taskId);
  if (isRefusal(found)) return found;
  const { task, agentId } = found;
  const { workspaceId, queueId } = task;
  if (!can(actor, "task.claim", { workspaceId, queueId })) return refuse("NOT_PERMITTED");
  if (isPresent(draft, task, agentId)) return refuse("ALREADY_IN_CONVERSATION");
  switch (task.state) {
    case "CLOSED":
      return refuse("TASK_CLOSED");
    case "WRAP_UP":
      return takenBy(draft, task.agentId);
    case "QUEUED":
      return begin(draft, task, agentId);
    case "RESERVED":
      return begin(draft, withdrawFor(draft, task), agentId);
    case "ACTIVE":
      return can(actor, "task.supervise", { workspaceId, queueId })
        ? takeOver(draft, task, agentId)
        : takenBy(draft, task.agentId);
  }
}

/** Whoever comes second is told who was first. */
export function takenBy(draft: Draft, agentId: AgentId): Refusal {
  return refuse("ALREADY_TAKEN", draft.get("AGENT", agentId)?.name);
}

function isPresent(draft: Draft, task: Task, agentId: AgentId): boolean {
  const open = draft.openTasksOf(task.interactionId);
  return open.some((each) => each.state === "ACTIVE" && each.agentId === agentId);
}

function begin(draft: Draft, task: QueuedTask, agentId: AgentId): object {
  joinAsPrimary(draft, claimWaiting(task, agentId, draft.now), "CLAIMED");
  return { taskId: task.id, interactionId: task.interactionId };
}

/** The offer to somebody else is taken back; what goes on in its place is waiting again, in this same decision. */
export function withdrawFor(draft: Draft, task: ReservedTask): QueuedTask {
  const { closed, successor } = takeBack(task, brand(draft.newId()), draft.now);
  draft.put("TASK", closed, "TASK_STATE_CHANGED");
  draft.tell("OFFER_WITHDRAWN", task.id, { agentId: task.agentId, reason: "TAKEN_OVER" });
  return successor;
}

function takeOver(draft: Draft, task: ActiveTask, agentId: AgentId): Refusal | object {
  if (task.role !== "PRIMARY") return refuse("NOT_PRIMARY");
  const next = continueAs(task, { id: brand(draft.newId()), agentId }, draft.now);
  const how = { reason: "TRANSFERRED", resolved: false } as const;
  writeLeft(draft, leave(task, how, wrapUpRuleOf(draft, task), draft.now), task.agentId);
  joinAsPrimary(draft, next, "CLAIMED");
  return { taskId: next.id, interactionId: task.interactionId };
}

/** The next piece of work by the router's own order, for an agent between the soft limit and the hard one. */
export function request(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"task.request">,
): Refusal | object {
  const agent = actor.kind === "USER" ? draft.get("AGENT", actor.userId) : undefined;
  if (agent === undefined) return refuse("AGENT_NOT_FOUND");
  if (!isSignedIn(agent)) return refuse("DESK_NOT_OPEN");
  if (isFull(draft, agent, body.mrdId)) return refuse("AT_HARD_LIMIT");
  const work = draft
    .waitingIn(agent.queueIds)
    .filter((task) => mayTake(draft, agent, task, body.mrdId))
    .map((task) => ({ task, queue: draft.queue(task.queueId) }))
    .sort(compareWork);
  const [first] = work;
  return first === undefined ? refuse("NOTHING_WAITING") : begin(draft, first.task, agent.id);
}

function isFull(draft: Draft, agent: Agent, mrdId: string | null): boolean {
  const asked = agent.mrds.filter((each) => mrdId === null || each.mrdId === mrdId);
  return asked.every(
    (each) => loadOf(each, draft.mrd(each.mrdId).wrapUpConsumesCapacity) >= each.maxTasks,
  );
}

/** As the router would see it, but up to the hard limit and whether READY or not. */
function mayTake(draft: Draft, agent: Agent, task: QueuedTask, mrdId: string | null): boolean {
  if (mrdId !== null && task.mrdId !== mrdId) return false;
  const queue = draft.queue(task.queueId);
  if (!isRouted(task, queue, draft.now) || isBackingOff(task, agent.id, draft.now)) return false;
  if (isPresent(draft, task, agent.id)) return false;
  const hard = agent.mrds.map((each) => ({ ...each, toggle: true, softTasks: each.maxTasks }));
  const willing: Agent = { ...agent, state: "READY", mrds: hard };
  const mrd = draft.mrd(task.mrdId);
  const facts = { mrd, mrdOf: (id: string) => draft.mrd(id) };
  return isAvailable(willing, facts) && lacking(willing, needOf(task, queue), meetsRule) === null;
}
