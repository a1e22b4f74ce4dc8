import { defineCommand } from "../command.ts";
import { exact, literals } from "../schema.ts";

/** The computer was locked or sent to sleep: no offers until the person says so (T18b). */
export const agentAway = defineCommand({
  type: "agent.away",
  body: exact({ why: literals(["LOCKED", "SUSPENDED"]) }),
  offline: "refused",
  urgent: true,
});
