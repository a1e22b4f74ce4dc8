import type { Clock } from "../parts/clock.tsx";
import type { DeclinePolicy, OfferActs, OfferFacts, OfferKeys } from "../parts/offer/offer.ts";

/** A fixed noon in the past that moves on in real time, so that every picture starts the same. */
const noon = Date.UTC(2026, 10, 20, 14, 6, 12);
const started = performance.now();

export const galleryClock: Clock = { now: () => noon + (performance.now() - started) };

const second = 1_000;
const minute = 60 * second;

export const ago = (minutes: number, seconds = 0): number =>
  noon - minutes * minute - seconds * second;
export const ahead = (minutes: number, seconds = 0): number =>
  noon + minutes * minute + seconds * second;

export const jonas: OfferFacts = {
  id: "offer-1",
  channel: "chat",
  customer: "Jonas Berg",
  queue: "Billing › L2",
  waitingSince: ago(1, 42),
  sla: { state: "running", startedAt: ago(4, 30), dueAt: ahead(0, 48) },
  whyYou: "you match German, billing 3",
  lastLine: "“Ich warte seit Dienstag auf eine Antwort zu meiner Rechnung.”",
  past: "You helped Jonas on 12 Nov. Dev missed this 20 s ago.",
  attempt: 2,
  createdAt: ago(0, 12),
  expiresAt: ahead(0, 18),
};

export const decline: DeclinePolicy = {
  isAllowed: true,
  isReasonRequired: false,
  reasons: [
    { id: "skill", label: "Wrong skill" },
    { id: "conflict", label: "Conflict of interest" },
    { id: "system", label: "System problem" },
    { id: "break", label: "Need a break" },
  ],
};

export const keys: OfferKeys = { accept: "Ctrl ⇧ ⏎", decline: "Ctrl ⇧ ⌫", peek: "F6" };

const nothing = () => {};

export const idleActs: OfferActs = {
  onAccept: nothing,
  onDecline: nothing,
  onPeek: nothing,
  onDismiss: nothing,
  onGoAvailable: nothing,
  onTakeBreak: nothing,
  unavailable: undefined,
};
