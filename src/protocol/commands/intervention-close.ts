import type { InteractionId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** T47: the case is closed, and with it the tasks that served it. */
export const interventionClose = defineCommand({
  type: "intervention.close",
  body: exact({
    interactionId: IdText<InteractionId>(),
  }),
  offline: "refused",
  urgent: false,
});
