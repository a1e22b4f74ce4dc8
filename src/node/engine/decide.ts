import { type Refusal, refuse } from "../../domain/refusal.ts";
import type { BodyOf, Command, CommandType } from "../../protocol/commands.ts";
import { type Actor, agentIdOf } from "../access/actor.ts";
import { goAway, logOut, setMrd, setState } from "./commands/agents.ts";
import { requeueTask, resolveTask, skipForm, submitForm } from "./commands/closing.ts";
import { acknowledgeShown, addNote, postMessage } from "./commands/conversation.ts";
import { receive } from "./commands/customers.ts";
import { customerEnds, customerLeaves, customerRates } from "./commands/leaving.ts";
import { clone, edit } from "./commands/interactions.ts";
import { acceptOffer, declineOffer } from "./commands/offers.ts";
import { claim, request } from "./commands/claiming.ts";
import { bargeIn, monitor, whisper } from "./commands/monitoring.ts";
import { cancelRequest, leaveConversation } from "./commands/participation.ts";
import { conference, transfer } from "./commands/transfers.ts";
import { consult, consultConference, consultTransfer } from "./commands/consulting.ts";
import { assign, forceComplete, move } from "./commands/supervising.ts";
import { flush, setRouting } from "./commands/queues.ts";
import { forceLogout, forceState } from "./commands/supervised-agents.ts";
import { defer, hold, resume } from "./commands/holding.ts";
import { addMedia, endMedia } from "./commands/media.ts";
import { createTask } from "./commands/creating.ts";
import { setMediaState, setTaskState } from "./commands/state-calls.ts";
import { engage, reopen, setType, startInteraction } from "./commands/engaging.ts";
import { assignIntervention, cancelIntervention, closeCase } from "./commands/interventions.ts";
import { closeEntry, joinEntry } from "./commands/lists.ts";
import { deleteSmartFolder, saveSmartFolder } from "./commands/folders.ts";
import type { Draft } from "./draft.ts";

type Handlers = {
  readonly [T in CommandType]: (draft: Draft, actor: Actor, body: BodyOf<T>) => Refusal | object;
};

/** Who decides what; every command stands here once. */
const handlers: Handlers = {
  "agent.away": goAway,
  "agent.forceLogout": forceLogout,
  "agent.forceState": forceState,
  "agent.logout": logOut,
  "agent.setMrd": setMrd,
  "agent.setState": setState,
  "consult.conference": consultConference,
  "consult.transfer": consultTransfer,
  "customer.acknowledge": acknowledgeShown,
  "customer.end": customerEnds,
  "customer.leave": customerLeaves,
  "customer.rate": customerRates,
  "folder.delete": deleteSmartFolder,
  "folder.save": saveSmartFolder,
  "interaction.clone": clone,
  "interaction.edit": edit,
  "interaction.engage": engage,
  "interaction.forceComplete": forceComplete,
  "interaction.reopen": reopen,
  "interaction.setType": setType,
  "interaction.start": startInteraction,
  "intervention.assign": assignIntervention,
  "intervention.cancel": cancelIntervention,
  "intervention.close": closeCase,
  "list.close": closeEntry,
  "list.join": joinEntry,
  "message.post": postMessage,
  "message.receive": receive,
  "monitor.bargeIn": bargeIn,
  "monitor.start": monitor,
  "monitor.whisper": whisper,
  "note.add": addNote,
  "offer.accept": acceptOffer,
  "offer.decline": declineOffer,
  "queue.flush": flush,
  "queue.setRouting": setRouting,
  "task.addMedia": addMedia,
  "task.assign": assign,
  "task.cancelRequest": cancelRequest,
  "task.claim": claim,
  "task.conference": conference,
  "task.consult": consult,
  "task.create": createTask,
  "task.defer": defer,
  "task.endMedia": endMedia,
  "task.hold": hold,
  "task.leave": leaveConversation,
  "task.move": move,
  "task.request": request,
  "task.requeue": requeueTask,
  "task.resolve": resolveTask,
  "task.resume": resume,
  "task.setMediaState": setMediaState,
  "task.setState": setTaskState,
  "task.transfer": transfer,
  "wrapup.skip": skipForm,
  "wrapup.submit": submitForm,
};

const customersOwn: ReadonlySet<CommandType> = new Set([
  "customer.acknowledge",
  "customer.end",
  "customer.leave",
  "customer.rate",
  "message.receive",
]);
/** What programs may ask for without being an agent; each handler asks `can` of the actor. */
const programs: ReadonlySet<CommandType> = new Set([
  "task.create",
  "task.setState",
  "task.setMediaState",
]);

/**
 * The whole decision on one command: the reply, its changes being in the draft, or a refusal that changes nothing.
 * Pure in the world, the command and the draft's instant.
 */
export function decide(draft: Draft, actor: Actor, command: Command): Refusal | object {
  if (command.notAfter !== undefined && draft.now > command.notAfter)
    return refuse("COMMAND_EXPIRED");
  const needsAgent = !customersOwn.has(command.type) && !programs.has(command.type);
  if (needsAgent && agentIdOf(actor) === null) return refuse("NOT_PERMITTED");
  return handle(draft, actor, command);
}

function handle<T extends CommandType>(
  draft: Draft,
  actor: Actor,
  command: Command<T>,
): Refusal | object {
  const { type, body }: { type: T; body: BodyOf<T> } = command;
  return handlers[type](draft, actor, body);
}
