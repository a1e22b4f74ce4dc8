import type { InteractionId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** T48: a supervisor ends whatever runs here. */
export const interactionForceComplete = defineCommand({
  type: "interaction.forceComplete",
  body: exact({
    interactionId: IdText<InteractionId>(),
  }),
  offline: "refused",
  urgent: false,
});
