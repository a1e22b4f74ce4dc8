import { defineCommand } from "../command.ts";
import { exact } from "../schema.ts";

/** T28 to T30: the agent goes; live work returns to its queues. */
export const agentLogout = defineCommand({
  type: "agent.logout",
  body: exact({}),
  offline: "refused",
  urgent: false,
});
