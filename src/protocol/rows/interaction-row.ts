import Type from "typebox";
import type { Attributes } from "../../domain/agent.ts";
import type { Answers } from "../../domain/answers.ts";
import type { Delivered } from "../../domain/delivery.ts";
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
  WorkspaceId,
} from "../../domain/id.ts";
import {
  type Clocks,
  type Interaction,
  type ListState,
  type Participant,
  type Resolution,
  communicationTypes,
  interactionStatuses,
} from "../../domain/interaction.ts";
import type { Rating } from "../../domain/rating.ts";
import type { InterventionState } from "../../domain/intervention.ts";
import { NEVER } from "../../domain/time.ts";
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

/** An interaction with the states of its task, intervention and thread repeated, so that one row serves one list line. */
export const InteractionRow = exact({
  id: IdText<InteractionId>(),
  workspaceId: IdText<WorkspaceId>(),
  displayNumber: Type.Integer(),
  threadId: IdText<ThreadId>(),
  threadState: literals(["OPEN", "CLOSED"]),
  sourceId: IdText<SourceId>(),
  queueId: IdText<QueueId>(),
  customerId: IdText<CustomerId>(),
  customerName: Type.String(),
  customerEmail: nullable(Type.String()),
  direction: literals(["INBOUND", "OUTBOUND"]),
  communicationType: literals(communicationTypes),
  subCommunicationType: Type.String(),
  subject: Type.String(),
  tags: leaf<readonly string[]>(),
  dispositions: leaf<readonly string[]>(),
  dispositionNote: Type.String(),
  priority: Type.Integer(),
  ownerId: IdOrNone<AgentId>(),
  createdAt: InstantNumber,
  firstEnqueuedAt: nullable(InstantNumber),
  firstAnsweredAt: nullable(InstantNumber),
  lastLine: Type.String(),
  lastLineBy: literals(["CUSTOMER", "AGENT"]),
  lastMessageAt: InstantNumber,
  interventionId: nullable(IdText<InterventionId>()),
  interventionState: leaf<InterventionState | null>(nullable(Type.String())),
  previousInteractionId: nullable(IdText<InteractionId>()),
  clonedFromId: nullable(IdText<InteractionId>()),
  cloneIds: leaf<readonly InteractionId[]>(),
  rootInteractionId: IdText<InteractionId>(),
  attributes: leaf<Attributes>(),
  listId: nullable(IdText<ListId>()),
  listState: leaf<ListState | null>(nullable(Type.String())),
  lastCustomerAt: InstantNumber,
  waitingSince: InstantNumber,
  answers: leaf<Answers>(),
  reopenedCount: Type.Integer(),
  clocks: leaf<Clocks>(),
  nobodyThere: Type.Optional(Type.Literal(true)),
  delivered: Type.Optional(leaf<Delivered>()),
  rating: Type.Optional(leaf<Rating>()),
  state: literals(["ACTIVE", "COMPLETED"]),
  status: literals(interactionStatuses),
  taskId: nullable(IdText<TaskId>()),
  agentId: IdOrNone<AgentId>(),
  slaDueAt: InstantNumber,
  participants: leaf<readonly Participant[]>(),
  completedAt: InstantNumber,
  completedBy: Type.String(),
  completedByName: Type.String(),
  resolution: leaf<Resolution | null>(nullable(Type.String())),
});
export type InteractionRow = Infer<typeof InteractionRow>;

export function interactionToRow(interaction: Interaction): InteractionRow {
  const ownerId = interaction.ownerId ?? "";
  if (interaction.state === "ACTIVE") {
    const agentId = interaction.agentId ?? "";
    return { ...interaction, ownerId, agentId, ...notCompleted };
  }
  return {
    ...interaction,
    ownerId,
    status: "COMPLETED",
    taskId: null,
    agentId: "",
    slaDueAt: NEVER,
    participants: [],
  };
}

const notCompleted = { completedAt: NEVER, completedBy: "", completedByName: "", resolution: null };

export function interactionFromRow(row: InteractionRow): Interaction {
  const {
    completedAt,
    completedBy,
    completedByName,
    resolution,
    taskId,
    agentId,
    slaDueAt,
    participants,
    status,
    state,
    ...rest
  } = row;
  const common = { ...rest, ownerId: row.ownerId === "" ? null : row.ownerId };
  if (state === "COMPLETED") {
    if (resolution === null)
      throw new Error(`Interaction row ${row.id} is completed without a resolution`);
    return { ...common, state, completedAt, completedBy, completedByName, resolution };
  }
  if (status === "COMPLETED")
    throw new Error(`Interaction row ${row.id} is active with status COMPLETED`);
  const live = { taskId, agentId: agentId === "" ? null : agentId, slaDueAt, participants };
  return { ...common, state, status, ...live };
}
