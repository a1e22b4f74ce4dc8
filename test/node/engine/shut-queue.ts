/** Support, which shuts while something is on its way to it, and billing beside it. */
import type { Calendar } from "../../../src/domain/calendar.ts";
import { type ListId, type TaskId, type WorkflowId, brand } from "../../../src/domain/id.ts";
import { type Queue, type QueueRouting, plainRouting } from "../../../src/domain/queue.ts";
import { type Source, plainArrival } from "../../../src/domain/source.ts";
import type { Workflow } from "../../../src/domain/workflow.ts";
import { chat, support, supportQueue, aSource } from "../../domain/sample.ts";
import { type Centre, billing, openCentre } from "./centre.ts";

// The centre opens at noon on a Friday.
export const never: Calendar = {
  id: brand("mondays"),
  name: "Mondays",
  timezone: "UTC",
  week: [[{ from: 9 * 60, to: 17 * 60 }], [], [], [], [], [], []],
  holidays: [],
  active: true,
};
export const flow = brand<WorkflowId>("flow");
export const straight = brand<WorkflowId>("straight");
export const list = brand<ListId>("picks");
export const word = "We open on Monday.";
const refuses: Partial<QueueRouting> = {
  calendarId: never.id,
  closedHours: { action: "REFUSE", message: word },
};

export const other: Queue = { ...supportQueue, id: billing, name: "Billing" };
/** For a workspace whose own queue is not where the source leads. */
export const spare: Queue = { ...supportQueue, id: brand("spare"), name: "Spare" };
export const source = (
  queueId: Source["queueId"],
  arrival: Partial<Source["arrival"]> = {},
): Source => aSource({ queueId, defaultPriority: 4, arrival: { ...plainArrival, ...arrival } });
const target = { knownAgent: null, priority: null, expression: null, orderBy: [], skipIf: null };
const straightOn: Workflow = {
  id: straight,
  name: "Straight",
  filters: [],
  defaultTarget: { ...target, queueId: support, timeoutSec: null },
};
const workflow: Workflow = {
  id: flow,
  name: "Flow",
  filters: [
    {
      name: "all",
      expression: "priority >= 1",
      targets: [
        { ...target, queueId: billing, timeoutSec: 10 },
        { ...target, queueId: support, timeoutSec: null },
      ],
      tags: null,
    },
  ],
  defaultTarget: null,
};

export const plain: QueueRouting = plainRouting;

export type State = "closed" | "unstaffed" | "archived";

/** Support as it is from now on; a queue that is archived is no longer where the source leads. */
export async function shut(
  centre: Centre,
  state: State,
  queue: Partial<Queue> = {},
): Promise<void> {
  const base = { ...supportQueue, routing: plain, ...queue };
  const routing = { ...base.routing };
  const states: Readonly<Record<State, Queue>> = {
    closed: { ...base, routing: { ...routing, ...refuses } },
    unstaffed: { ...base, routing: { ...routing, nobodySignedIn: "REFUSE" } },
    archived: { ...base, archived: true },
  };
  await centre.engine.configure({
    directory: [
      { kind: "CALENDAR", body: never },
      { kind: "QUEUE", body: states[state] },
      ...(state === "archived" ? [{ kind: "SOURCE", body: source(billing) } as const] : []),
    ],
  });
}

interface Brought {
  readonly interactionId: string;
}
export type Way = (centre: Centre, shutNow: () => Promise<void>) => Promise<Brought>;

export async function configure(
  centre: Centre,
  changes: { queue?: Partial<Queue>; source?: Source },
) {
  await centre.engine.configure({
    directory: [
      { kind: "QUEUE", body: { ...other, ...changes.queue } },
      { kind: "QUEUE", body: spare },
      { kind: "WORKFLOW", body: workflow },
      { kind: "WORKFLOW", body: straightOn },
      { kind: "SOURCE", body: changes.source ?? source(support) },
      {
        kind: "LIST",
        body: { id: list, name: "Picks", description: "", mrdId: chat, queueId: support },
      },
    ],
  });
}

export async function leave(centre: Centre, taskId: TaskId): Promise<void> {
  await centre.does("ana", "task.resolve", { taskId });
  await centre.does("ana", "wrapup.skip", { taskId });
}

/** In hand, or on offer, in support; then support shuts, and it comes back. */
export const held = async (centre: Centre) => {
  await configure(centre, {});
  await centre.ready("ana");
  return await centre.held("ana");
};

export const openTask = (centre: Centre, interactionId: string) =>
  centre.tasks(interactionId).find((task) => task.mediaState === "QUEUED");

/** What the customer reads of the node's own. */
export async function told(centre: Centre, interactionId: string): Promise<readonly string[]> {
  const { rows } = await centre.store.reader.conversations([interactionId]);
  return rows.flatMap((each) =>
    each.kind === "MESSAGE" && each.row.authorId === "system" && each.row.kind !== "EVENT"
      ? [each.row.body]
      : [],
  );
}

export async function turnedAwayIn(centre: Centre): Promise<number> {
  let sum = 0;
  for (const subject of [support, billing]) {
    const rows = await centre.store.reader.statistics({ subject, from: 0, to: 9e15 });
    for (const { row } of rows) if (row.of === "QUEUE") sum += row.counters.noAgent;
  }
  return sum;
}

export const centreFor = () =>
  openCentre({ queue: { routing: plain }, workspace: { defaultQueueId: billing } });
