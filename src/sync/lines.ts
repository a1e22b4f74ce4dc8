import type { Command } from "../protocol/commands.ts";

/**
 * The lines a command stands in: commands of one line are sent one after another, lines do not wait for each other.
 * Answers to offers and state changes have lines of their own, so that nothing holds them up.
 */
// oxlint-disable-next-line eslint/complexity -- as long as the union
export function linesOf(
  command: Command,
  interactionOf: (taskId: string) => string | null,
): string[] {
  switch (command.type) {
    case "interaction.clone":
      return [command.body.sourceInteractionId, command.body.interactionId];
    case "interaction.edit":
    case "message.post":
    case "note.add":
      return [command.body.interactionId];
    case "task.requeue":
    case "task.resolve":
    case "wrapup.skip":
    case "wrapup.submit":
      return [interactionOf(command.body.taskId) ?? command.body.taskId];
    case "folder.delete":
    case "folder.save":
      return [`folder:${command.body.folderId}`];
    case "offer.accept":
    case "offer.decline":
      return [`offer:${command.body.taskId}`];
    case "customer.acknowledge":
    case "customer.end":
    case "customer.leave":
    case "customer.rate":
    case "message.receive":
      return [command.body.threadId];
    case "agent.away":
    case "agent.logout":
    case "agent.setMrd":
    case "agent.setState":
      return ["agent"];
    default:
      return [...namedIn(command.body, interactionOf)];
  }
}

/** What needs the node at once stands in the line of the conversation or task it is about, behind what waits there. */
function namedIn(
  body: object,
  interactionOf: (taskId: string) => string | null,
): readonly string[] {
  const { interactionId, taskId }: { interactionId?: unknown; taskId?: unknown } = body;
  if (typeof interactionId === "string") return [interactionId];
  return typeof taskId === "string" ? [interactionOf(taskId) ?? taskId] : ["supervisor"];
}
