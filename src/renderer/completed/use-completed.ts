import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { FoundPage } from "../../client/node-http.ts";
import type { Hit } from "../../domain/search/hit.ts";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import { useDesk, useRows } from "../app/desk-context.tsx";
import { useDeviceSearch } from "./use-device-search.ts";

const PAGE = 50;

export interface CompletedNow {
  readonly rows: readonly InteractionRow[];
  readonly pending: ReadonlySet<string>;
  /** How many of the rows the device itself holds. */
  readonly hereCount: number;
  readonly older: Older;
  /** Where the question stands in a row; null where nothing was asked. */
  readonly hitOf: (row: InteractionRow) => Hit | null;
}

/** The question to the node: not asked, under way, answered in part, answered whole, or not answered. */
export interface Older {
  readonly state: "NOT_ASKED" | "ASKING" | "MORE" | "ALL" | "FAILED";
  readonly ask: () => void;
}

/** What is on this device at once; the node only when asked, page by page. */
export function useCompleted(text: string): CompletedNow {
  const wanted = text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .trim();
  const desk = useDesk();
  const shown = useRows<"INTERACTION">(desk.interactions);
  const { find, hitOf: hitHere } = useDeviceSearch(wanted);
  const { atNode, found, older } = useOlder(wanted);
  return useMemo(() => {
    const completed = shown.filter(({ row }) => row.state === "COMPLETED");
    const here = find(completed.map(({ row }) => row));
    const isHere = new Set<string>(here.map(({ id }) => id));
    const pending = new Set(
      completed.flatMap(({ row, pending }) => (pending === "SAVED" ? [row.id] : [])),
    );
    const hitOf = (row: InteractionRow) =>
      (isHere.has(row.id) ? hitHere(row) : null) ?? found.get(row.id) ?? null;
    return { rows: together(here, atNode), pending, hereCount: here.length, older, hitOf };
  }, [shown, find, hitHere, atNode, found, older]);
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
  const found = useMemo(
    () => new Map((isAsked ? data?.pages : undefined)?.flatMap(hitsIn)),
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
  return { atNode, found, older };
}

function hitsIn(page: FoundPage): (readonly [string, Hit])[] {
  return page.found.map((hit) => [hit.interactionId, hit]);
}

const none: readonly InteractionRow[] = [];

/** What is on this device and what the node found, each once, newest first; the device's row carries unsent edits. */
export function together(
  here: readonly InteractionRow[],
  atNode: readonly InteractionRow[],
): readonly InteractionRow[] {
  const byId = new Map([...atNode, ...here].map((row) => [row.id, row]));
  return [...byId.values()].toSorted(
    (a, b) => b.completedAt - a.completedAt || b.displayNumber - a.displayNumber,
  );
}
