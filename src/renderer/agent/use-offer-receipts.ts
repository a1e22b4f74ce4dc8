import { useEffect, useRef } from "react";
import { useDesk } from "../app/desk-context.tsx";
import type { OfferRecord } from "./offer-book.ts";

/** Shown means seen: a hidden window's offer is not held against anybody, so it is not called shown. */
export function useOfferReceipts(open: readonly OfferRecord[]): void {
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
