import type { TaskRow } from "../../protocol/rows/task-row.ts";
import { type Submitting, useConnection, useSubmit } from "../app/desk-context.tsx";

interface Ending extends Pick<Submitting, "isPending" | "refusal"> {
  readonly resolve: () => void;
  readonly requeue: () => void;
  readonly canRequeue: boolean;
}

/** Resolved is done here at once and sent when it can be; back to the queue only the node can put it. */
export function useEnding({ id: taskId }: TaskRow): Ending {
  const { submit, isPending, refusal } = useSubmit();
  const isLive = useConnection().state === "LIVE";
  return {
    resolve: () => {
      submit("task.resolve", { taskId });
    },
    requeue: () => {
      submit("task.requeue", { taskId });
    },
    canRequeue: isLive,
    isPending: isPending && isLive,
    refusal,
  };
}
