import type { InteractionId, MessageId, QueueId, TaskId } from "../../domain/id.ts";
import { MESSAGE_MAX_LENGTH } from "../../domain/message.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact, nullable } from "../schema.ts";
import { EmailText, LineText, NameText, ProseText } from "../text.ts";

/** T10: an agent begins a conversation. */
export const interactionStart = defineCommand({
  type: "interaction.start",
  body: exact({
    interactionId: IdText<InteractionId>(),
    taskId: IdText<TaskId>(),
    queueId: IdText<QueueId>(),
    customerName: NameText(200),
    customerEmail: nullable(EmailText()),
    subject: LineText(300),
    message: nullable(
      exact({
        messageId: IdText<MessageId>(),
        body: ProseText(MESSAGE_MAX_LENGTH),
      }),
    ),
  }),
  offline: "refused",
  urgent: false,
});
