import { MESSAGE_MAX_LENGTH } from "../../domain/message.ts";
import type { InteractionId, MessageId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";
import { ProseText } from "../text.ts";

/** An internal note: colleagues read it, the customer never does. */
export const noteAdd = defineCommand({
  type: "note.add",
  body: exact({
    interactionId: IdText<InteractionId>(),
    messageId: IdText<MessageId>(),
    body: ProseText(MESSAGE_MAX_LENGTH),
  }),
  offline: "local",
  urgent: false,
});
