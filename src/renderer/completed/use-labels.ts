import { useCallback, useMemo } from "react";
import type { Queue } from "../../domain/queue.ts";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import { useDirectory } from "../app/desk-context.tsx";
import { useWords } from "../words/words.ts";

export function useQueues(): ReadonlyMap<string, Queue> {
  const queues = useDirectory("QUEUE");
  return useMemo(() => new Map(queues.map((queue) => [queue.id, queue])), [queues]);
}

/** Dispositions by name; one that is no longer in use keeps its id. */
export function useDispositionLabels(): (row: InteractionRow) => readonly string[] {
  const queues = useQueues();
  return useCallback(
    (row) => {
      const known = queues.get(row.queueId)?.dispositions ?? [];
      return row.dispositions.map((id) => known.find((one) => one.id === id)?.label ?? id);
    },
    [queues],
  );
}

/** "Ana"; where no person completed it, who or what did. */
export function useCompletedBy(): (
  row: Pick<InteractionRow, "completedBy" | "completedByName">,
) => string {
  const { say } = useWords();
  return ({ completedBy, completedByName }) => {
    if (completedBy === "system") return say("completed.by.system");
    if (completedByName !== "") return completedByName;
    return say("completed.by.customer");
  };
}
