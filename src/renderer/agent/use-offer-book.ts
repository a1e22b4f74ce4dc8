import { useCallback, useEffect, useMemo, useReducer } from "react";
import { useConnection, useDesk, useMe, useRows } from "../app/desk-context.tsx";
import type { ShownCode } from "../app/refusal-words.ts";
import { missesSince } from "../shell/standing.ts";
import { goTo } from "../shell/rail-entries.ts";
import { useOwnAgent } from "../shell/use-standing.ts";
import { markAccepted } from "./just-accepted.ts";
import {
  type OfferBook,
  type OfferRecord,
  type Sight,
  answering,
  dismiss,
  emptyBook,
  look,
  nextChangeAt,
  nextToAnswer,
  refused,
} from "./offer-book.ts";

type Happening =
  | { readonly type: "look"; readonly sight: Sight }
  | { readonly type: "answering"; readonly offerId: string; readonly now: number }
  | {
      readonly type: "refused";
      readonly offerId: string;
      readonly why: { readonly code: ShownCode; readonly detail?: string };
    }
  | { readonly type: "dismiss"; readonly offerId: string };

function step(book: OfferBook, happening: Happening): OfferBook {
  switch (happening.type) {
    case "look":
      return look(book, happening.sight);
    case "answering":
      return answering(book, happening.offerId, happening.now);
    case "refused":
      return refused(book, happening.offerId, happening.why);
    case "dismiss":
      return dismiss(book, happening.offerId);
  }
}

export interface OfferDesk {
  readonly book: OfferBook;
  readonly accept: (offerId: string) => void;
  readonly decline: (offerId: string, reason?: string) => void;
  readonly acceptNext: () => void;
  readonly declineNext: () => void;
  readonly dismiss: (offerId: string) => void;
}

/** The cards of this desk: the replica's rows come in, answers go out, and nothing is done before the node says so. */
export function useOfferBook(): OfferDesk {
  const desk = useDesk();
  const isLive = useConnection().state === "LIVE";
  const [book, happen] = useReducer(step, emptyBook);
  useSight(book, happen);

  const answer = useCallback(
    (card: OfferRecord | null | undefined, act: "accept" | "decline", reason: string | null) => {
      // The card says why not; by the keys too nothing is asked that could only be refused.
      if (card === null || card === undefined || !isLive) return;
      const { id: taskId, interactionId } = card.task;
      const { id: offerId } = card.offer;
      happen({ type: "answering", offerId, now: desk.clock.now() });
      const { outcome } =
        act === "accept"
          ? desk.submit("offer.accept", { taskId, offerId })
          : desk.submit("offer.decline", { taskId, offerId, reason });
      void outcome.then((end) => {
        if (end.end === "REFUSED") {
          const { code, detail } = end;
          happen({
            type: "refused",
            offerId,
            why: detail === undefined ? { code } : { code, detail },
          });
        } else if (act === "accept") {
          markAccepted(interactionId);
          goTo(`#/work/${interactionId}`);
        }
      });
    },
    [desk, isLive],
  );

  return useMemo(
    () => ({
      book,
      accept: (offerId) => answer(book.cards.get(offerId), "accept", null),
      decline: (offerId, reason) => answer(book.cards.get(offerId), "decline", reason ?? null),
      acceptNext: () => answer(nextToAnswer(book), "accept", null),
      declineNext: () => answer(nextToAnswer(book), "decline", null),
      dismiss: (offerId) => happen({ type: "dismiss", offerId }),
    }),
    [answer, book],
  );
}

/** Looks again whenever the rows change, and when a card's own time has come. */
function useSight(book: OfferBook, happen: (happening: Happening) => void): void {
  const desk = useDesk();
  const { id } = useMe();
  const agent = useOwnAgent();
  const rows = useRows<"TASK">(desk.tasks);
  const since = missesSince(agent);
  const readySince = agent?.state === "READY" ? agent.since : 0;
  useEffect(() => {
    const tasks = rows.map(({ row }) => row);
    const see = () => {
      const now = desk.clock.now();
      const agentId = agent?.id ?? id;
      happen({ type: "look", sight: { tasks, agentId, now, missesSince: since, readySince } });
    };
    see();
    const changeAt = nextChangeAt(book);
    if (changeAt === null) return undefined;
    const timer = setTimeout(see, Math.max(0, changeAt - desk.clock.now()) + 20);
    return () => clearTimeout(timer);
  }, [agent?.id, book, desk, happen, id, readySince, rows, since]);
}
