import Type from "typebox";
import type { InteractionId, MessageId, QueueId, TaskId } from "../../domain/id.ts";
import { MESSAGE_MAX_LENGTH } from "../../domain/message.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact, nullable } from "../schema.ts";

/** T10: an agent begins a conversation. */
export const interactionStart = defineCommand({
  type: "interaction.start",
  body: exact({
    interactionId: IdText<InteractionId>(),
    taskId: IdText<TaskId>(),
    queueId: IdText<QueueId>(),
    customerName: Type.String({ minLength: 1, maxLength: 200 }),
    customerEmail: nullable(Type.String({ maxLength: 320 })),
    subject: Type.String({ maxLength: 300 }),
    message: nullable(
      exact({
        messageId: IdText<MessageId>(),
        body: Type.String({ maxLength: MESSAGE_MAX_LENGTH }),
      }),
    ),
  }),
  offline: "refused",
  urgent: false,
});
