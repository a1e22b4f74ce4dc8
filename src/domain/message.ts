import type { InteractionId, MessageId, ThreadId } from "./id.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { Instant } from "./time.ts";

export const MESSAGE_MAX_LENGTH = 8000;

/** CUSTOMER and AGENT are public; a NOTE is for colleagues only; an EVENT tells what happened. */
export type MessageKind = "CUSTOMER" | "AGENT" | "NOTE" | "EVENT";

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
  /** What else an EVENT names, beside the person it is about: where a customer was handed on to. */
  readonly about?: string;
}

export function isPublic(message: Pick<Message, "kind">): boolean {
  return message.kind === "CUSTOMER" || message.kind === "AGENT";
}

/** A message of the given parts, or why its text cannot be one. Text is trimmed at its ends. */
export function compose(parts: Message): Message | Refusal {
  const body = parts.body.trim();
  if (body === "") return refuse("MESSAGE_EMPTY");
  if (body.length > MESSAGE_MAX_LENGTH) {
    return refuse("MESSAGE_TOO_LONG", `at most ${MESSAGE_MAX_LENGTH} characters`);
  }
  return { ...parts, body };
}
