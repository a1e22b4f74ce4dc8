import type { OfferId, TaskId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact, nullable } from "../schema.ts";
import { LineText } from "../text.ts";

/** T17, by the agent's own word. */
export const offerDecline = defineCommand({
  type: "offer.decline",
  body: exact({
    taskId: IdText<TaskId>(),
    offerId: IdText<OfferId>(),
    reason: nullable(LineText(200)),
  }),
  offline: "refused",
  urgent: true,
});
