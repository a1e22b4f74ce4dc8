import type { AgentId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** T28 to T30 by a supervisor. */
export const agentForceLogout = defineCommand({
  type: "agent.forceLogout",
  body: exact({
    agentId: IdText<AgentId>(),
  }),
  offline: "refused",
  urgent: false,
});
