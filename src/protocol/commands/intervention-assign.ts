import Type from "typebox";
import type { AgentId, InteractionId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** T42: a conversation is given to an agent, who is offered it, or has it at once with bypass. */
export const interventionAssign = defineCommand({
  type: "intervention.assign",
  body: exact({
    interactionId: IdText<InteractionId>(),
    agentId: IdText<AgentId>(),
    bypass: Type.Boolean(),
  }),
  offline: "refused",
  urgent: false,
});
