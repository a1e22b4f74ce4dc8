import type { InteractionId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** An entry leaves its pull list. */
export const listClose = defineCommand({
  type: "list.close",
  body: exact({
    interactionId: IdText<InteractionId>(),
  }),
  offline: "refused",
  urgent: false,
});
