import type { InteractionId, MessageId, ThreadId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** The customer's page has shown the conversation up to this message. */
export const customerAcknowledge = defineCommand({
  type: "customer.acknowledge",
  body: exact({
    threadId: IdText<ThreadId>(),
    interactionId: IdText<InteractionId>(),
    messageId: IdText<MessageId>(),
  }),
  offline: "refused",
  urgent: false,
});
