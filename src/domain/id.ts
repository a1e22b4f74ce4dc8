/** Ids are branded texts; this file is the only place that mints the brands. */
declare const kind: unique symbol;
export type Id<Kind extends string> = string & { readonly [kind]: Kind };

export type WorkspaceId = Id<"workspace">;
export type UserId = Id<"user">;
/** An agent is a user who takes work; both share one id. */
export type AgentId = UserId;
export type TeamId = Id<"team">;
export type QueueId = Id<"queue">;
export type MrdId = Id<"mrd">;
export type SourceId = Id<"source">;
export type CustomerId = Id<"customer">;
export type ThreadId = Id<"thread">;
export type InteractionId = Id<"interaction">;
export type InterventionId = Id<"intervention">;
export type TaskId = Id<"task">;
export type OfferId = Id<"offer">;
export type MessageId = Id<"message">;
export type CommandId = Id<"command">;
export type CompletionId = Id<"completion">;
export type WorkflowId = Id<"workflow">;
export type CalendarId = Id<"calendar">;
/** A pull list. */
export type ListId = Id<"list">;
export type FolderId = Id<"folder">;

/** Gives a text from a trusted place (a parsed row, the injected generator, a test) its brand. */
export function brand<T extends Id<string>>(text: string): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place that mints brands
  return text as T;
}
