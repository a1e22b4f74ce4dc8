import { type ReactNode, useEffect, useRef } from "react";
import { OffersContext } from "./offers-context.ts";
import { focusOffers } from "./offers-place.tsx";
import { useOfferBook } from "./use-offer-book.ts";
import { useOfferView } from "./use-offer-view.ts";
import { useOfferNotices } from "../alerts/use-offer-notices.ts";
import { useRinging } from "../alerts/use-ringing.ts";
import { useShortcut } from "../shell/use-shortcuts.ts";
import { useDesk } from "../app/desk-context.tsx";
import type { OfferRecord } from "./offer-book.ts";
import { useWords } from "../words/words.ts";

/** Holds what rings for as long as somebody is signed in, whatever page is open. */
export function OffersProvider({ children }: { readonly children: ReactNode }) {
  const desk = useOfferBook();
  const offers = useOfferView(desk);
  useOfferReceipts(offers.open);
  useRinging(offers.open);
  useOfferNotices(offers.open);
  useTitleBadge(offers.open);
  useShortcut("accept", desk.acceptNext);
  useShortcut("decline", desk.declineNext);
  useShortcut("offer", focusOffers);
  return <OffersContext value={offers}>{children}</OffersContext>;
}

/** Shown means seen: a hidden window's offer is not held against anybody, so it is not called shown. */
function useOfferReceipts(open: readonly OfferRecord[]): void {
  const desk = useDesk();
  const told = useRef(new Set<string>());
  useEffect(() => {
    const tell = () => {
      if (document.visibilityState !== "visible") return;
      for (const { task, offer } of open) {
        if (told.current.has(offer.id)) continue;
        told.current.add(offer.id);
        desk.receipt(task.id, offer.id, "SHOWN");
      }
    };
    tell();
    document.addEventListener("visibilitychange", tell);
    return () => document.removeEventListener("visibilitychange", tell);
  }, [desk, open]);
}

/** The tab says who is ringing, because the tab may be all that is seen. */
function useTitleBadge(open: readonly OfferRecord[]): void {
  const { say } = useWords();
  const customer = open[0]?.task.customerName;
  const count = open.length;
  useEffect(() => {
    const product = say("product");
    document.title =
      customer === undefined
        ? product
        : `(${count}) ${say("offer.card", { customer })} · ${product}`;
    return () => {
      document.title = product;
    };
  }, [count, customer, say]);
}
