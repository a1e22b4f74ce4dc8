import type { InteractionId, TaskId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** A completed interaction is taken up again by an agent, within its window or by permission. */
export const interactionReopen = defineCommand({
  type: "interaction.reopen",
  body: exact({
    interactionId: IdText<InteractionId>(),
    taskId: IdText<TaskId>(),
  }),
  offline: "refused",
  urgent: false,
});
