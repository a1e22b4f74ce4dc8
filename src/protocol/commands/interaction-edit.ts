import Type from "typebox";
import type { InteractionId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact, nullable } from "../schema.ts";

/** Fields that people may change, also after completion; who completed it and when are not among them. */
export const interactionEdit = defineCommand({
  type: "interaction.edit",
  body: exact({
    interactionId: IdText<InteractionId>(),
    fields: Type.Object(
      {
        subject: Type.Optional(Type.String({ maxLength: 300 })),
        customerName: Type.Optional(Type.String({ maxLength: 200 })),
        customerEmail: Type.Optional(nullable(Type.String({ maxLength: 320 }))),
        tags: Type.Optional(
          Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: 50 }),
        ),
        dispositions: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 20 })),
        dispositionNote: Type.Optional(Type.String({ maxLength: 4000 })),
      },
      { additionalProperties: false, minProperties: 1 },
    ),
  }),
  offline: "local",
  urgent: false,
});
