import type { MrdId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact, nullable } from "../schema.ts";

/** The next piece of work of one MRD, or of any, beyond the soft limit and up to the hard one. */
export const taskRequest = defineCommand({
  type: "task.request",
  body: exact({
    mrdId: nullable(IdText<MrdId>()),
  }),
  offline: "refused",
  urgent: false,
});
