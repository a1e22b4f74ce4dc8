import type { QueueId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact, nullable } from "../schema.ts";
import { ProseText } from "../text.ts";

/** T37: everything that waits in a queue is closed; the customers are told why. */
export const queueFlush = defineCommand({
  type: "queue.flush",
  body: exact({
    queueId: IdText<QueueId>(),
    message: nullable(ProseText(1000)),
  }),
  offline: "refused",
  urgent: false,
});
