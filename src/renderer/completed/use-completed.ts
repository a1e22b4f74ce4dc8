import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import { useDesk, useRows } from "../app/desk-context.tsx";
import { matches, together } from "./found.ts";
import { useDispositionLabels, useQueues } from "./use-labels.ts";

const PAGE = 50;

export interface CompletedNow {
  readonly rows: readonly InteractionRow[];
  readonly pending: ReadonlySet<string>;
  /** How many of the rows the device itself holds. */
  readonly hereCount: number;
  readonly older: Older;
}

/** The question to the node: not asked, under way, answered in part, answered whole, or not answered. */
export interface Older {
  readonly state: "NOT_ASKED" | "ASKING" | "MORE" | "ALL" | "FAILED";
  readonly ask: () => void;
}

/** What is on this device at once; the node only when asked, page by page. */
export function useCompleted(text: string): CompletedNow {
  const wanted = text.trim();
  const desk = useDesk();
  const shown = useRows<"INTERACTION">(desk.interactions);
  const labelsOf = useDispositionLabels();
  const queues = useQueues();
  const { atNode, older } = useOlder(wanted);
  return useMemo(() => {
    const completed = shown.filter(({ row }) => row.state === "COMPLETED");
    const here = completed
      .map(({ row }) => row)
      .filter((row) =>
        matches(row, wanted, [...labelsOf(row), queues.get(row.queueId)?.name ?? ""]),
      );
    const pending = new Set(
      completed.flatMap(({ row, pending }) => (pending === "SAVED" ? [row.id] : [])),
    );
    return { rows: together(here, atNode), pending, hereCount: here.length, older };
  }, [shown, wanted, labelsOf, queues, atNode, older]);
}

function useOlder(wanted: string) {
  const desk = useDesk();
  const [asked, setAsked] = useState<string | null>(null);
  const isAsked = asked === wanted;
  const query = useInfiniteQuery({
    queryKey: ["completed", wanted],
    enabled: isAsked,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      desk.http.completed({
        limit: PAGE,
        ...(wanted === "" ? {} : { text: wanted }),
        ...(pageParam === null ? {} : { cursor: pageParam }),
      }),
    getNextPageParam: (page) => page.next,
    retry: false,
    staleTime: 10_000,
  });
  const { data, isFetching, isError, hasNextPage, fetchNextPage, refetch } = query;
  const atNode = useMemo(
    () => (isAsked ? (data?.pages.flatMap((page) => page.items) ?? none) : none),
    [isAsked, data],
  );
  const state = !isAsked
    ? "NOT_ASKED"
    : isFetching
      ? "ASKING"
      : isError
        ? "FAILED"
        : hasNextPage
          ? "MORE"
          : "ALL";
  const older = useMemo<Older>(
    () => ({
      state,
      ask: () => {
        if (state === "NOT_ASKED") setAsked(wanted);
        else if (state === "MORE") void fetchNextPage();
        else if (state === "FAILED") void refetch();
      },
    }),
    [state, wanted, fetchNextPage, refetch],
  );
  return { atNode, older };
}

const none: readonly InteractionRow[] = [];
