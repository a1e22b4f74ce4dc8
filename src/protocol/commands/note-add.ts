import Type from "typebox";
import { MESSAGE_MAX_LENGTH } from "../../domain/message.ts";
import type { InteractionId, MessageId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, InstantNumber, exact } from "../schema.ts";
import { ProseText } from "../text.ts";

/** An internal note: colleagues read it, the customer never does. */
export const noteAdd = defineCommand({
  type: "note.add",
  body: exact({
    interactionId: IdText<InteractionId>(),
    messageId: IdText<MessageId>(),
    body: ProseText(MESSAGE_MAX_LENGTH),
    writtenAt: Type.Optional(InstantNumber),
  }),
  offline: "local",
  urgent: false,
});
