import Type from "typebox";
import type { QueueId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** A queue stops, or goes on, offering its work by itself. */
export const queueSetRouting = defineCommand({
  type: "queue.setRouting",
  body: exact({
    queueId: IdText<QueueId>(),
    on: Type.Boolean(),
  }),
  offline: "refused",
  urgent: false,
});
