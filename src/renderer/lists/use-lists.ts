import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { PullList } from "../../domain/pull-list.ts";
import { useConnection, useDesk, useDirectory, useMe, useRows } from "../app/desk-context.tsx";
import { useWatchedList } from "../conversation/use-watched.ts";
import { type Entry, entriesOf } from "./entries.ts";

/** The lists of the queues this person serves, by name. */
export function useLists(): readonly PullList[] {
  const { queueIds } = useMe();
  const lists = useDirectory("LIST");
  return useMemo(
    () =>
      lists
        .filter(({ queueId }) => queueIds.includes(queueId))
        .toSorted((left, right) => left.name.localeCompare(right.name)),
    [lists, queueIds],
  );
}

/** As far as this device has them: what waits, and what is one's own. */
export function useEntriesHere(lists: readonly PullList[]): ReadonlyMap<string, readonly Entry[]> {
  const shown = useRows<"INTERACTION">(useDesk().interactions);
  return useMemo(() => {
    const rows = shown.map(({ row }) => row).filter(({ listId }) => listId !== null);
    return new Map(lists.map(({ id }) => [id, entriesOf(rows, id)]));
  }, [lists, shown]);
}

const MOST = 200;

/**
 * All entries of the open list. What a colleague is in would not be on this device: the node is asked once which they
 * are, and from then on they are watched like all others.
 */
export function useEntries({ id, queueId }: PullList): readonly Entry[] {
  const desk = useDesk();
  const isLive = useConnection().state === "LIVE";
  const shown = useRows<"INTERACTION">(desk.interactions);
  const { data } = useQuery({
    queryKey: ["open", queueId],
    enabled: isLive,
    queryFn: () => desk.http.open({ queueId, limit: MOST }),
    retry: false,
  });
  const entries = useMemo(
    () =>
      entriesOf(
        shown.map(({ row }) => row),
        id,
      ),
    [id, shown],
  );
  const watched = useMemo(() => {
    const told = entriesOf(data?.items ?? [], id);
    return [...new Set([...told, ...entries].map(({ row }) => row.id))];
  }, [data, entries, id]);
  useWatchedList(watched);
  return entries;
}
