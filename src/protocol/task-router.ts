import Type from "typebox";
import type { QueueId } from "../domain/id.ts";
import { brand } from "../domain/id.ts";
import type { OrderBy } from "../domain/selection.ts";
import type { Workflow, WorkflowFilter, WorkflowTarget } from "../domain/workflow.ts";
import type { Infer } from "./schema.ts";
import { LineText, NameText } from "./text.ts";

const Target = Type.Object(
  {
    queue: NameText(64),
    priority: Type.Optional(Type.Integer({ minimum: 0 })),
    timeout: Type.Optional(Type.Integer({ minimum: 0 })),
    expression: Type.Optional(Type.String()),
    order_by: Type.Optional(LineText(300)),
    skip_if: Type.Optional(Type.String()),
    known_worker_sid: Type.Optional(LineText(200)),
    known_worker_friendly_name: Type.Optional(LineText(200)),
  },
  { additionalProperties: false },
);

/** A workflow as the Task Router writes it (source 003; domain.md 3.3). */
export const TaskRouterConfiguration = Type.Object(
  {
    task_routing: Type.Object(
      {
        filters: Type.Optional(
          Type.Array(
            Type.Object(
              {
                filter_friendly_name: Type.Optional(LineText(100)),
                expression: Type.String(),
                targets: Type.Array(Target, { minItems: 1, maxItems: 20 }),
              },
              { additionalProperties: false },
            ),
            { maxItems: 200 },
          ),
        ),
        default_filter: Type.Optional(Target),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
export type TaskRouterConfiguration = Infer<typeof TaskRouterConfiguration>;
type TheirTarget = Infer<typeof Target>;

/** Their priorities have no upper end; ours stop at 10, and 0 means the work's own. */
const HIGHEST = 10;

/** Their filters and targets as ours. What a filter does to tags they have no word for: one of the same name keeps it. */
export function fromTaskRouter(
  { task_routing: routing }: TaskRouterConfiguration,
  present: readonly WorkflowFilter[] = [],
): Pick<Workflow, "filters" | "defaultTarget"> {
  const tagsOf = new Map(present.map(({ name, tags }) => [name, tags]));
  const filters = (routing.filters ?? []).map((filter, at): WorkflowFilter => {
    const { filter_friendly_name: name = `Filter ${at + 1}`, expression } = filter;
    const targets = filter.targets.map(targetFrom);
    return { name, expression, targets, tags: tagsOf.get(name) ?? null };
  });
  const { default_filter: fallback } = routing;
  return { filters, defaultTarget: fallback === undefined ? null : targetFrom(fallback) };
}

function targetFrom(target: TheirTarget): WorkflowTarget {
  const { priority = 0 } = target;
  return {
    queueId: brand<QueueId>(target.queue),
    knownAgent: target.known_worker_sid ?? target.known_worker_friendly_name ?? null,
    priority: priority === 0 ? null : Math.min(HIGHEST, priority),
    timeoutSec: target.timeout ?? null,
    expression: target.expression ?? null,
    orderBy: (target.order_by ?? "").split(",").flatMap(orderFrom),
    skipIf: target.skip_if ?? null,
  };
}

/** `worker.level DESC`; without a direction it is ascending. */
function orderFrom(text: string): OrderBy[] {
  const [field = "", direction = "ASC"] = text.trim().split(/\s+/);
  if (field === "") return [];
  const name = field.replace(/^worker\./, "");
  const isPlaced = name.startsWith("skills.") || name.startsWith("attributes.");
  return [
    {
      field: isPlaced ? name : `attributes.${name}`,
      direction: direction.toUpperCase() === "DESC" ? "DESC" : "ASC",
    },
  ];
}

/** Ours as theirs; what a filter does to tags has no place there and is left out. */
export function toTaskRouter({
  filters,
  defaultTarget,
}: Pick<Workflow, "filters" | "defaultTarget">): TaskRouterConfiguration {
  return {
    task_routing: {
      filters: filters.map(({ name, expression, targets }) => ({
        filter_friendly_name: name,
        expression,
        targets: targets.map(targetTo),
      })),
      ...(defaultTarget === null ? {} : { default_filter: targetTo(defaultTarget) }),
    },
  };
}

function targetTo(target: WorkflowTarget): TheirTarget {
  const orderBy = target.orderBy
    .map(({ field, direction }) => `worker.${field.replace(/^attributes\./, "")} ${direction}`)
    .join(", ");
  return {
    queue: target.queueId,
    ...(target.priority === null ? {} : { priority: target.priority }),
    ...(target.timeoutSec === null ? {} : { timeout: target.timeoutSec }),
    ...(target.expression === null ? {} : { expression: target.expression }),
    ...(orderBy === "" ? {} : { order_by: orderBy }),
    ...(target.skipIf === null ? {} : { skip_if: target.skipIf }),
    ...(target.knownAgent === null ? {} : { known_worker_sid: target.knownAgent }),
  };
}
