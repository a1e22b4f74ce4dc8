import type { Command } from "../../protocol/commands.ts";
import type { Ref } from "../store/store.ts";
import type { World } from "./world.ts";

/**
 * The rows a command is about: what memory lacks of them is fetched first, and commands of one keep their order.
 * What a command would make is among them: an id that was used long ago must be refused, not written over.
 */
export function needsOf(command: Command): Ref[] {
  return named(command.body);
}

/** Bodies name rows by the same fields everywhere, so the fields say which rows. */
const fields: Readonly<Record<string, Ref["kind"]>> = {
  taskId: "TASK",
  consultTaskId: "TASK",
  interactionId: "INTERACTION",
  sourceInteractionId: "INTERACTION",
  interventionId: "INTERVENTION",
  messageId: "MESSAGE",
  threadId: "THREAD",
};

function named(body: object): Ref[] {
  const found: Ref[] = [];
  for (const [field, value] of Object.entries(body)) {
    const kind = fields[field];
    if (kind !== undefined && typeof value === "string") found.push({ kind, id: value });
  }
  const message: unknown = Object.entries(body).find(([field]) => field === "message")?.[1];
  if (typeof message === "object" && message !== null) found.push(...named(message));
  return found;
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
    const thread = ref.kind === "THREAD" ? world.get("THREAD", ref.id) : undefined;
    if (thread !== undefined) {
      want("CUSTOMER", thread.customerId);
      // What was completed last may be opened again by what its customer writes now.
      if (thread.interactionId === null) want("INTERACTION", thread.lastInteractionId);
      const last = world.get("INTERACTION", thread.lastInteractionId ?? "");
      want("INTERVENTION", last?.interventionId ?? null);
    }
    const interaction = ref.kind === "INTERACTION" ? world.get("INTERACTION", ref.id) : undefined;
    if (interaction === undefined) continue;
    want("THREAD", interaction.threadId);
    want("CUSTOMER", interaction.customerId);
    want("INTERVENTION", interaction.interventionId);
  }
  return [...lacking.values()];
}
