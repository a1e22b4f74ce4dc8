import Type from "typebox";
import { MESSAGE_MAX_LENGTH } from "../../domain/message.ts";
import type { CustomerId, MessageId, SourceId, ThreadId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, InstantNumber, exact, nullable } from "../schema.ts";
import { EmailText, NameText, ProseText } from "../text.ts";

/** T1 where it begins something: a customer's message comes in, by the visitor or by a connector. */
export const messageReceive = defineCommand({
  type: "message.receive",
  body: exact({
    sourceId: IdText<SourceId>(),
    threadId: IdText<ThreadId>(),
    customerId: IdText<CustomerId>(),
    messageId: IdText<MessageId>(),
    body: ProseText(MESSAGE_MAX_LENGTH),
    writtenAt: Type.Optional(InstantNumber),
    /** What a connector knows of the customer now; null where it says nothing. */
    facts: Type.Optional(exact({ name: nullable(NameText(200)), email: nullable(EmailText()) })),
  }),
  offline: "queued",
  urgent: false,
});
