import { describe, expect, test } from "vitest";
import type { Customer } from "../../../src/domain/customer.ts";
import { type CustomerId, type WorkspaceId, brand } from "../../../src/domain/id.ts";
import { Draft } from "../../../src/node/engine/draft.ts";
import { World } from "../../../src/node/engine/world.ts";
import { requeue } from "../../../src/domain/task.ts";
import { nextId, noon } from "../../domain/sample.ts";
import { stateNames, states } from "../../domain/states.ts";

function customer(name: string, company: string | null = null): Customer {
  return { id: brand<CustomerId>(name), name, email: null, company, createdAt: noon };
}

function newDraft(world = new World()): Draft {
  return new Draft(world, {
    now: noon,
    factsOf: () => {
      throw new Error("nothing is offered here");
    },
    goneSince: () => null,
    newId: () => "id",
    nodeId: "node",
    epoch: 1,
    workspaceId: brand<WorkspaceId>("ws"),
  });
}

describe.each([3, 23, 24, 25, 300])("a decision that writes %i rows", (count) => {
  const names = Array.from({ length: count }, (_, nth) => `c${nth}`);

  test("reads each as it last wrote it, and the world's where it wrote none", () => {
    const world = new World();
    for (const name of [...names, "other"])
      world.put({ kind: "CUSTOMER", entity: customer(name) }, 1);
    const draft = newDraft(world);
    for (const name of names) draft.put("CUSTOMER", customer(name, "one"), "CUSTOMER_CREATED");
    for (const name of names) draft.amend("CUSTOMER", customer(name, "two"));
    for (const name of names) expect(draft.get("CUSTOMER", name)?.company).toBe("two");
    expect(draft.get("CUSTOMER", "other")?.company).toBeNull();
    expect(draft.get("CUSTOMER", "nobody")).toBeUndefined();
    expect(draft.wrote("CUSTOMER", "c1")).toBe(true);
    expect(draft.wrote("CUSTOMER", "other")).toBe(false);
    // The same id of another kind is another row.
    expect(draft.wrote("AGENT", "c1")).toBe(false);
    expect(draft.written().map(({ entity }) => entity.id)).toEqual(names);
  });

  test("knows which step told of each row last, and of which none did", () => {
    const draft = newDraft();
    draft.tell("COMMAND_CHANGED_NOTHING", "x");
    for (const name of names) draft.put("CUSTOMER", customer(name), "CUSTOMER_CREATED");
    draft.amend("CUSTOMER", customer("silent"));
    draft.put("CUSTOMER", customer("c1"), "CUSTOMER_CREATED");
    draft.tell("COMMAND_CHANGED_NOTHING", "x");
    const last = draft.lastSteps();
    expect(last[0]).toBe(1);
    expect(last[1]).toBe(count + 1);
    expect(last[count - 1]).toBe(count === 2 ? count + 1 : count);
    expect(last[count]).toBe(-1);
    expect(last).toHaveLength(count + 1);
  });
});

test.each(stateNames)(
  "what goes on from an earlier node's %s task is this node's, in its term (F14)",
  (name) => {
    const earlier = states[name];
    const world = new World();
    const draft = newDraft(world);
    const successor = requeue(earlier, nextId, null, noon);
    draft.put("TASK", { ...successor, homeNode: "before", epoch: 0 }, "TASK_STATE_CHANGED");
    expect(draft.get("TASK", nextId)).toMatchObject({ homeNode: "node", epoch: 1 });
  },
);
