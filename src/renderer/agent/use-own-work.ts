import { useMemo } from "react";
import { useDesk, useMe, useRows } from "../app/desk-context.tsx";
import { type OwnWork, ownWork } from "./own-work.ts";

export function useOwnWork(): OwnWork {
  const { id, agentId, queueIds } = useMe();
  const rows = useRows<"TASK">(useDesk().tasks);
  return useMemo(
    () =>
      ownWork(
        rows.map(({ row }) => row),
        { agentId: agentId ?? id, queueIds },
      ),
    [agentId, id, queueIds, rows],
  );
}
