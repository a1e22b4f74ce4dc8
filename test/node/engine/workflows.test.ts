import { describe, expect, test } from "vitest";
import { type WorkflowId, brand } from "../../../src/domain/id.ts";
import { plainRouting } from "../../../src/domain/queue.ts";
import type { Workflow, WorkflowFilter, WorkflowTarget } from "../../../src/domain/workflow.ts";
import type { BodyOf } from "../../../src/protocol/commands.ts";
import { anAgent, support, supportQueue, signedOutAgent } from "../../domain/sample.ts";
import { type Centre, type Settings, billing, openCentre, people } from "./centre.ts";
import { linesOf } from "./together.ts";

const target = (changes: Partial<WorkflowTarget> = {}): WorkflowTarget => ({
  queueId: support,
  knownAgent: null,
  priority: null,
  timeoutSec: null,
  expression: null,
  orderBy: [],
  skipIf: null,
  ...changes,
});

const filter = (
  expression: string,
  targets: readonly WorkflowTarget[],
  changes: Partial<WorkflowFilter> = {},
): WorkflowFilter => ({ name: expression, expression, targets, tags: null, ...changes });

const id = brand<WorkflowId>("flow");
const flow = (changes: Partial<Workflow>): Workflow => ({
  id,
  name: "Flow",
  filters: [],
  defaultTarget: null,
  ...changes,
});

const withFlow = (workflow: Partial<Workflow>, settings: Settings = {}): Promise<Centre> =>
  openCentre({
    ...settings,
    arrival: { workflowId: id },
    directory: [{ kind: "WORKFLOW", body: flow(workflow) }, ...(settings.directory ?? [])],
  });

const french = (name: string, attributes: Record<string, number | readonly string[]> = {}) =>
  signedOutAgent(name, {
    queueIds: [support, billing],
    attributes: { languages: ["fr"], ...attributes },
  });

async function creates(
  centre: Centre,
  changes: Partial<BodyOf<"task.create">> = {},
): Promise<string> {
  const interactionId = centre.newId();
  await centre.does("sue", "task.create", {
    taskId: brand(centre.newId()),
    interactionId: brand(interactionId),
    workflowId: id,
    queueId: null,
    mrdId: null,
    attributes: {},
    priority: null,
    timeoutSec: null,
    customerName: "Kim",
    subject: "A claim",
    ...changes,
  });
  return interactionId;
}

describe("a workflow finds work its queue", () => {
  test("the first filter that matches what the customer wrote, and none below it", async () => {
    const centre = await withFlow({
      filters: [
        filter("text CONTAINS 'invoice'", [target({ queueId: billing, priority: 7 })]),
        filter("text CONTAINS 'parcel'", [target({ queueId: support, priority: 5 })]),
        filter("communication_type == MESSAGING", [target({ queueId: billing })]),
      ],
    });
    const { interactionId } = await centre.request();
    expect(centre.task(interactionId)).toMatchObject({ queueId: support, priority: 5 });
    expect(centre.task(interactionId).wait.route).toMatchObject({ filter: 1, target: 0 });
    expect(centre.interaction(interactionId).queueId).toBe(support);
  });

  test("a program's attributes are what a filter asks", async () => {
    const centre = await withFlow({
      filters: [filter("product == 'loan' AND amount > 1000", [target({ queueId: billing })])],
      defaultTarget: target(),
    });
    const large = await creates(centre, { attributes: { product: "loan", amount: 5000 } });
    const small = await creates(centre, { attributes: { product: "loan", amount: 50 } });
    expect(centre.task(large).queueId).toBe(billing);
    expect(centre.task(small)).toMatchObject({ queueId: support });
    expect(centre.task(small).wait.route).toMatchObject({ filter: -1 });
  });

  test("what no filter takes is queued in the workspace's own queue, and said so", async () => {
    const centre = await withFlow(
      { filters: [filter("subject == 'never'", [target()])] },
      { workspace: { defaultQueueId: billing } },
    );
    const { interactionId } = await centre.request();
    expect(centre.task(interactionId)).toMatchObject({ queueId: billing, mediaState: "QUEUED" });
    expect(linesOf(centre, interactionId)).toContain("NO_ROUTE");
  });

  test("an unknown workflow is refused", async () => {
    const centre = await openCentre();
    const body = { taskId: brand<never>("t"), interactionId: brand<never>("i"), attributes: {} };
    const rest = { queueId: support, mrdId: null, priority: null, timeoutSec: null };
    const who = { customerName: "", subject: "" };
    expect(
      await centre.refused("sue", "task.create", { ...body, ...rest, ...who, workflowId: id }),
    ).toBe("WORKFLOW_NOT_FOUND");
  });
});

describe("a target", () => {
  test("asks only agents who have what the task names", async () => {
    const centre = await withFlow(
      {
        filters: [filter("", [target({ expression: "task.language IN worker.languages" })])],
      },
      { agents: [...people, french("fleur")] },
    );
    await centre.ready("ana");
    const interactionId = await creates(centre, { attributes: { language: "fr" } });
    expect(centre.task(interactionId).mediaState).toBe("QUEUED");
    await centre.ready("fleur");
    expect(centre.offer(interactionId).agentId).toBe("fleur");
  });

  test("orders those who may take it by their own numbers", async () => {
    const orderBy = [{ field: "attributes.level", direction: "DESC" }] as const;
    const centre = await withFlow(
      { filters: [filter("", [target({ orderBy })])] },
      { agents: [...people, french("one", { level: 1 }), french("two", { level: 2 })] },
    );
    await centre.ready("ana", "one", "two");
    const interactionId = await creates(centre);
    const { agentId, task } = centre.offer(interactionId);
    expect(agentId).toBe("two");
    expect(task.offer?.assignment.policy).toBe("ORDER_BY");
  });

  test("of the same queue raises the priority of what waits there, and never lowers it", async () => {
    const targets = [
      target({ priority: 5, timeoutSec: 10 }),
      target({ priority: 3, timeoutSec: 10 }),
      target({ priority: 8, timeoutSec: 10 }),
      target(),
    ];
    const centre = await withFlow({ filters: [filter("", targets)] });
    const interactionId = await creates(centre);
    const priorities = [centre.task(interactionId).priority];
    for (const _next of targets.slice(1)) {
      await centre.pass(10_100);
      priorities.push(centre.task(interactionId).priority);
    }
    expect(priorities).toEqual([5, 5, 8, 8]);
  });

  test("names one agent, from the task, and nobody else is asked while it lasts", async () => {
    const centre = await withFlow({
      filters: [filter("", [target({ knownAgent: "task.wanted", timeoutSec: 30 }), target()])],
    });
    await centre.ready("ana");
    const interactionId = await creates(centre, { attributes: { wanted: "ben" } });
    expect(centre.task(interactionId).mediaState).toBe("QUEUED");
    await centre.pass(29_999);
    expect(centre.task(interactionId).mediaState).toBe("QUEUED");
    await centre.pass(1);
    expect(centre.offer(interactionId).agentId).toBe("ana");
  });

  test("that names nobody is left out", async () => {
    const centre = await withFlow({
      filters: [filter("", [target({ knownAgent: "task.wanted" }), target({ queueId: billing })])],
    });
    const interactionId = await creates(centre);
    expect(centre.task(interactionId).queueId).toBe(billing);
  });

  test("is left out by skip_if where nobody of it is free, and not where somebody is", async () => {
    const settings = {
      filters: [
        filter("", [target({ skipIf: "workers.available == 0" }), target({ queueId: billing })]),
      ],
    };
    const centre = await withFlow(settings);
    const alone = await creates(centre);
    expect(centre.task(alone).queueId).toBe(billing);
    await centre.ready("ana");
    const staffed = await creates(centre);
    expect(centre.task(staffed).queueId).toBe(support);
  });

  test("hands on to the next after its time, in the same place in line; after the last nobody was available", async () => {
    const centre = await withFlow({
      filters: [
        filter("", [
          target({ timeoutSec: 20 }),
          target({ queueId: billing, timeoutSec: 20, priority: 9 }),
        ]),
      ],
    });
    const { interactionId } = await centre.request();
    const before = centre.task(interactionId);
    await centre.pass(20_000);
    const after = centre.task(interactionId);
    expect(after).toMatchObject({ id: before.id, queueId: billing, priority: 9 });
    expect(after.firstEnqueuedAt).toBe(before.firstEnqueuedAt);
    await centre.pass(20_000);
    expect(centre.tasks(interactionId)).toEqual([]);
    expect((await centre.kept(before.id)).reason).toBe("NO_AGENT_AVAILABLE");
    expect(centre.interaction(interactionId).status).toBe("UNDELIVERED");
    const told = centre.events.map((event) => event.type);
    const course = told.filter((type) => type.startsWith("WORKFLOW"));
    expect(course).toEqual([
      "WORKFLOW_ENTERED",
      "WORKFLOW_TARGET_MATCHED",
      "WORKFLOW_TARGET_MATCHED",
      "WORKFLOW_TIMEOUT",
    ]);
  });

  test("goes on at its time also after a restart in between", async () => {
    const centre = await withFlow({
      filters: [filter("", [target({ timeoutSec: 20 }), target({ queueId: billing })])],
    });
    const { interactionId } = await centre.request();
    await centre.restart(15_000);
    await centre.pass(4_000);
    expect(centre.task(interactionId).queueId).toBe(support);
    await centre.pass(1_500);
    expect(centre.task(interactionId).queueId).toBe(billing);
  });
});

describe("a filter's tags", () => {
  const tags = {
    add: [{ tag: "vip", weight: 50, required: true }],
    remove: ["new"],
    set: null,
  };
  const routing = { ...plainRouting, tagRouting: true };

  test("are on the interaction, and route as the filter weighs them", async () => {
    const vip = anAgent({ ...french("vera"), tags: ["vip"] });
    const centre = await withFlow(
      { filters: [filter("", [target()], { tags })] },
      { queue: { ...supportQueue, routing }, agents: [...people, vip] },
    );
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    expect(centre.interaction(interactionId).tags).toEqual(["vip"]);
    expect(centre.task(interactionId)).toMatchObject({ mediaState: "QUEUED" });
    expect(centre.task(interactionId).wait).toMatchObject({ weight: 50, tags: tags.add });
    expect(centre.events.some((event) => event.type === "TAGS_CHANGED")).toBe(true);
    await centre.ready("vera");
    expect(centre.offer(interactionId).agentId).toBe("vera");
  });
});

describe("a rule in a queue's settings", () => {
  test("of a step is asked while the step is open", async () => {
    const steps = [
      { timeoutSec: 20, skills: [], rule: "languages HAS 'fr'" },
      { timeoutSec: 0, skills: [], rule: null },
    ];
    const centre = await openCentre({
      queue: { routing: { ...plainRouting, steps } },
      agents: [...people, french("fleur")],
    });
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    await centre.pass(19_999);
    expect(centre.task(interactionId).mediaState).toBe("QUEUED");
    await centre.pass(1);
    expect(centre.offer(interactionId).agentId).toBe("ana");
  });

  test("of membership takes agents in and lets them go when either changes", async () => {
    const routing = { ...plainRouting, membership: "languages HAS 'fr'" };
    const fleur = anAgent({ ...french("fleur"), queueIds: [] });
    const agents = [...people, fleur];
    const centre = await openCentre({ queue: { routing }, agents });
    expect(centre.agent("fleur")).toMatchObject({ memberOf: [billing, support].sort() });
    await centre.ready("fleur");
    const { interactionId } = await centre.request();
    expect(centre.offer(interactionId).agentId).toBe("fleur");
    await centre.configure({ queue: { routing }, agents: [{ ...fleur, attributes: {} }] });
    expect(centre.agent("fleur")).toMatchObject({ memberOf: [], queueIds: [] });
    await centre.configure({ queue: { routing }, agents });
    expect(centre.agent("fleur").memberOf).toHaveLength(2);
    await centre.configure({ queue: { routing: plainRouting }, agents: [] });
    expect(centre.agent("fleur").memberOf).toEqual([]);
  });
});
