import type { InteractionId, TaskId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** T2 to T4: an agent joins an entry of a pull list. */
export const listJoin = defineCommand({
  type: "list.join",
  body: exact({
    interactionId: IdText<InteractionId>(),
    taskId: IdText<TaskId>(),
  }),
  offline: "refused",
  urgent: false,
});
