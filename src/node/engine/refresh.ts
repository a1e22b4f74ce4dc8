import { type Agent, type Load, deriveMrds } from "../../domain/agent.ts";
import type { AgentId, InteractionId, MrdId } from "../../domain/id.ts";
import { glanceAt } from "../../domain/glance.ts";
import type { ActiveInteraction } from "../../domain/interaction.ts";
import { isListening } from "../../domain/participation.ts";
import type { OpenTask, Task } from "../../domain/task.ts";
import { NEVER } from "../../domain/time.ts";
import type { Draft } from "./draft.ts";
import { resumeInterrupted } from "./interrupting.ts";
import { serveBehind } from "./named.ts";
import { countTime } from "./statistics/time.ts";
import { countWork } from "./statistics/work.ts";
import { settleParticipants, settleSupervisors } from "./participants.ts";

/**
 * What follows from the tasks a decision has changed, written in the same decision: the agents' loads and
 * MRD states, and of each interaction and its live task what lists repeat.
 */
export function refreshDerived(draft: Draft): void {
  let touched: ReadonlySet<AgentId>;
  do {
    for (const id of interactionsTouched(draft)) settleParticipants(draft, id);
    settleSupervisors(draft);
    touched = agentsTouched(draft);
    for (const id of touched) refreshAgent(draft, id);
  } while (serveBehind(draft, touched));
  for (const id of interactionsTouched(draft, "AND_WRITTEN")) refreshInteraction(draft, id);
  countWork(draft);
  countTime(draft);
}

function agentsTouched(draft: Draft): ReadonlySet<AgentId> {
  const touched = new Set<AgentId>();
  const touch = (id: AgentId | null): void => {
    if (id !== null) touched.add(id);
  };
  for (const item of draft.written()) {
    if (item.kind === "AGENT") touch(item.entity.id);
    if (item.kind !== "TASK") continue;
    touch(agentOf(item.entity));
    touch(agentOf(draft.taskBefore(item.entity.id)));
  }
  return touched;
}

/** Those of the written tasks first, then those that were written themselves where they are asked for. */
function interactionsTouched(draft: Draft, which?: "AND_WRITTEN"): ReadonlySet<InteractionId> {
  const touched = new Set<InteractionId>();
  for (const item of draft.written())
    if (item.kind === "TASK") touched.add(item.entity.interactionId);
  if (which === undefined) return touched;
  for (const item of draft.written()) if (item.kind === "INTERACTION") touched.add(item.entity.id);
  return touched;
}

function agentOf(task: Task | undefined): AgentId | null {
  return task === undefined || task.state === "QUEUED" ? null : task.agentId;
}

function refreshAgent(draft: Draft, id: AgentId): void {
  const agent = draft.get("AGENT", id);
  if (agent === undefined) return;
  const loads = loadsOf(draft.tasksOfAgent(id));
  const wrapUpCounts = (mrdId: MrdId) => draft.mrd(mrdId).wrapUpConsumesCapacity;
  const interrupted = (mrdId: MrdId) => isInterrupted(draft, mrdId, loads);
  const derived = deriveMrds(agent, { loads, wrapUpCounts, interrupted }, draft.now);
  if (!sameMrds(agent, derived)) draft.put("AGENT", derived, "AGENT_STATE_CHANGED");
  const isFreed = agent.mrds.some(
    (each, place) => each.interrupted && derived.mrds[place]?.interrupted === false,
  );
  if (isFreed) resumeInterrupted(draft, id);
}

/** By a medium that may not be interrupted and has the agent, or is just being offered (domain.md 1.2). */
function isInterrupted(draft: Draft, mrdId: MrdId, loads: ReadonlyMap<MrdId, Load>): boolean {
  if (!draft.mrd(mrdId).conduct.interruptible) return false;
  for (const [other, load] of loads) {
    const holds = load.active + load.reserved > 0;
    if (holds && !draft.mrd(other).conduct.interruptible) return true;
  }
  return false;
}

function loadsOf(tasks: readonly OpenTask[]): ReadonlyMap<MrdId, Load> {
  const loads = new Map<MrdId, { active: number; reserved: number; wrapUp: number }>();
  for (const task of tasks) {
    // Listening in costs nothing of what the router may give.
    if (task.state === "ACTIVE" && isListening(task)) continue;
    const load = loads.get(task.mrdId) ?? { active: 0, reserved: 0, wrapUp: 0 };
    if (task.state === "ACTIVE") load.active += 1;
    if (task.state === "RESERVED") load.reserved += 1;
    if (task.state === "WRAP_UP") load.wrapUp += 1;
    loads.set(task.mrdId, load);
    for (const media of task.addedMedia) {
      if (media.state !== "ACTIVE" || task.state !== "ACTIVE") continue;
      const added = loads.get(media.mrdId) ?? { active: 0, reserved: 0, wrapUp: 0 };
      loads.set(media.mrdId, { ...added, active: added.active + 1 });
    }
  }
  return loads;
}

function sameMrds(left: Agent, right: Agent): boolean {
  return left.mrds.every((mrd, place) => {
    const other = right.mrds[place];
    if (other === undefined) return false;
    const sameLoad =
      mrd.active === other.active && mrd.reserved === other.reserved && mrd.wrapUp === other.wrapUp;
    return sameLoad && mrd.state === other.state && mrd.lastReadyAt === other.lastReadyAt;
  });
}

function refreshInteraction(draft: Draft, id: InteractionId): void {
  const interaction = draft.get("INTERACTION", id);
  if (interaction === undefined || interaction.state === "COMPLETED") return;
  const tasks = draft.openTasksOf(id);
  const glance = glanceAt(interaction, tasks, (task) => (isWaiting(task) ? task.slaDueAt : NEVER));
  const listState = listStateOf(interaction, tasks);
  const now: ActiveInteraction = { ...interaction, ...glance, listState };
  if (!sameGlance(interaction, now)) draft.put("INTERACTION", now, "INTERACTION_CHANGED");
  repeatOnTasks(draft, tasks);
}

function isWaiting(task: Task): boolean {
  return task.state === "QUEUED" || task.state === "RESERVED";
}

function sameGlance(left: ActiveInteraction, right: ActiveInteraction): boolean {
  return (
    left.taskId === right.taskId &&
    left.status === right.status &&
    left.agentId === right.agentId &&
    left.slaDueAt === right.slaDueAt &&
    left.listState === right.listState &&
    sameParticipants(left.participants, right.participants)
  );
}

/** A list's entry is ACTIVE while somebody is in it, and INACTIVE once all have left (domain.md 1.6). */
function listStateOf(
  { listState }: ActiveInteraction,
  tasks: readonly OpenTask[],
): ActiveInteraction["listState"] {
  if (listState === null || listState === "CLOSED") return listState;
  if (tasks.some((task) => task.state === "ACTIVE")) return "ACTIVE";
  return listState === "ACTIVE" ? "INACTIVE" : listState;
}

function sameParticipants(
  left: ActiveInteraction["participants"],
  right: ActiveInteraction["participants"],
): boolean {
  if (left.length !== right.length) return false;
  return left.every((each, place) => {
    const other = right[place];
    return other !== undefined && each.taskId === other.taskId && each.role === other.role;
  });
}

/** Open tasks show their customer's last line: their rows are made anew with the interaction's. */
function repeatOnTasks(draft: Draft, tasks: readonly OpenTask[]): void {
  const written = new Set<string>();
  let interactionWritten = false;
  for (const item of draft.written()) {
    if (item.kind === "TASK") written.add(item.entity.id);
    if (
      item.kind === "INTERACTION" &&
      tasks.some((task) => task.interactionId === item.entity.id)
    ) {
      interactionWritten = true;
    }
  }
  if (!interactionWritten) return;
  for (const task of tasks)
    if (!written.has(task.id)) draft.put("TASK", task, "INTERACTION_CHANGED");
}
