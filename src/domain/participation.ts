import type { AgentId } from "./id.ts";
import { type Refusal, refuse } from "./refusal.ts";
import {
  type ActiveTask,
  type ClosedTask,
  type Exclusion,
  type OpenTask,
  type QueuedTask,
  type ReservedTask,
  type Task,
  closeTask,
} from "./task.ts";
import { type Instant, NEVER } from "./time.ts";

/** How many may serve one customer at once, those who were asked included. */
const PRIMARIES_MAX = 4;

/** The agent's own conversation with the customer, or why it is not: only who serves may hand on or ask others in. */
export function ownPrimary(task: Task, agentId: AgentId): ActiveTask | Refusal {
  if (task.state === "CLOSED") return refuse("TASK_CLOSED");
  if (task.state !== "ACTIVE") return refuse("TASK_NOT_ACTIVE");
  if (task.agentId !== agentId) return refuse("NOT_YOUR_TASK");
  return task.role === "PRIMARY" ? task : refuse("NOT_PRIMARY");
}

/** Legs that join a conversation beside those in it: nothing of the customer's request hangs on them. */
export function isLeg(task: Pick<Task, "direction">): boolean {
  return task.direction === "DIRECT_CONFERENCE" || task.direction === "CONSULT";
}

/** Somebody beside the conversation, or on the way there: the customer's request does not hang on it. */
export function isAside(task: OpenTask): boolean {
  if (task.state === "ACTIVE") return task.role !== "PRIMARY";
  return task.state !== "WRAP_UP" && (isLeg(task) || task.direction === "SILENT_MONITOR");
}

/** Whether somebody serves the customer, or the customer waits for somebody already: nothing more is asked for then. */
export function isCaredFor(tasks: readonly OpenTask[]): boolean {
  return tasks.some((task) => task.state !== "WRAP_UP" && !isAside(task));
}

/** Who listens in is known to nobody but those who may listen in themselves. */
export function isListening(task: Pick<ActiveTask, "role">): boolean {
  return task.role === "SILENT_MONITOR" || task.role === "WHISPER";
}

/** Everybody whom those in the conversation know to be in it. */
export function presentIn(tasks: readonly OpenTask[]): ReadonlySet<AgentId> {
  const present = new Set<AgentId>();
  for (const task of tasks)
    if (task.state === "ACTIVE" && !isListening(task)) present.add(task.agentId);
  return present;
}

export function primariesOf(tasks: readonly OpenTask[]): readonly ActiveTask[] {
  return tasks.flatMap((task) =>
    task.state === "ACTIVE" && task.role === "PRIMARY" ? [task] : [],
  );
}

/** Why one more cannot be asked into the conversation, or null. Legs that are still being offered count (T8). */
export function conferenceObstacle(tasks: readonly OpenTask[]): Refusal | null {
  const asked = tasks.filter((task) => isAside(task) && task.direction === "DIRECT_CONFERENCE");
  return primariesOf(tasks).length + asked.length >= PRIMARIES_MAX
    ? refuse("CONFERENCE_FULL")
    : null;
}

/** Why nobody can be asked for advice now, or null: one adviser at a time (T9). */
export function consultObstacle(tasks: readonly OpenTask[]): Refusal | null {
  return tasks.some((task) => task.direction === "CONSULT" && task.state !== "WRAP_UP")
    ? refuse("CONSULT_IN_PROGRESS")
    : null;
}

/** T36: the adviser serves the customer from here on, alone or beside who asked. */
export function promote(
  task: Task,
  direction: "CONSULT_TRANSFER" | "CONSULT_CONFERENCE",
): ActiveTask | Refusal {
  if (task.direction !== "CONSULT" || task.state !== "ACTIVE") return refuse("CONSULT_NOT_FOUND");
  return { ...task, direction, role: "PRIMARY" };
}

/** T11: from listening to whispering, and to taking part. */
export function escalate(
  task: Task,
  agentId: AgentId,
  to: "WHISPER" | "PRIMARY",
): ActiveTask | Refusal {
  if (task.state !== "ACTIVE" || task.agentId !== agentId || task.direction !== "SILENT_MONITOR")
    return refuse("NOT_MONITORING");
  return to === "WHISPER" ? { ...task, role: to } : { ...task, role: to, direction: "BARGE_IN" };
}

/** A leg that nobody has taken is taken back, or falls with who asked for it. */
export function cancelLeg(task: QueuedTask | ReservedTask, now: Instant): ClosedTask {
  const offer =
    task.state === "RESERVED"
      ? ({ ...task.offer, state: "CANCELED", endedAt: now, cancelReason: "TAKEN_OVER" } as const)
      : null;
  return closeTask(task, { reason: "CANCELLED", offer }, now);
}

/** A waiting task's exclusions, where those in the conversation are passed over; the same array if nothing changes. */
export function withPresent(
  exclusions: readonly Exclusion[],
  present: ReadonlySet<AgentId>,
): readonly Exclusion[] {
  const passedOver = exclusions.filter((each) => each.why === "PRESENT");
  const isSame =
    passedOver.length === present.size && passedOver.every((each) => present.has(each.agentId));
  if (isSame) return exclusions;
  const others = exclusions.filter((each) => each.why !== "PRESENT");
  const now = [...present].map((agentId): Exclusion => ({ agentId, until: NEVER, why: "PRESENT" }));
  return [...others, ...now];
}
