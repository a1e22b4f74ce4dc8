import type { InteractionId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** A case without a reply is taken back; its task waits again. */
export const interventionCancel = defineCommand({
  type: "intervention.cancel",
  body: exact({
    interactionId: IdText<InteractionId>(),
  }),
  offline: "refused",
  urgent: false,
});
