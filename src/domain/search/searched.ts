import type { Interaction } from "../interaction.ts";
import type { Message } from "../message.ts";
import type { Queue } from "../queue.ts";

/** Names that stand on the screen for ids in the row, by queue. */
export type Labels = ReadonlyMap<string, QueueLabels>;
export interface QueueLabels {
  readonly name: string;
  readonly dispositions: ReadonlyMap<string, string>;
}

/** The rows that are searched, domain objects and rows of a replica alike. */
export type SearchedInteraction = Pick<
  Interaction,
  | "displayNumber"
  | "customerName"
  | "customerEmail"
  | "subject"
  | "lastLine"
  | "tags"
  | "dispositionNote"
> & { readonly completedByName?: string };

/** Which fields of a conversation a text search looks at; the texts of its messages come beside them. */
export function searchedText(row: SearchedInteraction): string {
  return [
    row.displayNumber === 0 ? "" : `#${row.displayNumber}`,
    row.customerName,
    row.customerEmail ?? "",
    row.subject,
    row.lastLine,
    row.dispositionNote,
    row.completedByName ?? "",
    ...row.tags,
  ].join("\n");
}

/** What the screen shows in place of ids: the queue's name, the dispositions' labels. */
export function shownNames(
  row: { readonly queueId: string; readonly dispositions: readonly string[] },
  labels: Labels,
): string {
  const queue = labels.get(row.queueId);
  return [
    queue?.name ?? "",
    ...row.dispositions.map((id) => queue?.dispositions.get(id) ?? id),
  ].join("\n");
}

export function labelsOf(queues: Iterable<Pick<Queue, "id" | "name" | "dispositions">>): Labels {
  const labels = new Map<string, QueueLabels>();
  for (const { id, name, dispositions } of queues)
    labels.set(id, {
      name,
      dispositions: new Map(dispositions.map((each) => [each.id, each.label])),
    });
  return labels;
}

/** What people have said and noted; what the system tells of a conversation is not searched. */
export function isSearched({ kind }: Pick<Message, "kind">): boolean {
  return kind !== "EVENT";
}
