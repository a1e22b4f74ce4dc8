import { useEffect } from "react";
import { useWords } from "../words/words.ts";
import type { OfferRecord } from "./offer-book.ts";

/** The tab says who is ringing, because the tab may be all that is seen. */
export function useTitleBadge(open: readonly OfferRecord[]): void {
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
