import Type from "typebox";
import { unreachable } from "../../domain/assert.ts";
import type {
  AgentId,
  InteractionId,
  MrdId,
  QueueId,
  TaskId,
  WorkspaceId,
} from "../../domain/id.ts";
import type { Interaction } from "../../domain/interaction.ts";
import type { AddedMedia } from "../../domain/media.ts";
import type { AcceptedOffer, EndedOffer, Offer, PendingOffer } from "../../domain/offer.ts";
import type { SkillNeed } from "../../domain/skill.ts";
import {
  type CloseReason,
  type Exclusion,
  type Task,
  type WrapUpRecord,
  commonOf,
  participantRoles,
  taskDirections,
} from "../../domain/task.ts";
import { NEVER } from "../../domain/time.ts";
import type { Wait } from "../../domain/wait.ts";
import {
  IdOrNone,
  IdText,
  type Infer,
  InstantNumber,
  exact,
  leaf,
  literals,
  nullable,
} from "../schema.ts";

/** A task with its one offer, and of its interaction what a work list and an offer card show. */
export const TaskRow = exact({
  id: IdText<TaskId>(),
  workspaceId: IdText<WorkspaceId>(),
  homeNode: Type.String(),
  epoch: Type.Integer(),
  interactionId: IdText<InteractionId>(),
  queueId: IdText<QueueId>(),
  mrdId: IdText<MrdId>(),
  direction: literals(taskDirections),
  mode: literals(["AGENT", "QUEUE"]),
  priority: Type.Integer({ minimum: 1, maximum: 11, multipleOf: 1 }),
  skills: leaf<readonly SkillNeed[]>(),
  rootTaskId: IdText<TaskId>(),
  previousTaskId: nullable(IdText<TaskId>()),
  attempt: Type.Integer({ minimum: 1 }),
  createdAt: InstantNumber,
  firstEnqueuedAt: InstantNumber,
  enqueuedAt: InstantNumber,
  requestExpiresAt: InstantNumber,
  slaDueAt: InstantNumber,
  exclusions: leaf<readonly Exclusion[]>(),
  wait: leaf<Wait>(),
  addedMedia: leaf<readonly AddedMedia[]>(),
  requestedBy: IdOrNone<AgentId>(),
  note: Type.String(),
  taskState: literals(["ACTIVE", "WRAP_UP", "CLOSED"]),
  mediaState: literals(["QUEUED", "RESERVED", "ACTIVE", "CLOSED"]),
  agentId: IdOrNone<AgentId>(),
  offer: leaf<Offer | null>(),
  answeredAt: nullable(InstantNumber),
  /** "" where nobody is in the conversation by this task. */
  role: literals([...participantRoles, ""]),
  reason: leaf<CloseReason | null>(nullable(Type.String())),
  wrapUpStartedAt: nullable(InstantNumber),
  wrapUpExpiresAt: nullable(InstantNumber),
  resolved: Type.Boolean(),
  wrapUp: leaf<WrapUpRecord | null>(),
  closedAt: InstantNumber,
  displayNumber: Type.Integer(),
  customerName: Type.String(),
  subject: Type.String(),
  lastLine: Type.String(),
  lastLineBy: literals(["CUSTOMER", "AGENT"]),
  lastMessageAt: InstantNumber,
  /** Since when the customer of a session is away; null while they are there, or nobody can know. */
  customerAwaySince: nullable(InstantNumber),
  /** Since when the customer waits for a word, and by when one is promised; NEVER where they do not. */
  waitingSince: InstantNumber,
  answerDueAt: InstantNumber,
  communicationType: literals(["MESSAGING", "EMAIL", "PHONE", "TASK", "VIDEO"]),
  subCommunicationType: Type.String(),
});
export type TaskRow = Infer<typeof TaskRow>;

export type TaskStates = Pick<TaskRow, "taskState" | "mediaState">;

const states: Readonly<Record<Task["state"], TaskStates>> = {
  QUEUED: { taskState: "ACTIVE", mediaState: "QUEUED" },
  RESERVED: { taskState: "ACTIVE", mediaState: "RESERVED" },
  ACTIVE: { taskState: "ACTIVE", mediaState: "ACTIVE" },
  WRAP_UP: { taskState: "WRAP_UP", mediaState: "CLOSED" },
  CLOSED: { taskState: "CLOSED", mediaState: "CLOSED" },
};

/** The domain's one state as the two fields that source 002 gives it. */
export function statesOf(task: Pick<Task, "state">): TaskStates {
  return states[task.state];
}

type Varying = Pick<
  TaskRow,
  | "taskState"
  | "mediaState"
  | "agentId"
  | "offer"
  | "answeredAt"
  | "role"
  | "reason"
  | "wrapUpStartedAt"
  | "wrapUpExpiresAt"
  | "resolved"
  | "wrapUp"
  | "closedAt"
>;

const nothing: Omit<Varying, "taskState" | "mediaState"> = {
  agentId: "",
  offer: null,
  answeredAt: null,
  role: "",
  reason: null,
  wrapUpStartedAt: null,
  wrapUpExpiresAt: null,
  resolved: false,
  wrapUp: null,
  closedAt: NEVER,
};

function varyingOf(task: Task): Varying {
  switch (task.state) {
    case "QUEUED":
      return { ...nothing, taskState: "ACTIVE", mediaState: "QUEUED" };
    case "RESERVED":
      return {
        ...nothing,
        taskState: "ACTIVE",
        mediaState: "RESERVED",
        agentId: task.agentId,
        offer: task.offer,
      };
    case "ACTIVE": {
      const { agentId, offer, answeredAt, role } = task;
      const held = { agentId, offer, answeredAt, role };
      return { ...nothing, taskState: "ACTIVE", mediaState: "ACTIVE", ...held };
    }
    case "WRAP_UP": {
      const { agentId, offer, answeredAt, reason, wrapUpStartedAt, wrapUpExpiresAt, resolved } =
        task;
      const wrapUp = { reason, wrapUpStartedAt, wrapUpExpiresAt, resolved };
      return {
        ...nothing,
        taskState: "WRAP_UP",
        mediaState: "CLOSED",
        agentId,
        offer,
        answeredAt,
        ...wrapUp,
      };
    }
    case "CLOSED": {
      const { offer, answeredAt, reason, wrapUp, closedAt } = task;
      const agentId: TaskRow["agentId"] = task.agentId ?? "";
      const closed = { agentId, offer, answeredAt, reason, wrapUp, closedAt };
      return { ...nothing, taskState: "CLOSED", mediaState: "CLOSED", ...closed };
    }
    default:
      return unreachable(task);
  }
}

/** Field by field: rows are made with every decision, and spreading parts into one another costs three times as much. */
export function taskToRow(task: Task, interaction: Interaction): TaskRow {
  const varying = varyingOf(task);
  return {
    id: task.id,
    workspaceId: task.workspaceId,
    homeNode: task.homeNode,
    epoch: task.epoch,
    interactionId: task.interactionId,
    queueId: task.queueId,
    mrdId: task.mrdId,
    direction: task.direction,
    mode: task.mode,
    priority: task.priority,
    skills: task.skills,
    rootTaskId: task.rootTaskId,
    previousTaskId: task.previousTaskId,
    attempt: task.attempt,
    createdAt: task.createdAt,
    firstEnqueuedAt: task.firstEnqueuedAt,
    enqueuedAt: task.enqueuedAt,
    requestExpiresAt: task.requestExpiresAt,
    slaDueAt: task.slaDueAt,
    exclusions: task.exclusions,
    wait: task.wait,
    addedMedia: task.addedMedia,
    requestedBy: task.requestedBy ?? "",
    note: task.note,
    agentId: varying.agentId,
    offer: varying.offer,
    answeredAt: varying.answeredAt,
    role: varying.role,
    reason: varying.reason,
    wrapUpStartedAt: varying.wrapUpStartedAt,
    wrapUpExpiresAt: varying.wrapUpExpiresAt,
    resolved: varying.resolved,
    wrapUp: varying.wrapUp,
    closedAt: varying.closedAt,
    taskState: varying.taskState,
    mediaState: varying.mediaState,
    displayNumber: interaction.displayNumber,
    customerName: interaction.customerName,
    subject: interaction.subject,
    lastLine: interaction.lastLine,
    lastLineBy: interaction.lastLineBy,
    lastMessageAt: interaction.lastMessageAt,
    customerAwaySince: interaction.clocks.presence?.awaySince ?? null,
    waitingSince: interaction.waitingSince,
    answerDueAt: interaction.answers.dueAt,
    communicationType: interaction.communicationType,
    subCommunicationType: interaction.subCommunicationType,
  };
}

export function taskFromRow(row: TaskRow): Task {
  const common = commonOf({ ...row, requestedBy: row.requestedBy === "" ? null : row.requestedBy });
  if (row.taskState === "CLOSED") {
    const agentId = row.agentId === "" ? null : row.agentId;
    const { closedAt, answeredAt, wrapUp } = row;
    const offer = row.offer === null ? null : ended(row.offer, row);
    return {
      ...common,
      state: "CLOSED",
      reason: known(row.reason, row),
      closedAt,
      agentId,
      answeredAt,
      offer,
      wrapUp,
    };
  }
  if (row.mediaState === "QUEUED") return { ...common, state: "QUEUED" };
  const agentId = row.agentId === "" ? damaged(row) : row.agentId;
  if (row.mediaState === "RESERVED")
    return { ...common, state: "RESERVED", agentId, offer: pending(row.offer, row) };
  const held = { agentId, answeredAt: known(row.answeredAt, row), offer: accepted(row.offer, row) };
  if (row.taskState === "ACTIVE") {
    return { ...common, state: "ACTIVE", ...held, role: row.role === "" ? damaged(row) : row.role };
  }
  const reason = row.reason === "DONE" || row.reason === "TRANSFERRED" ? row.reason : damaged(row);
  const wrapUpStartedAt = known(row.wrapUpStartedAt, row);
  const wrapUpExpiresAt = known(row.wrapUpExpiresAt, row);
  return {
    ...common,
    state: "WRAP_UP",
    ...held,
    reason,
    wrapUpStartedAt,
    wrapUpExpiresAt,
    resolved: row.resolved,
  };
}

function damaged(row: TaskRow): never {
  throw new Error(`Task row ${row.id} contradicts itself: ${row.taskState}/${row.mediaState}`);
}

function known<T>(value: T | null, row: TaskRow): T {
  return value ?? damaged(row);
}

function pending(offer: Offer | null, row: TaskRow): PendingOffer {
  return offer?.state === "PENDING" ? offer : damaged(row);
}

function accepted(offer: Offer | null, row: TaskRow): AcceptedOffer | null {
  if (offer === null) return null;
  return offer.state === "ACCEPTED" ? offer : damaged(row);
}

function ended(offer: Offer, row: TaskRow): EndedOffer {
  return offer.state === "PENDING" ? damaged(row) : offer;
}
