import Type from "typebox";
import type { InteractionId, ThreadId } from "../../domain/id.ts";
import { COMMENT_MAX_LENGTH, MOST_STARS } from "../../domain/rating.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";
import { ProseText } from "../text.ts";

/** How it was: asked after the end, where the queue says so. */
export const customerRate = defineCommand({
  type: "customer.rate",
  body: exact({
    threadId: IdText<ThreadId>(),
    interactionId: IdText<InteractionId>(),
    stars: Type.Integer({ minimum: 1, maximum: MOST_STARS }),
    comment: ProseText(COMMENT_MAX_LENGTH),
  }),
  offline: "refused",
  urgent: false,
});
