import type {
  AgentId,
  CustomerId,
  InteractionId,
  InterventionId,
  QueueId,
  SourceId,
  TaskId,
  ThreadId,
  UserId,
  WorkspaceId,
} from "./id.ts";
import type { InterventionState } from "./intervention.ts";
import { type Message, isPublic } from "./message.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { Task } from "./task.ts";
import type { Instant } from "./time.ts";

export type CommunicationType = "MESSAGING" | "EMAIL" | "PHONE" | "TASK" | "VIDEO";
export type InteractionDirection = "INBOUND" | "OUTBOUND";
export type Resolution = "RESOLVED" | "UNRESOLVED" | "ABANDONED" | "NO_AGENT" | "FLUSHED";
/** Edify's finer words for an interaction, derived from its tasks (domain.md 7.4). */
export type InteractionStatus =
  | "OPEN"
  | "PENDING"
  | "CONNECTED"
  | "WRAP_UP"
  | "UNDELIVERED"
  | "COMPLETED";

interface Common {
  readonly id: InteractionId;
  readonly workspaceId: WorkspaceId;
  /** The number people say aloud: #4821. 0 until the node has given one. */
  readonly displayNumber: number;
  readonly threadId: ThreadId;
  readonly threadState: "OPEN" | "CLOSED";
  readonly sourceId: SourceId;
  readonly queueId: QueueId;
  readonly customerId: CustomerId;
  readonly customerName: string;
  readonly customerEmail: string | null;
  readonly direction: InteractionDirection;
  readonly communicationType: CommunicationType;
  readonly subCommunicationType: string;
  readonly subject: string;
  readonly tags: readonly string[];
  readonly dispositions: readonly string[];
  readonly dispositionNote: string;
  readonly priority: number;
  readonly ownerId: AgentId | null;
  readonly createdAt: Instant;
  readonly firstEnqueuedAt: Instant | null;
  readonly firstAnsweredAt: Instant | null;
  readonly lastLine: string;
  readonly lastLineBy: "CUSTOMER" | "AGENT";
  readonly lastMessageAt: Instant;
  readonly interventionId: InterventionId | null;
  readonly interventionState: InterventionState | null;
  readonly previousInteractionId: InteractionId | null;
  readonly clonedFromId: InteractionId | null;
  readonly cloneIds: readonly InteractionId[];
  readonly rootInteractionId: InteractionId;
}

/** What the live task says, repeated here so that one row holds all that a list shows. */
export interface TaskGlance {
  readonly taskId: TaskId | null;
  readonly status: Exclude<InteractionStatus, "COMPLETED">;
  readonly agentId: AgentId | null;
  /** When the next promise to the customer is broken; NEVER when none is running. */
  readonly slaDueAt: Instant;
}

export interface ActiveInteraction extends Common, TaskGlance {
  readonly state: "ACTIVE";
}

export interface CompletedInteraction extends Common {
  readonly state: "COMPLETED";
  readonly completedAt: Instant;
  /** A user, or "customer" or "system". */
  readonly completedBy: string;
  readonly completedByName: string;
  readonly resolution: Resolution;
}

export type Interaction = ActiveInteraction | CompletedInteraction;

export type InteractionBeginning = Omit<Common, "lastLine" | "lastLineBy" | "lastMessageAt"> & {
  readonly lastLine?: string;
};

/** A new interaction, before any task of it exists. */
export function beginInteraction(
  beginning: InteractionBeginning,
  slaDueAt: Instant,
): ActiveInteraction {
  return {
    ...beginning,
    lastLine: beginning.lastLine ?? "",
    lastLineBy: beginning.direction === "INBOUND" ? "CUSTOMER" : "AGENT",
    lastMessageAt: beginning.createdAt,
    state: "ACTIVE",
    taskId: null,
    status: "OPEN",
    agentId: null,
    slaDueAt,
  };
}

const LAST_LINE_LENGTH = 240;

/** The interaction once a message has been added to it; notes and events change no last line. */
export function withMessage<I extends Interaction>(interaction: I, message: Message): I {
  if (!isPublic(message)) return interaction;
  return {
    ...interaction,
    lastLine: message.body.slice(0, LAST_LINE_LENGTH),
    lastLineBy: message.kind === "CUSTOMER" ? "CUSTOMER" : "AGENT",
    lastMessageAt: message.createdAt,
  };
}

/** Precedence when several tasks run: connected, then wrap-up, then pending, then open (domain.md 7.4). */
const precedence = ["ACTIVE", "WRAP_UP", "RESERVED", "QUEUED"] as const;
const statusOf = {
  ACTIVE: "CONNECTED",
  WRAP_UP: "WRAP_UP",
  RESERVED: "PENDING",
  QUEUED: "OPEN",
} as const;

/** What the interaction's open tasks make of it; a wrap-up standing first hides no promise that still runs. */
export function glanceAt(
  tasks: readonly Task[],
  slaDueAt: (task: Task) => Instant,
  none: Instant,
): TaskGlance {
  for (const state of precedence) {
    const task = tasks.find((each) => each.state === state);
    if (task === undefined) continue;
    const agentId = task.state === "QUEUED" ? null : task.agentId;
    const dueAt = Math.min(...tasks.map(slaDueAt));
    return { taskId: task.id, status: statusOf[state], agentId, slaDueAt: dueAt };
  }
  return { taskId: null, status: "UNDELIVERED", agentId: null, slaDueAt: none };
}

export interface EditableFields {
  readonly subject?: string;
  readonly customerName?: string;
  readonly customerEmail?: string | null;
  readonly tags?: readonly string[];
  readonly dispositions?: readonly string[];
  readonly dispositionNote?: string;
}

/** Fields people may change, on active and on completed interactions alike (source 004; domain.md 4.4). */
export function editInteraction<I extends Interaction>(
  interaction: I,
  fields: EditableFields,
): I | Refusal {
  const name = fields.customerName?.trim();
  if (name === "") return refuse("FIELD_NOT_EDITABLE", "customerName cannot be empty");
  return { ...interaction, ...fields, ...(name === undefined ? {} : { customerName: name }) };
}

export interface Completion {
  readonly by: UserId | "customer" | "system";
  readonly byName: string;
  readonly at: Instant;
  readonly resolution: Resolution;
}

/** Completed for good: who and when are never edited afterwards. */
export function completeInteraction(
  interaction: ActiveInteraction,
  completion: Completion,
): CompletedInteraction {
  const { taskId: _task, status: _status, agentId: _agent, slaDueAt: _due, ...rest } = interaction;
  return {
    ...rest,
    state: "COMPLETED",
    completedAt: completion.at,
    completedBy: completion.by,
    completedByName: completion.byName,
    resolution: completion.resolution,
  };
}
