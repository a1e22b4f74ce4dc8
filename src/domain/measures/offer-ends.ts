/** How offers ended. Declined, missed, withdrawn and canceled stay apart: only the first two are the agent's doing. */
export type OfferEnd = "ACCEPTED" | "DECLINED" | "RONA" | "WITHDRAWN" | "CANCELED";

export interface OfferEndCounters {
  /** Offers that ended, in any way. */
  readonly offers: number;
  readonly accepted: number;
  readonly declined: number;
  /** Shown and not answered in time. */
  readonly rona: number;
  /** Taken back by the node: agent unreachable, locked, suspended, node down. */
  readonly withdrawn: number;
  /** The customer left, or the work was taken from elsewhere. */
  readonly canceled: number;
  /** From the offer's creation to its end, summed over all offers. */
  readonly ringMs: number;
}

export const noOfferEnds: OfferEndCounters = {
  offers: 0,
  accepted: 0,
  declined: 0,
  rona: 0,
  withdrawn: 0,
  canceled: 0,
  ringMs: 0,
};

export function countOfferEnd(
  counters: OfferEndCounters,
  { end, ringMs }: { end: OfferEnd; ringMs: number },
): OfferEndCounters {
  const one = (of: OfferEnd): number => (end === of ? 1 : 0);
  return addOfferEnds(counters, {
    offers: 1,
    accepted: one("ACCEPTED"),
    declined: one("DECLINED"),
    rona: one("RONA"),
    withdrawn: one("WITHDRAWN"),
    canceled: one("CANCELED"),
    ringMs,
  });
}

export function addOfferEnds(left: OfferEndCounters, right: OfferEndCounters): OfferEndCounters {
  return {
    offers: left.offers + right.offers,
    accepted: left.accepted + right.accepted,
    declined: left.declined + right.declined,
    rona: left.rona + right.rona,
    withdrawn: left.withdrawn + right.withdrawn,
    canceled: left.canceled + right.canceled,
    ringMs: left.ringMs + right.ringMs,
  };
}
