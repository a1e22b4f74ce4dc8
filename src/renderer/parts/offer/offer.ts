import type { ChannelShape } from "../channel-glyph.tsx";
import type { Sla } from "../sla-mark.tsx";

/** What the card shows of an offer: words made elsewhere, instants in the node's time. */
export interface OfferFacts {
  readonly id: string;
  readonly channel: ChannelShape;
  readonly customer: string;
  /** "VIP", "German": short, at most three. */
  readonly marks?: readonly string[];
  readonly queue: string;
  readonly waitingSince: number;
  /** Since when the customer is away; absent while they are there. */
  readonly awaySince?: number;
  readonly sla?: Sla;
  /** Why this person: "you match German, billing 3". */
  readonly whyYou?: string;
  readonly lastLine?: string;
  /** Earlier contact and earlier attempts, as sentences. */
  readonly past?: string;
  readonly attempt: number;
  /** Who sent it here and how, and what they say to whoever takes it. */
  readonly from?: { readonly name: string; readonly how: OfferOrigin; readonly note?: string };
  /** "1 of 4 chats". */
  readonly size?: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

export type OfferOrigin = "transfer" | "conference" | "consult" | "assigned";

export type OfferState =
  | { readonly state: "offered" }
  | { readonly state: "accepting"; readonly node: string }
  | { readonly state: "still-waiting"; readonly node: string }
  | { readonly state: "gone"; readonly reason: string }
  | {
      readonly state: "missed";
      /** To the second, for the card; to the minute, for several in one line. */
      readonly at: string;
      readonly time: string;
      readonly went: string;
      readonly noWork: boolean;
    }
  | { readonly state: "declined"; readonly reason?: string }
  | { readonly state: "refused"; readonly words: string };

export interface DeclineReason {
  readonly id: string;
  readonly label: string;
}

export interface DeclinePolicy {
  readonly reasons: readonly DeclineReason[];
  readonly isAllowed: boolean;
  readonly isReasonRequired: boolean;
}

export interface OfferActs {
  readonly onAccept: (id: string) => void;
  readonly onDecline: (id: string, reason?: string) => void;
  readonly onPeek: (id: string) => void;
  readonly onDismiss: (id: string) => void;
  readonly onGoAvailable: () => void;
  readonly onTakeBreak?: () => void;
  /** Why no offer can be answered, nor a state changed, now. */
  readonly unavailable: string | undefined;
  /** Why the state could not be changed, in words. */
  readonly refusal?: string | undefined;
}

export interface OfferKeys {
  readonly accept: string;
  readonly decline: string;
  readonly peek: string;
}
