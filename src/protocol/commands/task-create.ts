import Type from "typebox";
import type { InteractionId, MrdId, QueueId, TaskId, WorkflowId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact, nullable } from "../schema.ts";
import { AttributesShape, LineText, OptionalName } from "../text.ts";

/** T1 from a program: a task for a workflow or a queue, with the attributes that routing reads. */
export const taskCreate = defineCommand({
  type: "task.create",
  body: exact({
    taskId: IdText<TaskId>(),
    interactionId: IdText<InteractionId>(),
    workflowId: nullable(IdText<WorkflowId>()),
    queueId: nullable(IdText<QueueId>()),
    mrdId: nullable(IdText<MrdId>()),
    attributes: AttributesShape(),
    priority: nullable(Type.Integer({ minimum: 1, maximum: 10 })),
    timeoutSec: nullable(Type.Integer({ minimum: 1, maximum: 1_209_600 })),
    customerName: OptionalName(200),
    subject: LineText(300),
  }),
  offline: "refused",
  urgent: false,
});
