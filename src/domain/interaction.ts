import type { Attributes } from "./agent.ts";
import { type Answers, afterOurWord, noAnswers } from "./answers.ts";
import type { Delivered } from "./delivery.ts";
import type { Notices } from "./admission.ts";
import type {
  AgentId,
  CustomerId,
  InteractionId,
  InterventionId,
  ListId,
  QueueId,
  SourceId,
  TaskId,
  ThreadId,
  UserId,
  WorkspaceId,
} from "./id.ts";
import type { InterventionState } from "./intervention.ts";
import { type Message, isPublic } from "./message.ts";
import type { Rating } from "./rating.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { ParticipantRole } from "./task.ts";
import { type Instant, NEVER } from "./time.ts";
import { clip } from "./clip.ts";

export const communicationTypes = ["MESSAGING", "EMAIL", "PHONE", "TASK", "VIDEO"] as const;
export type CommunicationType = (typeof communicationTypes)[number];
export type InteractionDirection = "INBOUND" | "OUTBOUND";
/** TRANSFERRED: handed on to the outside, where it goes on without us. */
export const resolutions = [
  "RESOLVED",
  "UNRESOLVED",
  "ABANDONED",
  "NO_AGENT",
  "FLUSHED",
  "TRANSFERRED",
] as const;
export type Resolution = (typeof resolutions)[number];
/** Edify's finer words for an interaction, derived from its tasks (domain.md 7.4). */
export const interactionStatuses = [
  "CREATING",
  "BOT",
  "OPEN",
  "PENDING",
  "CONNECTED",
  "HOLD",
  "WRAP_UP",
  "DEFERRED",
  "UNDELIVERED",
  "COMPLETED",
] as const;
export type InteractionStatus = (typeof interactionStatuses)[number];

/** A pull list's word for one of its entries (domain.md 1.6). */
export type ListState = "UNREAD" | "ACTIVE" | "INACTIVE" | "CLOSED";

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
  /** When the customer first had a word from somebody; picking up is none. */
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
  readonly attributes: Attributes;
  /** The pull list it stands in, and how; both null where it came by another way. */
  readonly listId: ListId | null;
  readonly listState: ListState | null;
  /** When the customer last wrote; the beginning where the customer never did. */
  readonly lastCustomerAt: Instant;
  /** Since when the customer waits for a word: their first one since ours. NEVER while the last word is ours. */
  readonly waitingSince: Instant;
  readonly answers: Answers;
  readonly reopenedCount: number;
  readonly clocks: Clocks;
  /** Of a follow-up: no customer holds the other end of its thread. */
  readonly nobodyThere?: true;
  /** Up to where the customer's page has shown it; absent until it says so. */
  readonly delivered?: Delivered;
  /** What the customer thought of it; absent until they said so. */
  readonly rating?: Rating;
}

/** The promises and pauses of a conversation that are not its task's; all of them instants in the row. */
export interface Clocks {
  readonly held: {
    readonly since: Instant;
    readonly until: Instant;
    /** Who or what did it: an agent resumes by hand, an interruption ends by itself. */
    readonly because: "AGENT" | "INTERRUPTION";
  } | null;
  /** How long it stood still before, while the present agent has it. */
  readonly heldMs: number;
  /** NEVER where it is not put off. */
  readonly deferredUntil: Instant;
  /** Whose it was when it was put off: asked first when it comes back. */
  readonly deferredBy: AgentId | null;
  /** The agent's answer that a customer waits for; null while none is owed. */
  readonly response: { readonly startedAt: Instant; readonly dueAt: Instant } | null;
  readonly firstReplyDueAt: Instant;
  readonly firstReplyReminders: number;
  readonly inactiveAt: Instant;
  /** What the customer was told on entering queues; left out where nothing was. */
  readonly notices?: Notices;
  /** Null where the session is not the customer's to end, or nobody can know whether they are there. */
  readonly presence: Presence | null;
}

/** Whether the customer of a session is there, as far as it has been noticed. */
export interface Presence {
  readonly awaySince: Instant | null;
  /** Their absence has ended the session. */
  readonly isOver: boolean;
}

export const noClocks: Clocks = {
  held: null,
  heldMs: 0,
  deferredUntil: NEVER,
  deferredBy: null,
  response: null,
  firstReplyDueAt: NEVER,
  firstReplyReminders: 0,
  inactiveAt: NEVER,
  presence: null,
};

/** The next instant at which one of these clocks does something by itself. */
export function nextOfClocks(clocks: Clocks): Instant {
  // What is on hold waits for nothing but its own end.
  if (clocks.held !== null) return Math.min(clocks.held.until, clocks.deferredUntil);
  return Math.min(
    clocks.deferredUntil,
    clocks.response?.dueAt ?? NEVER,
    clocks.firstReplyDueAt,
    clocks.inactiveAt,
  );
}

/** Somebody in the conversation. */
export interface Participant {
  readonly agentId: AgentId;
  readonly role: ParticipantRole;
  readonly taskId: TaskId;
}

/** What the live task says, repeated here so that one row holds all that a list shows. */
export interface TaskGlance {
  readonly taskId: TaskId | null;
  readonly status: Exclude<InteractionStatus, "COMPLETED">;
  readonly agentId: AgentId | null;
  /** When the next promise to the customer is broken; NEVER when none is running. */
  readonly slaDueAt: Instant;
  /** Everybody with an active task here, in the order they joined. */
  readonly participants: readonly Participant[];
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

type SetAtBeginning =
  | "lastLine"
  | "lastLineBy"
  | "lastMessageAt"
  | "lastCustomerAt"
  | "waitingSince"
  | "answers"
  | "clocks"
  | "reopenedCount";
export type InteractionBeginning = Omit<Common, SetAtBeginning> & { readonly lastLine?: string };

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
    lastCustomerAt: beginning.createdAt,
    waitingSince: NEVER,
    answers: noAnswers,
    reopenedCount: 0,
    clocks: noClocks,
    state: "ACTIVE",
    taskId: null,
    status: "CREATING",
    agentId: null,
    slaDueAt,
    participants: [],
  };
}

const LAST_LINE_LENGTH = 240;

/** The interaction once a message has been added to it; notes and events change no last line, and answer nothing. */
export function withMessage<I extends Interaction>(interaction: I, message: Message): I {
  if (!isPublic(message)) return interaction;
  const { createdAt: lastMessageAt } = message;
  const said = { ...interaction, lastLine: clip(message.body, LAST_LINE_LENGTH), lastMessageAt };
  if (message.kind !== "CUSTOMER")
    return { ...said, lastLineBy: "AGENT", ...afterOurWord(interaction, message) };
  const waitingSince = Math.min(interaction.waitingSince, lastMessageAt);
  return { ...said, lastLineBy: "CUSTOMER", lastCustomerAt: lastMessageAt, waitingSince };
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
  const {
    taskId: _task,
    status: _status,
    agentId: _agent,
    slaDueAt: _due,
    participants: _participants,
    ...rest
  } = interaction;
  return {
    ...rest,
    clocks: noClocks,
    waitingSince: NEVER,
    answers: { ...interaction.answers, dueAt: NEVER },
    listState: interaction.listState === null ? null : "CLOSED",
    state: "COMPLETED",
    completedAt: completion.at,
    completedBy: completion.by,
    completedByName: completion.byName,
    resolution: completion.resolution,
  };
}
