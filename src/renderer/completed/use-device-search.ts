import { useCallback, useMemo, useState } from "react";
import { EMPTY } from "rxjs";
import { labelsOf } from "../../domain/search/searched.ts";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import type { Rows } from "../../sync/desk.ts";
import { DeviceSearch } from "../../sync/device-search.ts";
import { useDesk, useDirectory, useRows } from "../app/desk-context.tsx";

const nobodyAsks: Rows<"MESSAGE"> = EMPTY;

/** Searches what is on this device, and says where in a row the question stands. Messages are listened to only while something is asked. */
export function useDeviceSearch(text: string) {
  const desk = useDesk();
  const [search] = useState(() => new DeviceSearch());
  const queues = useDirectory("QUEUE");
  const labels = useMemo(() => labelsOf(queues), [queues]);
  const messages = useRows<"MESSAGE">(text === "" ? nobodyAsks : desk.messages);
  const find = useCallback(
    (rows: readonly InteractionRow[]) => search.find(text, { rows, messages, labels }),
    [search, text, messages, labels],
  );
  const hitOf = useCallback(
    (row: InteractionRow) => search.hit(text, row, labels),
    [search, text, labels],
  );
  return { find, hitOf };
}
