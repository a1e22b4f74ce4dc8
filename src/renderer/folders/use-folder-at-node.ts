import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import { useDesk } from "../app/desk-context.tsx";

const PAGE = 50;

export interface AtNode {
  /** What is here, and what the node has given beside it. */
  readonly rows: readonly InteractionRow[];
  readonly hasAsked: boolean;
  readonly isAsking: boolean;
  /** True once the node has nothing more. */
  readonly isAll: boolean;
  readonly ask: () => void;
}

/** What a folder finds beyond this device: asked of the node, page by page, and never instead of what is here. */
export function useFolderAtNode(id: string, here: readonly InteractionRow[]): AtNode {
  const desk = useDesk();
  const [hasAsked, setAsked] = useState(false);
  const query = useInfiniteQuery({
    queryKey: ["folder", id],
    enabled: hasAsked,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      desk.http.folder(id, { limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) }),
    getNextPageParam: (page) => page.next,
    retry: false,
    staleTime: 10_000,
  });
  const { data, isFetching, hasNextPage, fetchNextPage, refetch, isError } = query;
  const rows = useMemo(() => {
    const known = new Set<string>(here.map((row) => row.id));
    const more = (data?.pages ?? []).flatMap((page) => page.items);
    // What is open is on this device where it belongs; only what is over comes from afar.
    return [...here, ...more.filter((row) => row.state === "COMPLETED" && !known.has(row.id))];
  }, [data, here]);
  const ask = () => {
    if (!hasAsked) setAsked(true);
    else if (isError) void refetch();
    else void fetchNextPage();
  };
  const isAll = hasAsked && !isFetching && !isError && data !== undefined && !hasNextPage;
  return { rows, hasAsked, isAsking: hasAsked && isFetching, isAll, ask };
}
