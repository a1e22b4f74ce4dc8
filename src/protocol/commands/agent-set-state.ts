import { defineCommand } from "../command.ts";
import { exact, literals, nullable } from "../schema.ts";
import { LineText } from "../text.ts";

/** READY or NOT_READY; NOT_READY needs a reason from the workspace's list. */
export const agentSetState = defineCommand({
  type: "agent.setState",
  body: exact({
    state: literals(["READY", "NOT_READY"]),
    reason: nullable(LineText(64)),
  }),
  offline: "refused",
  urgent: true,
});
