import Type from "typebox";
import type { InteractionId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact, nullable } from "../schema.ts";
import { EmailText, LineText, NameText, OptionalName, ProseText } from "../text.ts";

/** Fields that people may change, also after completion; who completed it and when are not among them. */
export const interactionEdit = defineCommand({
  type: "interaction.edit",
  body: exact({
    interactionId: IdText<InteractionId>(),
    fields: Type.Object(
      {
        subject: Type.Optional(LineText(300)),
        customerName: Type.Optional(OptionalName(200)),
        customerEmail: Type.Optional(nullable(EmailText())),
        tags: Type.Optional(Type.Array(NameText(64), { maxItems: 50 })),
        dispositions: Type.Optional(Type.Array(LineText(64), { maxItems: 20 })),
        dispositionNote: Type.Optional(ProseText(4000)),
      },
      { additionalProperties: false, minProperties: 1 },
    ),
  }),
  offline: "local",
  urgent: false,
});
