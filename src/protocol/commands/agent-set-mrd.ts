import Type from "typebox";
import type { MrdId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** One class of work on or off, beside the agent's own state. */
export const agentSetMrd = defineCommand({
  type: "agent.setMrd",
  body: exact({ mrdId: IdText<MrdId>(), on: Type.Boolean() }),
  offline: "refused",
  urgent: true,
});
