import type { ThreadId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** T23 and T24: the customer ends a session-bound conversation; a messaging thread cannot be left. */
export const customerLeave = defineCommand({
  type: "customer.leave",
  body: exact({ threadId: IdText<ThreadId>() }),
  offline: "refused",
  urgent: false,
});
