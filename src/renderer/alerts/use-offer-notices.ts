import { useEffect, useEffectEvent } from "react";
import type { OfferRecord } from "../agent/offer-book.ts";
import { useConnection } from "../app/desk-context.tsx";
import { desktop } from "../app/desktop.ts";
import { goTo } from "../shell/rail-entries.ts";
import { useWords } from "../words/words.ts";
import { showNotice } from "./notifications.ts";

/**
 * In a browser, where its window is not in front: a notification for the offer that is to be answered first, for as
 * long as it rings. The desktop's shell shows its own; of several tabs only the leading one speaks.
 */
export function useOfferNotices(open: readonly OfferRecord[]): void {
  const { say } = useWords();
  const { leading } = useConnection();
  const next = open[0];
  const offerId = next?.offer.id;
  const isWanted = desktop === undefined && leading && offerId !== undefined;
  const show = useEffectEvent((tag: string) =>
    showNotice({
      tag,
      title: say("offer.card", { customer: next?.task.customerName ?? "" }),
      // What a customer writes is not for whoever stands behind the agent.
      body: say("alerts.offerNote"),
      onClick: () => goTo("#/work"),
    }),
  );
  useEffect(() => {
    if (!isWanted || offerId === undefined || document.hasFocus()) return undefined;
    const { close } = show(offerId);
    return close;
  }, [isWanted, offerId]);
}
