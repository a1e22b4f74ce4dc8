import fc from "fast-check";
import { Compile } from "typebox/compile";
import { expect, test } from "vitest";
import type { QueueId } from "../../src/domain/id.ts";
import { brand } from "../../src/domain/id.ts";
import type { WorkflowFilter, WorkflowTarget } from "../../src/domain/workflow.ts";
import {
  TaskRouterConfiguration,
  fromTaskRouter,
  toTaskRouter,
} from "../../src/protocol/task-router.ts";

const text = fc.string({ minLength: 1, maxLength: 30 });
const attribute = fc.stringMatching(/^[a-z][a-z0-9_]{0,10}$/).filter((name) => name !== "skills");
const targets: fc.Arbitrary<WorkflowTarget> = fc.record({
  queueId: fc.stringMatching(/^[a-z0-9-]{1,20}$/).map((id) => brand<QueueId>(id)),
  knownAgent: fc.option(text),
  priority: fc.option(fc.integer({ min: 1, max: 10 })),
  timeoutSec: fc.option(fc.nat({ max: 1_209_600 })),
  expression: fc.option(text),
  orderBy: fc.array(
    fc.record({
      field: fc.oneof(
        attribute.map((name) => `attributes.${name}` as const),
        attribute.map((name) => `skills.${name}` as const),
      ),
      direction: fc.constantFrom("ASC" as const, "DESC" as const),
    }),
    { maxLength: 5 },
  ),
  skipIf: fc.option(text),
});
const filters: fc.Arbitrary<WorkflowFilter> = fc.record({
  name: text,
  expression: fc.string({ maxLength: 30 }),
  targets: fc.array(targets, { minLength: 1, maxLength: 3 }),
  tags: fc.constant(null),
});
const workflows = fc.record({
  filters: fc.array(filters, { maxLength: 4 }),
  defaultTarget: fc.option(targets),
});

test("a workflow of ours is itself again after it was written in their words", () => {
  const shape = Compile(TaskRouterConfiguration);
  fc.assert(
    fc.property(workflows, (workflow) => {
      const theirs = toTaskRouter(workflow);
      expect(shape.Check(theirs)).toBe(true);
      expect(fromTaskRouter(theirs)).toEqual(workflow);
    }),
  );
});

test("their example is read as it is meant", () => {
  const { filters: read, defaultTarget } = fromTaskRouter({
    task_routing: {
      filters: [
        {
          expression: "type=='support'",
          targets: [
            {
              queue: "WQ1",
              priority: 40,
              timeout: 30,
              order_by: "worker.level DESC, worker.skills.french",
              known_worker_friendly_name: "Ana",
            },
            { queue: "WQ2", priority: 0 },
          ],
        },
      ],
    },
  });
  const plain = { knownAgent: null, priority: null, timeoutSec: null, expression: null };
  expect(read).toEqual([
    {
      name: "Filter 1",
      expression: "type=='support'",
      tags: null,
      targets: [
        {
          ...plain,
          queueId: "WQ1",
          // Theirs have no upper end.
          priority: 10,
          timeoutSec: 30,
          knownAgent: "Ana",
          orderBy: [
            { field: "attributes.level", direction: "DESC" },
            { field: "skills.french", direction: "ASC" },
          ],
          skipIf: null,
        },
        { ...plain, queueId: "WQ2", orderBy: [], skipIf: null },
      ],
    },
  ]);
  expect(defaultTarget).toBeNull();
});
