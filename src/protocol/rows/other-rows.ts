import Type from "typebox";
import { unreachable } from "../../domain/assert.ts";
import type { Agent, AgentMrd, Attributes, RecentAssignment } from "../../domain/agent.ts";
import type {
  AgentId,
  InteractionId,
  InterventionId,
  MessageId,
  QueueId,
  TeamId,
  ThreadId,
  WorkspaceId,
} from "../../domain/id.ts";
import type { Intervention } from "../../domain/intervention.ts";
import { type Message, customerEvents } from "../../domain/message.ts";
import type { SkillLevels } from "../../domain/skill.ts";
import { NEVER } from "../../domain/time.ts";
import { IdText, type Infer, InstantNumber, exact, leaf, literals, nullable } from "../schema.ts";

export const MessageRow = exact({
  id: IdText<MessageId>(),
  interactionId: IdText<InteractionId>(),
  threadId: IdText<ThreadId>(),
  kind: literals(["CUSTOMER", "AGENT", "NOTE", "EVENT"]),
  authorId: Type.String(),
  authorName: Type.String(),
  body: Type.String(),
  createdAt: InstantNumber,
  about: Type.Optional(Type.String()),
  writtenAt: Type.Optional(InstantNumber),
  byBot: Type.Optional(Type.Literal(true)),
  told: Type.Optional(literals(customerEvents)),
});
export type MessageRow = Infer<typeof MessageRow>;

export function messageToRow(message: Message): MessageRow {
  return { ...message };
}
export function messageFromRow(row: MessageRow): Message {
  return { ...row };
}

export const InterventionRow = exact({
  id: IdText<InterventionId>(),
  interactionId: IdText<InteractionId>(),
  threadId: IdText<ThreadId>(),
  agentId: IdText<AgentId>(),
  state: literals(["OPENED", "DEFERRED", "CLOSED"]),
  openedAt: InstantNumber,
  firstReplyAt: nullable(InstantNumber),
  repliesCount: Type.Integer(),
  commentsCount: Type.Integer(),
  segmentIndex: Type.Integer(),
  deferredUntil: InstantNumber,
  closedAt: InstantNumber,
  closedBy: Type.String(),
});
export type InterventionRow = Infer<typeof InterventionRow>;

const notClosed = { closedAt: NEVER, closedBy: "" };

export function interventionToRow(intervention: Intervention): InterventionRow {
  switch (intervention.state) {
    case "OPENED":
      return { ...intervention, deferredUntil: NEVER, ...notClosed };
    case "DEFERRED":
      return { ...intervention, ...notClosed };
    case "CLOSED":
      return { ...intervention, deferredUntil: NEVER };
    default:
      return unreachable(intervention);
  }
}

export function interventionFromRow(row: InterventionRow): Intervention {
  const { state, closedAt, closedBy, deferredUntil, ...common } = row;
  if (state === "CLOSED") return { ...common, state, closedAt, closedBy };
  return state === "DEFERRED" ? { ...common, state, deferredUntil } : { ...common, state };
}

export const AgentRow = exact({
  id: IdText<AgentId>(),
  workspaceId: IdText<WorkspaceId>(),
  name: Type.String(),
  teamIds: leaf<readonly TeamId[]>(),
  queueIds: leaf<readonly QueueId[]>(),
  memberOf: leaf<readonly QueueId[]>(),
  skills: leaf<SkillLevels>(),
  state: literals(["LOGIN", "NOT_READY", "READY", "LOGOUT", "UNKNOWN"]),
  reason: nullable(Type.String()),
  since: InstantNumber,
  occupiedSince: InstantNumber,
  loginAt: nullable(InstantNumber),
  reachable: Type.Boolean(),
  stateBefore: leaf<Agent["stateBefore"]>(nullable(Type.String())),
  mrds: leaf<readonly AgentMrd[]>(),
  tags: leaf<readonly string[]>(),
  attributes: leaf<Attributes>(),
  missesInRow: Type.Integer(),
  returnAt: InstantNumber,
  recentAssignments: leaf<readonly RecentAssignment[]>(),
});
export type AgentRow = Infer<typeof AgentRow>;

export function agentToRow(agent: Agent): AgentRow {
  return { ...agent };
}
export function agentFromRow(row: AgentRow): Agent {
  return { ...row };
}
