import Type from "typebox";
import type { CommandId } from "../domain/id.ts";
import type { RefusalCode } from "../domain/refusal.ts";
import { agentAway } from "./commands/agent-away.ts";
import { agentForceLogout } from "./commands/agent-force-logout.ts";
import { agentForceState } from "./commands/agent-force-state.ts";
import { agentLogout } from "./commands/agent-logout.ts";
import { agentSetMrd } from "./commands/agent-set-mrd.ts";
import { agentSetState } from "./commands/agent-set-state.ts";
import { consultConference } from "./commands/consult-conference.ts";
import { consultTransfer } from "./commands/consult-transfer.ts";
import { customerAcknowledge } from "./commands/customer-acknowledge.ts";
import { customerEnd } from "./commands/customer-end.ts";
import { customerLeave } from "./commands/customer-leave.ts";
import { customerRate } from "./commands/customer-rate.ts";
import { folderDelete } from "./commands/folder-delete.ts";
import { folderSave } from "./commands/folder-save.ts";
import { interactionClone } from "./commands/interaction-clone.ts";
import { interactionEdit } from "./commands/interaction-edit.ts";
import { interactionEngage } from "./commands/interaction-engage.ts";
import { interactionForceComplete } from "./commands/interaction-force-complete.ts";
import { interactionReopen } from "./commands/interaction-reopen.ts";
import { interactionSetType } from "./commands/interaction-set-type.ts";
import { interactionStart } from "./commands/interaction-start.ts";
import { interventionAssign } from "./commands/intervention-assign.ts";
import { interventionCancel } from "./commands/intervention-cancel.ts";
import { interventionClose } from "./commands/intervention-close.ts";
import { listClose } from "./commands/list-close.ts";
import { listJoin } from "./commands/list-join.ts";
import { messagePost } from "./commands/message-post.ts";
import { messageReceive } from "./commands/message-receive.ts";
import { monitorBargeIn } from "./commands/monitor-barge-in.ts";
import { monitorStart } from "./commands/monitor-start.ts";
import { monitorWhisper } from "./commands/monitor-whisper.ts";
import { noteAdd } from "./commands/note-add.ts";
import { offerAccept } from "./commands/offer-accept.ts";
import { offerDecline } from "./commands/offer-decline.ts";
import { queueFlush } from "./commands/queue-flush.ts";
import { queueSetRouting } from "./commands/queue-set-routing.ts";
import { taskAddMedia } from "./commands/task-add-media.ts";
import { taskAssign } from "./commands/task-assign.ts";
import { taskCancelRequest } from "./commands/task-cancel-request.ts";
import { taskClaim } from "./commands/task-claim.ts";
import { taskConference } from "./commands/task-conference.ts";
import { taskConsult } from "./commands/task-consult.ts";
import { taskCreate } from "./commands/task-create.ts";
import { taskDefer } from "./commands/task-defer.ts";
import { taskEndMedia } from "./commands/task-end-media.ts";
import { taskHold } from "./commands/task-hold.ts";
import { taskLeave } from "./commands/task-leave.ts";
import { taskMove } from "./commands/task-move.ts";
import { taskRequest } from "./commands/task-request.ts";
import { taskRequeue } from "./commands/task-requeue.ts";
import { taskResolve } from "./commands/task-resolve.ts";
import { taskResume } from "./commands/task-resume.ts";
import { taskSetMediaState } from "./commands/task-set-media-state.ts";
import { taskSetState } from "./commands/task-set-state.ts";
import { taskTransfer } from "./commands/task-transfer.ts";
import { wrapupSkip } from "./commands/wrapup-skip.ts";
import { wrapupSubmit } from "./commands/wrapup-submit.ts";
import { IdText, type Infer, InstantNumber, exact } from "./schema.ts";

/** Every command there is, by its type. */
export const commandSpecs = {
  "agent.away": agentAway,
  "agent.forceLogout": agentForceLogout,
  "agent.forceState": agentForceState,
  "agent.logout": agentLogout,
  "agent.setMrd": agentSetMrd,
  "agent.setState": agentSetState,
  "consult.conference": consultConference,
  "consult.transfer": consultTransfer,
  "customer.acknowledge": customerAcknowledge,
  "customer.end": customerEnd,
  "customer.leave": customerLeave,
  "customer.rate": customerRate,
  "folder.delete": folderDelete,
  "folder.save": folderSave,
  "interaction.clone": interactionClone,
  "interaction.edit": interactionEdit,
  "interaction.engage": interactionEngage,
  "interaction.forceComplete": interactionForceComplete,
  "interaction.reopen": interactionReopen,
  "interaction.setType": interactionSetType,
  "interaction.start": interactionStart,
  "intervention.assign": interventionAssign,
  "intervention.cancel": interventionCancel,
  "intervention.close": interventionClose,
  "list.close": listClose,
  "list.join": listJoin,
  "message.post": messagePost,
  "message.receive": messageReceive,
  "monitor.bargeIn": monitorBargeIn,
  "monitor.start": monitorStart,
  "monitor.whisper": monitorWhisper,
  "note.add": noteAdd,
  "offer.accept": offerAccept,
  "offer.decline": offerDecline,
  "queue.flush": queueFlush,
  "queue.setRouting": queueSetRouting,
  "task.addMedia": taskAddMedia,
  "task.assign": taskAssign,
  "task.cancelRequest": taskCancelRequest,
  "task.claim": taskClaim,
  "task.conference": taskConference,
  "task.consult": taskConsult,
  "task.create": taskCreate,
  "task.defer": taskDefer,
  "task.endMedia": taskEndMedia,
  "task.hold": taskHold,
  "task.leave": taskLeave,
  "task.move": taskMove,
  "task.request": taskRequest,
  "task.requeue": taskRequeue,
  "task.resolve": taskResolve,
  "task.resume": taskResume,
  "task.setMediaState": taskSetMediaState,
  "task.setState": taskSetState,
  "task.transfer": taskTransfer,
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
