import type { AgentId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact, literals, nullable } from "../schema.ts";
import { LineText } from "../text.ts";

/** A supervisor makes an agent READY or NOT_READY. */
export const agentForceState = defineCommand({
  type: "agent.forceState",
  body: exact({
    agentId: IdText<AgentId>(),
    state: literals(["READY", "NOT_READY"]),
    reason: nullable(LineText(64)),
  }),
  offline: "refused",
  urgent: false,
});
