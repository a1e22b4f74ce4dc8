import type { DesktopSettings, OfferNotice } from "../protocol/desktop.ts";
import { words } from "./words.ts";

export interface ToastText {
  readonly title: string;
  readonly body: string;
}

/** What a toast may say of an offer: it is read by whoever stands behind the agent, and by the lock screen. */
export function toastText(
  offer: OfferNotice,
  privacy: DesktopSettings["toast"],
  now: number,
  platform: string,
): ToastText {
  const seconds = Math.max(1, Math.ceil((offer.expiresAt - now) / 1_000));
  const customer = privacy === "NOTHING" ? undefined : offer.customer;
  const preview = privacy === "PREVIEW" ? (offer.preview ?? "") : "";
  const body = [words.offerWhere(offer, seconds), preview].filter((line) => line !== "").join("\n");
  return {
    title: literal(words.offerTitle(offer, customer), platform),
    body: privacy === "NOTHING" ? "" : literal(body, platform),
  };
}

/**
 * Names and messages come from customers. Control and direction-turning characters are dropped, and on
 * Linux, where notification servers read markup, angle brackets are replaced by look-alikes.
 */
function literal(text: string, platform: string): string {
  // oxlint-disable-next-line no-control-regex -- they are exactly what is taken out
  const plain = text.replace(/[\u0000-\u0009\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, "");
  return platform === "linux" ? plain.replaceAll("<", "‹").replaceAll(">", "›") : plain;
}
