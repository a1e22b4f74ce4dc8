import Type from "typebox";
import type { Agent, AgentMrd } from "../../domain/agent.ts";
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
import type { Message } from "../../domain/message.ts";
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
  state: literals(["OPENED", "CLOSED"]),
  openedAt: InstantNumber,
  firstReplyAt: nullable(InstantNumber),
  repliesCount: Type.Integer(),
  commentsCount: Type.Integer(),
  segmentIndex: Type.Integer(),
  closedAt: InstantNumber,
  closedBy: Type.String(),
});
export type InterventionRow = Infer<typeof InterventionRow>;

export function interventionToRow(intervention: Intervention): InterventionRow {
  return intervention.state === "CLOSED"
    ? intervention
    : { ...intervention, closedAt: NEVER, closedBy: "" };
}
export function interventionFromRow(row: InterventionRow): Intervention {
  const { state, closedAt, closedBy, ...common } = row;
  return state === "CLOSED" ? { ...common, state, closedAt, closedBy } : { ...common, state };
}

export const AgentRow = exact({
  id: IdText<AgentId>(),
  workspaceId: IdText<WorkspaceId>(),
  name: Type.String(),
  teamIds: leaf<readonly TeamId[]>(),
  queueIds: leaf<readonly QueueId[]>(),
  skills: leaf<SkillLevels>(),
  state: literals(["LOGIN", "NOT_READY", "READY", "LOGOUT", "UNKNOWN"]),
  reason: nullable(Type.String()),
  since: InstantNumber,
  loginAt: nullable(InstantNumber),
  reachable: Type.Boolean(),
  stateBefore: leaf<Agent["stateBefore"]>(nullable(Type.String())),
  mrds: leaf<readonly AgentMrd[]>(),
});
export type AgentRow = Infer<typeof AgentRow>;

export function agentToRow(agent: Agent): AgentRow {
  return { ...agent };
}
export function agentFromRow(row: AgentRow): Agent {
  return { ...row };
}
