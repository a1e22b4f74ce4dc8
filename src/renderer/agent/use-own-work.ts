import { useMemo } from "react";
import { tasteNow, taste$ } from "../app/look.ts";
import { useObservable } from "../app/observable.ts";
import { useDesk, useMe, useRows } from "../app/desk-context.tsx";
import { type OwnWork, ownWork } from "./own-work.ts";

export function useOwnWork(): OwnWork {
  const { id, agentId, queueIds } = useMe();
  const rows = useRows<"TASK">(useDesk().tasks);
  const { workOrder } = useObservable(taste$, tasteNow());
  return useMemo(
    () =>
      ownWork(
        rows.map(({ row }) => row),
        { agentId: agentId ?? id, queueIds },
        workOrder,
      ),
    [agentId, id, queueIds, rows, workOrder],
  );
}
