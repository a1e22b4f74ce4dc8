import type { Command, CommandType } from "../../protocol/commands.ts";
import type { Say } from "../words/words.ts";
import type { WordKey } from "../words/languages.ts";

const titles: Readonly<Record<CommandType, WordKey>> = {
  "agent.away": "command.agentAway",
  "agent.forceLogout": "command.agentForceLogout",
  "agent.forceState": "command.agentForceState",
  "agent.logout": "command.agentLogout",
  "agent.setMrd": "command.agentSetMrd",
  "agent.setState": "command.agentSetState",
  "consult.conference": "command.consultConference",
  "consult.transfer": "command.consultTransfer",
  "customer.leave": "command.customerLeave",
  "folder.delete": "command.folderDelete",
  "folder.save": "command.folderSave",
  "interaction.clone": "command.interactionClone",
  "interaction.edit": "command.interactionEdit",
  "interaction.engage": "command.interactionEngage",
  "interaction.forceComplete": "command.interactionForceComplete",
  "interaction.reopen": "command.interactionReopen",
  "interaction.setType": "command.interactionSetType",
  "interaction.start": "command.interactionStart",
  "intervention.assign": "command.interventionAssign",
  "intervention.cancel": "command.interventionCancel",
  "intervention.close": "command.interventionClose",
  "list.close": "command.listClose",
  "list.join": "command.listJoin",
  "message.post": "command.messagePost",
  "message.receive": "command.messageReceive",
  "monitor.bargeIn": "command.monitorBargeIn",
  "monitor.start": "command.monitorStart",
  "monitor.whisper": "command.monitorWhisper",
  "note.add": "command.noteAdd",
  "offer.accept": "command.offerAccept",
  "offer.decline": "command.offerDecline",
  "queue.flush": "command.queueFlush",
  "queue.setRouting": "command.queueSetRouting",
  "task.addMedia": "command.taskAddMedia",
  "task.assign": "command.taskAssign",
  "task.cancelRequest": "command.taskCancelRequest",
  "task.claim": "command.taskClaim",
  "task.conference": "command.taskConference",
  "task.consult": "command.taskConsult",
  "task.create": "command.taskCreate",
  "task.defer": "command.taskDefer",
  "task.endMedia": "command.taskEndMedia",
  "task.hold": "command.taskHold",
  "task.leave": "command.taskLeave",
  "task.move": "command.taskMove",
  "task.request": "command.taskRequest",
  "task.requeue": "command.taskRequeue",
  "task.resolve": "command.taskResolve",
  "task.resume": "command.taskResume",
  "task.setMediaState": "command.taskSetMediaState",
  "task.setState": "command.taskSetState",
  "task.transfer": "command.taskTransfer",
  "wrapup.skip": "command.wrapupSkip",
  "wrapup.submit": "command.wrapupSubmit",
};

/** What a waiting command will do, as its author would say it, and the text that is at stake. */
export function commandWords(
  say: Say,
  command: Command,
): { readonly title: string; readonly text: string | null } {
  return { title: say(titles[command.type]), text: textOf(command) };
}

function textOf(command: Command): string | null {
  if (command.type === "message.post" || command.type === "note.add") return command.body.body;
  if (command.type === "wrapup.submit") return command.body.note === "" ? null : command.body.note;
  return command.type === "interaction.clone" ? (command.body.message?.body ?? null) : null;
}
