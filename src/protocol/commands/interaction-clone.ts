import Type from "typebox";
import { MESSAGE_MAX_LENGTH } from "../../domain/message.ts";
import type { InteractionId, InterventionId, MessageId, TaskId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact, nullable } from "../schema.ts";

/** T10: a completed interaction followed up by a new OUTBOUND one; the ids are made when the dialog opens. */
export const interactionClone = defineCommand({
  type: "interaction.clone",
  body: exact({
    sourceInteractionId: IdText<InteractionId>(),
    interactionId: IdText<InteractionId>(),
    taskId: IdText<TaskId>(),
    interventionId: IdText<InterventionId>(),
    subject: nullable(Type.String({ maxLength: 300 })),
    message: nullable(
      exact({
        messageId: IdText<MessageId>(),
        body: Type.String({ maxLength: MESSAGE_MAX_LENGTH }),
      }),
    ),
  }),
  offline: "local",
  urgent: false,
});
