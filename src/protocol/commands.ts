import Type from "typebox";
import type { CommandId } from "../domain/id.ts";
import type { RefusalCode } from "../domain/refusal.ts";
import { agentAway } from "./commands/agent-away.ts";
import { agentLogout } from "./commands/agent-logout.ts";
import { agentSetMrd } from "./commands/agent-set-mrd.ts";
import { agentSetState } from "./commands/agent-set-state.ts";
import { customerLeave } from "./commands/customer-leave.ts";
import { interactionClone } from "./commands/interaction-clone.ts";
import { interactionEdit } from "./commands/interaction-edit.ts";
import { messagePost } from "./commands/message-post.ts";
import { messageReceive } from "./commands/message-receive.ts";
import { noteAdd } from "./commands/note-add.ts";
import { offerAccept } from "./commands/offer-accept.ts";
import { offerDecline } from "./commands/offer-decline.ts";
import { taskRequeue } from "./commands/task-requeue.ts";
import { taskResolve } from "./commands/task-resolve.ts";
import { wrapupSkip } from "./commands/wrapup-skip.ts";
import { wrapupSubmit } from "./commands/wrapup-submit.ts";
import { IdText, type Infer, InstantNumber, exact } from "./schema.ts";

/** Every command there is, by its type. */
export const commandSpecs = {
  "agent.away": agentAway,
  "agent.logout": agentLogout,
  "agent.setMrd": agentSetMrd,
  "agent.setState": agentSetState,
  "customer.leave": customerLeave,
  "interaction.clone": interactionClone,
  "interaction.edit": interactionEdit,
  "message.post": messagePost,
  "message.receive": messageReceive,
  "note.add": noteAdd,
  "offer.accept": offerAccept,
  "offer.decline": offerDecline,
  "task.requeue": taskRequeue,
  "task.resolve": taskResolve,
  "wrapup.skip": wrapupSkip,
  "wrapup.submit": wrapupSubmit,
} as const;

export type CommandType = keyof typeof commandSpecs;
/** Worked out once for every command: asked for a command not known yet, the compiler would begin anew each time. */
type Bodies = { readonly [K in CommandType]: Infer<(typeof commandSpecs)[K]["body"]> };
export type BodyOf<T extends CommandType> = Bodies[T];

/** A command as it crosses the wire. The client makes `id` and stores it before the first send. */
export type Command<T extends CommandType = CommandType> = {
  [K in T]: {
    readonly id: CommandId;
    readonly type: K;
    readonly body: BodyOf<K>;
    /** Node time after which it is no longer wanted; the node then answers COMMAND_EXPIRED. */
    readonly notAfter?: number;
  };
}[T];

/** The envelope's schema; the body is checked against its own command's schema. */
export const CommandEnvelope = exact({
  id: IdText<CommandId>(),
  type: Type.String({ enum: Object.keys(commandSpecs) }),
  body: Type.Object({}),
  notAfter: Type.Optional(InstantNumber),
});

/** How a command ended. Each ends exactly once; the same id gives the same outcome again. */
export type Outcome =
  | {
      readonly commandId: CommandId;
      readonly end: "APPLIED";
      readonly seq: number;
      readonly reply: unknown;
    }
  | {
      readonly commandId: CommandId;
      readonly end: "REFUSED";
      readonly code: RefusalCode;
      readonly detail?: string;
      readonly seq: number;
    }
  /** Neither yes nor no: send the same command again. */
  | { readonly commandId: CommandId; readonly end: "UNKNOWN" };
