import type { CancelReason, EndedOffer, PendingOffer } from "../../domain/offer.ts";
import type { TaskRow } from "../../protocol/rows/task-row.ts";
import type { ShownCode } from "../app/refusal-words.ts";

/** What this person did about an offer and has no last word on yet. */
export type OfferAct =
  | { readonly kind: "ANSWERING"; readonly since: number }
  | { readonly kind: "REFUSED"; readonly code: ShownCode; readonly detail?: string };

/** What became of an offer. UNKNOWN: it left this person's view without a word. */
export type OfferFate =
  | { readonly kind: "MISSED"; readonly at: number }
  | { readonly kind: "DECLINED"; readonly at: number; readonly reason: string | null }
  | { readonly kind: "GONE"; readonly at: number; readonly why: CancelReason | "UNKNOWN" };

/** One card: the task as it was last seen ringing for me. */
export interface OfferRecord {
  readonly task: TaskRow;
  readonly offer: PendingOffer | EndedOffer;
  readonly act: OfferAct | null;
  readonly fate: OfferFate | null;
}

/** All cards by offer id. Grows by what the replica shows and shrinks by time and by the person's hand. */
export interface OfferBook {
  readonly cards: ReadonlyMap<string, OfferRecord>;
  readonly dismissed: ReadonlySet<string>;
}

export const emptyBook: OfferBook = { cards: new Map(), dismissed: new Set() };

export interface Sight {
  readonly tasks: readonly TaskRow[];
  readonly agentId: string;
  readonly now: number;
  /** Misses before this are over and done with; after a reload the others are told again. */
  readonly missesSince: number;
  /** Available since then; 0 while not. What was missed before is dealt with. */
  readonly readySince: number;
}

/** A line that asks for nothing stays this long. */
const LINGER_MS = 6_000;

/** The book once the replica has been looked at. */
export function look(book: OfferBook, sight: Sight): OfferBook {
  const cards = new Map<string, OfferRecord>();
  const byId = new Map(sight.tasks.map((task) => [task.id, task]));
  for (const [id, card] of book.cards) {
    const next = followed(card, byId.get(card.task.id), sight);
    if (next !== null) cards.set(id, next);
  }
  for (const task of sight.tasks) {
    const card = beginning(task, sight);
    if (card === null || cards.has(card.offer.id) || book.dismissed.has(card.offer.id)) continue;
    cards.set(card.offer.id, card);
  }
  return sameCards(book.cards, cards) ? book : { ...book, cards };
}

/** What rings for me, and what I missed and still feel, has a card. */
function beginning(task: TaskRow, sight: Sight): OfferRecord | null {
  const { offer } = task;
  if (offer === null || offer.agentId !== sight.agentId) return null;
  if (isRinging(task, sight.agentId)) return { task, offer, act: null, fate: null };
  const fate = offer.state === "PENDING" ? null : feltMiss(offer, sight);
  return fate === null ? null : { task, offer, act: null, fate };
}

export function isRinging(task: TaskRow, agentId: string): boolean {
  return task.mediaState === "RESERVED" && task.agentId === agentId;
}

function feltMiss(offer: EndedOffer, { missesSince }: Sight): OfferFate | null {
  // The miss and the state it leads to are of the same commit, yet of two clocks' rounding.
  if (offer.state !== "TIMEOUT" || offer.endedAt < missesSince - 1_000) return null;
  return { kind: "MISSED", at: offer.endedAt };
}

/** The same card a moment later; null once it has nothing to say any more. */
function followed(card: OfferRecord, row: TaskRow | undefined, sight: Sight): OfferRecord | null {
  if (card.fate !== null) return isOver(card, sight) ? null : card;
  const offer = row?.offer;
  if (row === undefined || offer?.id !== card.offer.id)
    return { ...card, fate: { kind: "GONE", at: sight.now, why: "UNKNOWN" } };
  if (offer.state === "PENDING") return row === card.task ? card : { ...card, task: row, offer };
  const fate = fateOf(offer, sight.now);
  return fate === null ? null : { ...card, fate };
}

/** Null for one that was accepted: it is a conversation now. */
function fateOf(offer: EndedOffer, now: number): OfferFate | null {
  switch (offer.state) {
    case "ACCEPTED":
      return null;
    case "REJECTED":
      return { kind: "DECLINED", at: now, reason: offer.declineReason };
    case "TIMEOUT":
      return { kind: "MISSED", at: offer.endedAt };
    case "CANCELED":
      return { kind: "GONE", at: now, why: offer.cancelReason };
  }
}

function isOver({ fate, act }: OfferRecord, { now, readySince }: Sight): boolean {
  if (fate?.kind === "MISSED") return fate.at < readySince;
  if (fate === null || act?.kind === "REFUSED") return false;
  return now - fate.at >= LINGER_MS;
}

function sameCards(
  before: ReadonlyMap<string, OfferRecord>,
  after: ReadonlyMap<string, OfferRecord>,
): boolean {
  return before.size === after.size && [...after].every(([id, card]) => before.get(id) === card);
}

export function answering(book: OfferBook, offerId: string, since: number): OfferBook {
  return changed(book, offerId, (card) => ({ ...card, act: { kind: "ANSWERING", since } }));
}

/** The node (or the want of one) said no: the sentence stands on the card until it is read. */
export function refused(
  book: OfferBook,
  offerId: string,
  why: { readonly code: ShownCode; readonly detail?: string },
): OfferBook {
  return changed(book, offerId, (card) => ({ ...card, act: { kind: "REFUSED", ...why } }));
}

/** Read and put away. What still rings, or was missed, shows as what it is once the refusal has been read. */
export function dismiss(book: OfferBook, offerId: string): OfferBook {
  const card = book.cards.get(offerId);
  if (card === undefined) return book;
  const hasMore = card.fate === null || card.fate.kind === "MISSED";
  if (card.act?.kind === "REFUSED" && hasMore)
    return changed(book, offerId, (each) => ({ ...each, act: null }));
  return removed(book, (id) => id === offerId);
}

function changed(
  book: OfferBook,
  offerId: string,
  change: (card: OfferRecord) => OfferRecord,
): OfferBook {
  const card = book.cards.get(offerId);
  if (card === undefined) return book;
  return { ...book, cards: new Map(book.cards).set(offerId, change(card)) };
}

function removed(book: OfferBook, isGone: (id: string, card: OfferRecord) => boolean): OfferBook {
  const gone = [...book.cards].filter(([id, card]) => isGone(id, card)).map(([id]) => id);
  if (gone.length === 0) return book;
  const cards = new Map([...book.cards].filter(([id]) => !gone.includes(id)));
  return { cards, dismissed: new Set([...book.dismissed, ...gone]) };
}

/** Accept and Decline by key take the one that ends first. */
export function nextToAnswer(book: OfferBook): OfferRecord | null {
  const open = [...book.cards.values()].filter(({ act, fate }) => act === null && fate === null);
  return open.toSorted((a, b) => a.offer.expiresAt - b.offer.expiresAt)[0] ?? null;
}

/** When a card goes by itself next; null while none will. */
export function nextChangeAt(book: OfferBook): number | null {
  const times = [...book.cards.values()].flatMap(({ fate, act }) =>
    fate === null || fate.kind === "MISSED" || act?.kind === "REFUSED" ? [] : [fate.at + LINGER_MS],
  );
  return times.length === 0 ? null : Math.min(...times);
}

/** Over for certain, also by the node's grace, and yet without a word from it: the line is down. */
export function isOverdue({ offer }: OfferRecord, now: number): boolean {
  return now > offer.expiresAt + 2_500;
}

/** After this long an answer under way is said to be still waiting. */
export const STILL_WAITING_MS = 2_000;
