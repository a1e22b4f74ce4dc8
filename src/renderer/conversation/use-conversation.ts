import { useMemo } from "react";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import type { TaskRow } from "../../protocol/rows/task-row.ts";
import type { Shown } from "../../sync/desk.ts";
import { useDesk, useInteraction, useMe, useRows } from "../app/desk-context.tsx";
import { type Hold, holdOf } from "./standing.ts";
import { useWatched } from "./use-watched.ts";

export interface Conversation {
  readonly shown: Shown<InteractionRow>;
  readonly row: InteractionRow;
  readonly hold: Hold;
  readonly tasks: readonly TaskRow[];
}

/** The conversation on the screen; null when this desk does not have it, undefined until it has looked. */
export function useConversation(interactionId: string): Conversation | null | undefined {
  const { id, agentId } = useMe();
  const desk = useDesk();
  useWatched(interactionId);
  const shown = useInteraction(interactionId);
  const rows = useRows<"TASK">(desk.tasks);
  return useMemo(() => {
    if (shown === null || shown === undefined) return shown;
    const tasks = rows.map(({ row }) => row);
    const hold = holdOf(shown.row, tasks, agentId ?? id);
    return { shown, row: shown.row, hold, tasks };
  }, [agentId, id, rows, shown]);
}
