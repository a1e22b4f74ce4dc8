import type { OfferFacts } from "./offer.ts";

type Moment = "arrived" | "half" | "ten" | "five";

export interface Announcement {
  readonly offer: OfferFacts;
  readonly moment: Moment;
}

/**
 * What was to be said last: each offer once when it comes, then at half its time, ten and five seconds before the
 * end, and nothing in between. The latest moment wins, so that two offers never talk over each other; of two at the
 * same moment the one that ends first, which is the one the accept key takes.
 */
export function lastAnnouncement(
  offers: readonly OfferFacts[],
  now: number,
): Announcement | undefined {
  return (
    offers
      .filter((offer) => now < offer.expiresAt)
      .flatMap((offer) => momentsOf(offer))
      // An arrival counts even where the clock here is still a little behind the node's.
      .filter((said) => said.at <= now || said.moment === "arrived")
      .toSorted((a, b) => a.at - b.at || b.offer.expiresAt - a.offer.expiresAt)
      .at(-1)
  );
}

function momentsOf(offer: OfferFacts): readonly (Announcement & { readonly at: number })[] {
  const { createdAt, expiresAt } = offer;
  const half = (createdAt + expiresAt) / 2;
  const later = [
    { offer, moment: "half" as const, at: half },
    { offer, moment: "ten" as const, at: expiresAt - 10_000 },
    { offer, moment: "five" as const, at: expiresAt - 5_000 },
  ];
  // Within two seconds of the arrival a reminder would only cut the first sentence short.
  return [
    { offer, moment: "arrived", at: createdAt },
    ...later.filter(({ at }) => at > createdAt + 2_000),
  ];
}
