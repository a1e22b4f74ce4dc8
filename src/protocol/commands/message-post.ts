import Type from "typebox";
import { MESSAGE_MAX_LENGTH } from "../../domain/message.ts";
import type { InteractionId, MessageId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, InstantNumber, exact } from "../schema.ts";
import { ProseText } from "../text.ts";

/** A public message to the customer, by the agent who holds the conversation. */
export const messagePost = defineCommand({
  type: "message.post",
  body: exact({
    interactionId: IdText<InteractionId>(),
    messageId: IdText<MessageId>(),
    body: ProseText(MESSAGE_MAX_LENGTH),
    writtenAt: Type.Optional(InstantNumber),
  }),
  offline: "queued",
  urgent: false,
});
