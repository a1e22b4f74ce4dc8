import type { ReactNode } from "react";
import { OffersContext } from "./offers-context.ts";
import { focusOffers } from "./offers-place.tsx";
import { useOfferBook } from "./use-offer-book.ts";
import { useOfferReceipts } from "./use-offer-receipts.ts";
import { useOfferView } from "./use-offer-view.ts";
import { useOfferNotices } from "../alerts/use-offer-notices.ts";
import { useRinging } from "../alerts/use-ringing.ts";
import { useTitleBadge } from "./use-title-badge.ts";
import { useShortcut } from "../shell/use-shortcuts.ts";

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
