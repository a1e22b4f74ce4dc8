import { EmptyState } from "../parts/empty-state.tsx";
import { OfferStack } from "../parts/offer/offer-stack.tsx";
import { shownKeys } from "../shell/shortcuts.ts";
import { platform } from "../shell/use-shortcuts.ts";
import { useWords } from "../words/words.ts";
import { useOffers } from "./offers-context.ts";

const keys = {
  accept: shownKeys("accept", platform) ?? "",
  decline: shownKeys("decline", platform) ?? "",
  peek: "F6",
};

export function OffersPlace() {
  const { stack, acts } = useOffers();
  return <OfferStack offers={stack} acts={acts} keys={keys} />;
}

/** Where nothing rings: what would be here, and the keys that answer it. */
export function OffersComeHere() {
  const { say } = useWords();
  const { stack } = useOffers();
  if (stack.length > 0) return null;
  return <EmptyState title={say("offersPlace.title")}>{say("offersPlace.words", keys)}</EmptyState>;
}

/** F6: to the card that ends first, and back to where the person was. */
export function focusOffers(): void {
  const card = document.querySelector<HTMLElement>("article[data-offer]");
  if (card === null) return;
  if (card.contains(document.activeElement)) {
    document.querySelector<HTMLElement>("[data-work-focus] textarea, [data-work-focus]")?.focus();
    return;
  }
  card.focus();
}
