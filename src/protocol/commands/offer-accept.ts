import type { OfferId, TaskId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** T16. Never shown as done before the node says so. */
export const offerAccept = defineCommand({
  type: "offer.accept",
  body: exact({ taskId: IdText<TaskId>(), offerId: IdText<OfferId>() }),
  offline: "refused",
  urgent: true,
});
