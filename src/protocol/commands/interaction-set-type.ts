import type { InteractionId } from "../../domain/id.ts";
import { communicationTypes } from "../../domain/interaction.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact, literals } from "../schema.ts";
import { NameText } from "../text.ts";

/** A conversation changes its channel: a chat becomes a call, a call a callback. */
export const interactionSetType = defineCommand({
  type: "interaction.setType",
  body: exact({
    interactionId: IdText<InteractionId>(),
    communicationType: literals(communicationTypes),
    subCommunicationType: NameText(40),
  }),
  offline: "refused",
  urgent: false,
});
