import { firstValueFrom } from "rxjs";
import type { Command } from "../../protocol/commands.ts";
import type { TaskRow } from "../../protocol/rows/task-row.ts";
import type { Desk, OutboxEntry } from "../../sync/desk.ts";
import { draftIdOf } from "../conversation/draft-id.ts";

/** The words that somebody wrote and that would be lost with the command; null where there are none. */
export function textOf(command: Command): string | null {
  const text = writtenIn(command);
  return text === undefined || text === null || text.trim() === "" ? null : text;
}

function writtenIn(command: Command): string | null | undefined {
  switch (command.type) {
    case "message.post":
    case "note.add":
      return command.body.body;
    case "wrapup.submit":
      return command.body.note;
    case "interaction.clone":
      return command.body.message?.body;
    case "interaction.edit":
      return command.body.fields.dispositionNote ?? command.body.fields.subject;
    default:
      return null;
  }
}

/** The draft that a text can go back into: there is one only where its conversation can be written in. */
export function draftFor(
  command: Command,
  tasks: readonly TaskRow[],
  agentId: string,
): string | null {
  if (command.type !== "message.post" && command.type !== "note.add") return null;
  const { interactionId } = command.body;
  const own = tasks.find(
    (task) =>
      task.interactionId === interactionId &&
      task.agentId === agentId &&
      task.taskState === "ACTIVE" &&
      task.mediaState === "ACTIVE" &&
      task.role !== "SILENT_MONITOR",
  );
  if (own === undefined) return null;
  const isNote = command.type === "note.add" || own.role !== "PRIMARY";
  return draftIdOf(interactionId, isNote ? "note" : "reply");
}

/** Behind what is being written: neither text takes the other's place. */
export function added(draft: string, text: string): string {
  if (draft.trim() === "") return text;
  return draft.endsWith(text) ? draft : `${draft.trimEnd()}\n${text}`;
}

export type Kept = "IN_DRAFT" | "COPIED" | "NOT_COPIED";

interface Clipboard {
  writeText(text: string): Promise<void>;
}

/**
 * Puts a refused text where it is not lost: back into the composer, and then it leaves the outbox; or, where its
 * conversation can no longer be written in, into the clipboard, and then it stays until it is discarded.
 */
export async function keepText(
  desk: Desk,
  { id, command }: OutboxEntry,
  clipboard: Clipboard | undefined,
): Promise<Kept> {
  const text = textOf(command) ?? "";
  const tasks = await firstValueFrom(desk.tasks);
  const draft = draftFor(
    command,
    tasks.map(({ row }) => row),
    desk.me.agentId ?? desk.me.id,
  );
  if (draft === null) return copied(text, clipboard);
  await desk.saveDraft(draft, added(await firstValueFrom(desk.draft(draft)), text));
  await desk.discard(id);
  return "IN_DRAFT";
}

async function copied(text: string, clipboard: Clipboard | undefined): Promise<Kept> {
  try {
    if (clipboard === undefined) return "NOT_COPIED";
    await clipboard.writeText(text);
    return "COPIED";
  } catch {
    return "NOT_COPIED";
  }
}
