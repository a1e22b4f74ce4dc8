import type { AgentId, TaskId } from "../../domain/id.ts";
import type { MediaId } from "../../domain/media.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact, literals, nullable } from "../schema.ts";

/** The second of the two calls that source 002 names. */
export const taskSetMediaState = defineCommand({
  type: "task.setMediaState",
  body: exact({
    taskId: IdText<TaskId>(),
    mediaId: IdText<MediaId>(),
    state: literals(["QUEUED", "RESERVED", "ACTIVE", "CLOSED"]),
    agentId: nullable(IdText<AgentId>()),
  }),
  offline: "refused",
  urgent: false,
});
