import type { ThreadId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** T24: the customer says that it is over; a thread that outlives its sessions goes on with their next word. */
export const customerEnd = defineCommand({
  type: "customer.end",
  body: exact({ threadId: IdText<ThreadId>() }),
  offline: "refused",
  urgent: false,
});
