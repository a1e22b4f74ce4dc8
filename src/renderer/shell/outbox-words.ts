import type { Command, CommandType } from "../../protocol/commands.ts";
import type { Say } from "../words/words.ts";
import type { WordKey } from "../words/languages.ts";

const titles: Readonly<Record<CommandType, WordKey>> = {
  "agent.away": "command.agentAway",
  "agent.logout": "command.agentLogout",
  "agent.setMrd": "command.agentSetMrd",
  "agent.setState": "command.agentSetState",
  "customer.leave": "command.customerLeave",
  "interaction.clone": "command.interactionClone",
  "interaction.edit": "command.interactionEdit",
  "message.post": "command.messagePost",
  "message.receive": "command.messageReceive",
  "note.add": "command.noteAdd",
  "offer.accept": "command.offerAccept",
  "offer.decline": "command.offerDecline",
  "task.requeue": "command.taskRequeue",
  "task.resolve": "command.taskResolve",
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
