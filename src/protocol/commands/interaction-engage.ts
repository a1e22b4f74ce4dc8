import type { InteractionId, TaskId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** T41: an agent takes up a conversation that nobody has, from a folder or the inbox. */
export const interactionEngage = defineCommand({
  type: "interaction.engage",
  body: exact({
    interactionId: IdText<InteractionId>(),
    taskId: IdText<TaskId>(),
  }),
  offline: "refused",
  urgent: false,
});
