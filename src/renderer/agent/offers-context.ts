import { createContext, useContext } from "react";
import type { OfferActs } from "../parts/offer/offer.ts";
import type { StackedOffer } from "../parts/offer/offer-stack.tsx";
import type { OfferRecord } from "./offer-book.ts";

/** The offers of this desk, for every page that shows them and for what rings. */
export interface Offers {
  readonly stack: readonly StackedOffer[];
  readonly acts: OfferActs;
  /** Those that still ring and wait for an answer, the one that ends first at the front. */
  readonly open: readonly OfferRecord[];
}

export const OffersContext = createContext<Offers | null>(null);

export function useOffers(): Offers {
  const offers = useContext(OffersContext);
  if (offers === null) throw new Error("useOffers outside of the shell");
  return offers;
}
