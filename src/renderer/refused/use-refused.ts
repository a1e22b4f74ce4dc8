import { useMemo } from "react";
import type { OutboxEntry } from "../../sync/desk.ts";
import { useDesk, useObservable } from "../app/desk-context.tsx";

const none: readonly OutboxEntry[] = [];

/** What the node would not take of one object: an interaction's id, or `folder:` and a folder's. */
export function useRefused(line: string): readonly OutboxEntry[] {
  const outbox = useObservable(useDesk().outbox, none);
  return useMemo(
    () => outbox.filter(({ state, lines }) => state === "REFUSED" && lines.includes(line)),
    [outbox, line],
  );
}
