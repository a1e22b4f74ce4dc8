import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { InteractionAnswer } from "../../client/node-http.ts";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import type { MessageRow } from "../../protocol/rows/other-rows.ts";
import { useWatched } from "../conversation/use-watched.ts";
import type { Shown } from "../../sync/desk.ts";
import { useConnection, useDesk, useInteraction, useMessages } from "../app/desk-context.tsx";

/** One interaction of the past: the device's row where it has one, the rest from the node. */
export type Past =
  | { readonly state: "LOADING" | "MISSING" | "OFFLINE" }
  | {
      readonly state: "HERE";
      readonly row: InteractionRow;
      readonly pending: Shown<InteractionRow>["pending"];
      /** Whether the replica has it, so that a command on it shows at once. */
      readonly isReplica: boolean;
      readonly messages: readonly MessageRow[];
      /** Null until the node has told of tasks and completions. */
      readonly answer: InteractionAnswer | null;
    };

export function usePast(id: string): Past {
  const shown = useInteraction(id);
  const kept = useMessages(id);
  const { data, isError } = useAnswer(id);
  const isLive = useConnection().state === "LIVE";
  // Watched, it is in the view however old it is: edits and a clone then show at once.
  useWatched(id);
  const messages = useMemo(
    () =>
      inOrder(
        kept.map(({ row }) => row),
        data?.messages ?? [],
      ),
    [kept, data],
  );
  const answer = data ?? null;
  if (shown !== undefined && shown !== null)
    return { state: "HERE", ...shown, isReplica: true, messages, answer };
  if (answer !== null)
    return {
      state: "HERE",
      row: answer.interaction,
      pending: false,
      isReplica: false,
      messages,
      answer,
    };
  if (shown === null && !isLive) return { state: "OFFLINE" };
  return { state: isError ? "MISSING" : "LOADING" };
}

export const answerKey = (id: string) => ["interaction", id];

/** Asked again whenever the connection is back. */
export function useAnswer(id: string, isWanted = true) {
  const desk = useDesk();
  const isLive = useConnection().state === "LIVE";
  return useQuery({
    queryKey: answerKey(id),
    queryFn: () => desk.http.interaction(id),
    enabled: isLive && isWanted,
    retry: false,
    staleTime: 5_000,
  });
}

function inOrder(
  here: readonly MessageRow[],
  atNode: readonly MessageRow[],
): readonly MessageRow[] {
  const byId = new Map([...atNode, ...here].map((message) => [message.id, message]));
  return [...byId.values()].toSorted((a, b) => a.createdAt - b.createdAt);
}
