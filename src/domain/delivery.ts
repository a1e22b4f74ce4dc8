import type { MessageId } from "./id.ts";
import { type Message, isForCustomer } from "./message.ts";
import type { Instant } from "./time.ts";

/** Delivered watermark: up to which message the customer's page has shown the conversation. It only rises. */
export interface Delivered {
  readonly messageId: MessageId;
  /** When that message was made: what stands before it was shown with it. */
  readonly upTo: Instant;
  /** When the node heard of it. */
  readonly at: Instant;
}

type Line = Pick<Message, "id" | "createdAt">;

/** Whether the customer's page has shown it, as far as the page has said. */
export function isDelivered({ id, createdAt }: Line, delivered: Delivered | undefined): boolean {
  if (delivered === undefined) return false;
  // Two of one millisecond stand in the order of their ids, on every screen.
  return createdAt === delivered.upTo ? id <= delivered.messageId : createdAt < delivered.upTo;
}

/** The conversation once its customer's page has shown this message; the very same where that was known. */
export function acknowledge<I extends { readonly delivered?: Delivered }>(
  interaction: I,
  message: Line & Pick<Message, "kind" | "told">,
  now: Instant,
): I {
  if (!isForCustomer(message) || isDelivered(message, interaction.delivered)) return interaction;
  const delivered = { messageId: message.id, upTo: message.createdAt, at: now };
  return { ...interaction, delivered };
}
