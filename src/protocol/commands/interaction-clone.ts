import { MESSAGE_MAX_LENGTH } from "../../domain/message.ts";
import type { InteractionId, InterventionId, MessageId, TaskId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact, nullable } from "../schema.ts";
import { LineText, ProseText } from "../text.ts";

/** T10: a completed interaction followed up by a new OUTBOUND one; the ids are made when the dialog opens. */
export const interactionClone = defineCommand({
  type: "interaction.clone",
  body: exact({
    sourceInteractionId: IdText<InteractionId>(),
    interactionId: IdText<InteractionId>(),
    taskId: IdText<TaskId>(),
    interventionId: IdText<InterventionId>(),
    subject: nullable(LineText(300)),
    message: nullable(
      exact({
        messageId: IdText<MessageId>(),
        body: ProseText(MESSAGE_MAX_LENGTH),
      }),
    ),
  }),
  offline: "local",
  urgent: false,
});
