import type { InteractionId, MessageId, ThreadId } from "./id.ts";
import { type Refusal, refuse } from "./refusal.ts";
import { type Instant, SECOND_MS } from "./time.ts";

export const MESSAGE_MAX_LENGTH = 8000;

/** CUSTOMER and AGENT are public; a NOTE is for colleagues only; an EVENT tells what happened. */
export type MessageKind = "CUSTOMER" | "AGENT" | "NOTE" | "EVENT";

/** Who speaks: the customer, a person of ours, a program of ours, or the node itself. */
export const authorKinds = ["CUSTOMER", "PERSON", "BOT", "SYSTEM"] as const;
export type AuthorKind = (typeof authorKinds)[number];

/** What a customer is told of what becomes of their conversation; the words are the widget's. */
export const customerEvents = [
  "JOINED",
  "LEFT",
  "PASSED_ON",
  "HELD",
  "RESUMED",
  "ENDED",
  "ENDED_BY_CUSTOMER",
  "ENDED_BY_ABSENCE",
] as const;
export type CustomerEvent = (typeof customerEvents)[number];

export interface Message {
  readonly id: MessageId;
  readonly interactionId: InteractionId;
  readonly threadId: ThreadId;
  readonly kind: MessageKind;
  /** A user's or a customer's id; "system" for events. */
  readonly authorId: string;
  readonly authorName: string;
  readonly body: string;
  readonly createdAt: Instant;
  /** When it was written, by its device, where that was well before the node had it; left out where it came at once. */
  readonly writtenAt?: Instant;
  /** What else an EVENT names, beside who did it: to whom, where to, or until when (an instant). */
  readonly about?: string;
  /** Written by a program that works as an agent. */
  readonly byBot?: true;
  /** Of an EVENT, what the customer is told of it; absent where it is for colleagues only. */
  readonly told?: CustomerEvent;
}

export function isPublic(message: Pick<Message, "kind">): boolean {
  return message.kind === "CUSTOMER" || message.kind === "AGENT";
}

/** Whether the customer may see it: what was said, and those events they are told of. */
export function isForCustomer(message: Pick<Message, "kind" | "told">): boolean {
  return isPublic(message) || (message.kind === "EVENT" && message.told !== undefined);
}

export function authorKindOf({
  kind,
  authorId,
  byBot,
}: Pick<Message, "kind" | "authorId" | "byBot">): AuthorKind {
  if (kind === "CUSTOMER") return "CUSTOMER";
  if (kind === "EVENT" || authorId === "system") return "SYSTEM";
  return byBot === true ? "BOT" : "PERSON";
}

/** Something to see: joiners, blanks and control characters alone are an empty bubble. */
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** A message of the given parts, or why its text cannot be one. Text is trimmed at its ends. */
export function compose(parts: Message): Message | Refusal {
  const body = parts.body.trim();
  if (!visible.test(body)) return refuse("MESSAGE_EMPTY");
  if (body.length > MESSAGE_MAX_LENGTH) {
    return refuse("MESSAGE_TOO_LONG", `at most ${MESSAGE_MAX_LENGTH} characters`);
  }
  return { ...parts, body };
}

/** What took no longer than this to come was written when it was sent. */
const LATE_MS = 30 * SECOND_MS;
/** A device's clock that says more than this is not believed. */
const OLDEST_MS = 30 * 24 * 3600 * SECOND_MS;

/**
 * When a message was written that came late, as part of it: of what its device says only what can be true. Nothing is
 * written after it was received, before its conversation began, or a month ago.
 */
export function writtenBefore(
  saidAt: Instant | undefined,
  received: { readonly at: Instant; readonly begunAt: Instant },
): Pick<Message, "writtenAt"> {
  if (saidAt === undefined || saidAt > received.at - LATE_MS) return {};
  const isPossible = saidAt >= received.begunAt && saidAt >= received.at - OLDEST_MS;
  return isPossible ? { writtenAt: saidAt } : {};
}
