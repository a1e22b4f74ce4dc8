import { unreachable } from "../../domain/assert.ts";
import type { Command } from "../../protocol/commands.ts";
import type { Ref } from "../store/store.ts";
import type { World } from "./world.ts";

/**
 * The rows a command is about: what memory lacks of them is fetched first, and commands of one keep their order.
 * What a command would make is among them: an id that was used long ago must be refused, not written over.
 */
export function needsOf(command: Command): Ref[] {
  switch (command.type) {
    case "offer.accept":
    case "offer.decline":
    case "task.resolve":
    case "task.requeue":
    case "wrapup.submit":
    case "wrapup.skip":
      return [{ kind: "TASK", id: command.body.taskId }];
    case "message.post":
    case "note.add":
      return [
        { kind: "INTERACTION", id: command.body.interactionId },
        { kind: "MESSAGE", id: command.body.messageId },
      ];
    case "interaction.edit":
      return [{ kind: "INTERACTION", id: command.body.interactionId }];
    case "interaction.clone":
      return [
        { kind: "INTERACTION", id: command.body.sourceInteractionId },
        { kind: "INTERACTION", id: command.body.interactionId },
        { kind: "TASK", id: command.body.taskId },
        { kind: "INTERVENTION", id: command.body.interventionId },
        ...(command.body.message === null
          ? []
          : [{ kind: "MESSAGE", id: command.body.message.messageId } as const]),
      ];
    case "message.receive":
      return [
        { kind: "THREAD", id: command.body.threadId },
        { kind: "MESSAGE", id: command.body.messageId },
      ];
    case "customer.leave":
      return [{ kind: "THREAD", id: command.body.threadId }];
    case "agent.setState":
    case "agent.setMrd":
    case "agent.away":
    case "agent.logout":
      return [];
    default:
      return unreachable(command);
  }
}

/** What the rows at hand lead to in turn: a task to its interaction, an interaction to its thread and people. */
export function lackingOf(world: World, refs: readonly Ref[]): Ref[] {
  const lacking = new Map<string, Ref>();
  const want = (kind: Ref["kind"], id: string | null) => {
    if (id !== null && !world.has({ kind, id })) lacking.set(`${kind}:${id}`, { kind, id });
  };
  for (const ref of refs) {
    want(ref.kind, ref.id);
    if (ref.kind === "TASK") want("INTERACTION", world.get("TASK", ref.id)?.interactionId ?? null);
    if (ref.kind === "THREAD") want("CUSTOMER", world.get("THREAD", ref.id)?.customerId ?? null);
    const interaction = ref.kind === "INTERACTION" ? world.get("INTERACTION", ref.id) : undefined;
    if (interaction === undefined) continue;
    want("THREAD", interaction.threadId);
    want("CUSTOMER", interaction.customerId);
    want("INTERVENTION", interaction.interventionId);
  }
  return [...lacking.values()];
}
