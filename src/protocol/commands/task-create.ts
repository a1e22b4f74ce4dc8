import Type from "typebox";
import type { Attributes } from "../../domain/agent.ts";
import type { InteractionId, MrdId, QueueId, TaskId, WorkflowId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact, leaf, nullable } from "../schema.ts";

/** T1 from a program: a task for a workflow or a queue, with the attributes that routing reads. */
export const taskCreate = defineCommand({
  type: "task.create",
  body: exact({
    taskId: IdText<TaskId>(),
    interactionId: IdText<InteractionId>(),
    workflowId: nullable(IdText<WorkflowId>()),
    queueId: nullable(IdText<QueueId>()),
    mrdId: nullable(IdText<MrdId>()),
    attributes: leaf<Attributes>(Type.Record(Type.String({ maxLength: 64 }), Type.Any())),
    priority: nullable(Type.Integer({ minimum: 1, maximum: 10 })),
    timeoutSec: nullable(Type.Integer({ minimum: 1, maximum: 1_209_600 })),
    customerName: Type.String({ maxLength: 200 }),
    subject: Type.String({ maxLength: 300 }),
  }),
  offline: "refused",
  urgent: false,
});
