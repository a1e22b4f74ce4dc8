/** Every way in which a request comes to a queue, against queues that are closed, unstaffed or out of use. */
import { describe, expect, test } from "vitest";
import type { Calendar } from "../../../src/domain/calendar.ts";
import { type ListId, type TaskId, type WorkflowId, brand } from "../../../src/domain/id.ts";
import { type Queue, type QueueRouting, plainRouting } from "../../../src/domain/queue.ts";
import { type Source, plainAbsence, plainArrival } from "../../../src/domain/source.ts";
import type { Workflow } from "../../../src/domain/workflow.ts";
import { NEVER } from "../../../src/domain/time.ts";
import { chat, support, supportQueue } from "../../domain/sample.ts";
import { type Centre, type Visitor, billing, openCentre, web } from "./centre.ts";
import { linesOf } from "./together.ts";

// The centre opens at noon on a Friday.
const never: Calendar = {
  id: brand("mondays"),
  name: "Mondays",
  timezone: "UTC",
  week: [[{ from: 9 * 60, to: 17 * 60 }], [], [], [], [], [], []],
  holidays: [],
  active: true,
};
const flow = brand<WorkflowId>("flow");
const straight = brand<WorkflowId>("straight");
const list = brand<ListId>("picks");
const word = "We open on Monday.";
const refuses: Partial<QueueRouting> = {
  calendarId: never.id,
  closedHours: { action: "REFUSE", message: word },
};

const other: Queue = { ...supportQueue, id: billing, name: "Billing" };
const source = (queueId: Source["queueId"], arrival: Partial<Source["arrival"]> = {}): Source => ({
  id: web,
  name: "web",
  type: "WEB_MESSAGING",
  communicationType: "MESSAGING",
  subCommunicationType: "Web",
  mrdId: chat,
  queueId,
  sessionBound: false,
  sites: [],
  defaultPriority: 4,
  active: true,
  arrival: { ...plainArrival, ...arrival },
  ...plainAbsence,
});
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

const plain: QueueRouting = plainRouting;

type State = "closed" | "unstaffed" | "archived";

/** Support as it is from now on; a queue that is archived is no longer where the source leads. */
async function shut(centre: Centre, state: State, queue: Partial<Queue> = {}): Promise<void> {
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
type Way = (centre: Centre, shutNow: () => Promise<void>) => Promise<Brought>;

async function configure(centre: Centre, changes: { queue?: Partial<Queue>; source?: Source }) {
  await centre.engine.configure({
    directory: [
      { kind: "QUEUE", body: { ...other, ...changes.queue } },
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

async function leave(centre: Centre, taskId: TaskId): Promise<void> {
  await centre.does("ana", "task.resolve", { taskId });
  await centre.does("ana", "wrapup.skip", { taskId });
}

const arrives: Readonly<Record<string, Way>> = {
  "a customer's first message": async (centre, shutNow) => {
    await configure(centre, {});
    await shutNow();
    return await centre.request();
  },
  "a program": async (centre, shutNow) => {
    await configure(centre, {});
    await shutNow();
    const interactionId = centre.newId();
    await centre.does("sue", "task.create", {
      taskId: brand(centre.newId()),
      interactionId: brand(interactionId),
      workflowId: straight,
      queueId: null,
      mrdId: null,
      attributes: {},
      priority: 4,
      timeoutSec: null,
      customerName: "Kim",
      subject: "A claim",
    });
    return { interactionId };
  },
  "an overflow": async (centre, shutNow) => {
    const wayOut = { action: "OVERFLOW_QUEUE", queueId: support } as const;
    const routing = { ...plainRouting, maxWait: { sec: 10, wayOut } };
    await configure(centre, { queue: { routing }, source: source(billing) });
    await shutNow();
    const brought = await centre.request();
    await centre.pass(10_000);
    return brought;
  },
  "a workflow's next target": async (centre, shutNow) => {
    await configure(centre, { source: source(billing, { workflowId: flow }) });
    await shutNow();
    const brought = await centre.request();
    await centre.pass(10_000);
    return brought;
  },
  "closed hours of another queue": async (centre, shutNow) => {
    const closedHours = { action: "OVERFLOW_QUEUE", queueId: support } as const;
    const routing = { ...plainRouting, calendarId: never.id, closedHours };
    await shutNow();
    await configure(centre, { queue: { routing }, source: source(billing) });
    return await centre.request();
  },
  "a customer who writes to what was completed": async (centre, shutNow) => {
    await configure(centre, {});
    await centre.ready("ana");
    const { taskId, visitor } = await centre.held("ana");
    await leave(centre, taskId);
    await centre.does("ana", "agent.logout", {});
    await shutNow();
    await centre.pass(60_000);
    const answer = await centre.writes(visitor, "One more thing");
    if (answer.end !== "APPLIED") throw new Error(JSON.stringify(answer));
    return answer.reply as { interactionId: string };
  },
};

/** In hand, or on offer, in support; then support shuts, and it comes back. */
const held = async (centre: Centre) => {
  await configure(centre, {});
  await centre.ready("ana");
  return await centre.held("ana");
};

const comesBack: Readonly<Record<string, Way>> = {
  "a missed offer": async (centre, shutNow) => {
    await configure(centre, {});
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    centre.shows(interactionId);
    await shutNow();
    await centre.pass(21_500);
    return { interactionId };
  },
  "a declined offer": async (centre, shutNow) => {
    await configure(centre, {});
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    const { taskId, offerId } = centre.offer(interactionId);
    await shutNow();
    await centre.does("ana", "offer.decline", { taskId, offerId, reason: null });
    return { interactionId };
  },
  "an offer to somebody who logs out": async (centre, shutNow) => {
    await configure(centre, {});
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    await shutNow();
    await centre.does("ana", "agent.logout", {});
    return { interactionId };
  },
  "a conversation whose agent logs out": async (centre, shutNow) => {
    const { interactionId } = await held(centre);
    await shutNow();
    await centre.does("ana", "agent.logout", {});
    return { interactionId };
  },
  "a conversation that is closed unresolved": async (centre, shutNow) => {
    const { interactionId, taskId } = await held(centre);
    await shutNow();
    await centre.does("ana", "task.requeue", { taskId });
    return { interactionId };
  },
  "a case that is taken back": async (centre, shutNow) => {
    const { interactionId } = await held(centre);
    await shutNow();
    await centre.does("ana", "agent.setState", { state: "NOT_READY", reason: "BREAK" });
    await centre.does("ana", "intervention.cancel", { interactionId: brand(interactionId) });
    return { interactionId };
  },
  "what was put off": async (centre, shutNow) => {
    const { interactionId, taskId } = await held(centre);
    const until = centre.engine.now() + 30_000;
    await centre.does("ana", "task.defer", { taskId, until });
    await centre.does("ana", "agent.logout", {});
    await shutNow();
    await centre.pass(31_000);
    return { interactionId };
  },
  "a transfer that nobody takes": async (centre, shutNow) => {
    await configure(centre, {});
    await centre.ready("ana");
    const { interactionId, taskId } = await centre.held("ana");
    await centre.ready("ben");
    await centre.does("ana", "task.transfer", {
      taskId,
      to: "QUEUE",
      targetId: support,
      attended: false,
      note: "",
    });
    centre.shows(interactionId);
    await shutNow();
    await centre.pass(21_500);
    return { interactionId };
  },
};

/** Cara of billing has a customer; then support shuts. */
async function carasOwn(centre: Centre, state: State) {
  await configure(centre, { source: source(billing) });
  await centre.ready("cara");
  const own = await centre.held("cara");
  await shut(centre, state);
  return own;
}

const sends = {
  transfer: "task.transfer",
  conference: "task.conference",
  consult: "task.consult",
} as const;

const openTask = (centre: Centre, interactionId: string) =>
  centre.tasks(interactionId).find((task) => task.mediaState === "QUEUED");

/** What the customer reads of the node's own. */
async function told(centre: Centre, interactionId: string): Promise<readonly string[]> {
  const { rows } = await centre.store.reader.conversations([interactionId]);
  return rows.flatMap((each) =>
    each.kind === "MESSAGE" && each.row.authorId === "system" && each.row.kind !== "EVENT"
      ? [each.row.body]
      : [],
  );
}

async function turnedAwayIn(centre: Centre): Promise<number> {
  let sum = 0;
  for (const subject of [support, billing]) {
    const rows = await centre.store.reader.statistics({ subject, from: 0, to: 9e15 });
    for (const { row } of rows) if (row.of === "QUEUE") sum += row.counters.noAgent;
  }
  return sum;
}

const centreFor = () =>
  openCentre({ queue: { routing: plain }, workspace: { defaultQueueId: billing } });

describe("what is new to a queue (F3, F4, F8)", () => {
  const ways = Object.entries(arrives);

  test.each(ways)(
    "%s: is refused by a closed queue, in its word, and counted once",
    async (_way, bring) => {
      const centre = await centreFor();
      const { interactionId } = await bring(centre, () => shut(centre, "closed"));
      expect(openTask(centre, interactionId)).toBeUndefined();
      expect(await centre.keptInteraction(interactionId)).toMatchObject({
        state: "COMPLETED",
        resolution: "NO_AGENT",
      });
      expect(await told(centre, interactionId)).toEqual([word]);
      expect(await turnedAwayIn(centre)).toBe(1);
    },
  );

  test.each(ways)(
    "%s: ends as undelivered where nobody is signed in, counted once",
    async (_way, bring) => {
      const centre = await centreFor();
      const { interactionId } = await bring(centre, () => shut(centre, "unstaffed"));
      expect(openTask(centre, interactionId)).toBeUndefined();
      expect(centre.interaction(interactionId).status).toBe("UNDELIVERED");
      expect(await turnedAwayIn(centre)).toBe(1);
    },
  );

  test.each(ways)("%s: is led past a queue that is out of use", async (_way, bring) => {
    const centre = await centreFor();
    const { interactionId } = await bring(centre, () => shut(centre, "archived"));
    expect(openTask(centre, interactionId)).toMatchObject({ queueId: billing });
    expect(centre.interaction(interactionId).queueId).toBe(billing);
    expect(await turnedAwayIn(centre)).toBe(0);
  });
});

describe("what was let in before and comes back (F4, F8)", () => {
  const ways = Object.entries(comesBack);

  test.each(ways)(
    "%s: waits for the opening, and its customer is told once",
    async (_way, bring) => {
      const centre = await centreFor();
      const { interactionId } = await bring(centre, () => shut(centre, "closed"));
      const waits = openTask(centre, interactionId);
      expect(waits).toMatchObject({ queueId: support });
      expect(linesOf(centre, interactionId).filter((line) => line === "CLOSED_HOURS")).toHaveLength(
        1,
      );
      expect(await told(centre, interactionId)).toEqual([word]);
      expect(await turnedAwayIn(centre)).toBe(0);
    },
  );

  test.each(ways)("%s: waits though nobody is signed in", async (_way, bring) => {
    const centre = await centreFor();
    const { interactionId } = await bring(centre, () => shut(centre, "unstaffed"));
    expect(openTask(centre, interactionId)).toMatchObject({ queueId: support });
  });

  test.each(ways)("%s: is led out of a queue that is out of use", async (_way, bring) => {
    const centre = await centreFor();
    const { interactionId } = await bring(centre, () => shut(centre, "archived"));
    expect(openTask(centre, interactionId)).toMatchObject({ queueId: billing });
    expect(centre.interaction(interactionId).queueId).toBe(billing);
  });
});

describe("what a person sends to a queue (F4)", () => {
  const codes = {
    closed: "QUEUE_CLOSED",
    unstaffed: "NO_AGENT_AVAILABLE",
    archived: "QUEUE_ARCHIVED",
  };
  const states = Object.keys(codes) as State[];
  const cases = states.flatMap((state) => Object.keys(sends).map((how) => [how, state] as const));
  const body = (taskId: TaskId) =>
    ({ taskId, to: "QUEUE", targetId: support, attended: false, note: "" }) as const;
  const asked = (how: string, taskId: TaskId) => {
    const { attended: _attended, ...leg } = body(taskId);
    return how === "transfer" ? body(taskId) : leg;
  };

  test.each(cases)("a %s into one that is %s: its sender is told first", async (how, state) => {
    const centre = await centreFor();
    const { taskId } = await carasOwn(centre, state);
    const type = sends[how as keyof typeof sends];
    expect(await centre.refused("cara", type, asked(how, taskId) as never)).toBe(codes[state]);
    expect(centre.task(centre.tasks()[0]?.interactionId ?? "").agentId).toBe("cara");
  });

  test.each(cases)("a %s into one that is %s: its sender may insist", async (how, state) => {
    const centre = await centreFor();
    const { interactionId, taskId } = await carasOwn(centre, state);
    const type = sends[how as keyof typeof sends];
    const insisting = { ...asked(how, taskId), insist: true };
    const answer = await centre.refused("cara", type, insisting);
    if (state === "archived") return expect(answer).toBe("QUEUE_ARCHIVED");
    expect(answer).toBe("APPLIED");
    expect(openTask(centre, interactionId)).toMatchObject({ queueId: support });
    // Whoever waits in a closed queue is told; a colleague who is asked beside the customer is not the customer's wait.
    const isTold = how === "transfer" && state === "closed";
    expect(await told(centre, interactionId)).toEqual(isTold ? [word] : []);
  });

  test("a supervisor's move is told first too, and may be insisted on", async () => {
    const centre = await centreFor();
    await configure(centre, { source: source(billing) });
    const { interactionId } = await centre.request();
    await shut(centre, "closed");
    const { id: taskId } = centre.task(interactionId);
    expect(await centre.refused("sue", "task.move", { taskId, queueId: support })).toBe(
      "QUEUE_CLOSED",
    );
    await centre.does("sue", "task.move", { taskId, queueId: support, insist: true });
    expect(openTask(centre, interactionId)).toMatchObject({ queueId: support });
    expect(await told(centre, interactionId)).toEqual([word]);
  });

  test("goes as usual into one that takes work in closed hours to wait", async () => {
    const centre = await centreFor();
    await configure(centre, { source: source(billing) });
    await centre.ready("cara");
    const { interactionId, taskId } = await centre.held("cara");
    const routing = { ...plainRouting, calendarId: never.id };
    await centre.engine.configure({
      directory: [
        { kind: "CALENDAR", body: never },
        { kind: "QUEUE", body: { ...supportQueue, routing } },
      ],
    });
    await centre.does("cara", "task.transfer", body(taskId));
    expect(openTask(centre, interactionId)).toMatchObject({ queueId: support });
    expect(linesOf(centre, interactionId)).toContain("CLOSED_HOURS");
  });
});

describe("a customer who writes on (F3, F7)", () => {
  const writesTwice = async (centre: Centre, visitor: Visitor) => {
    await centre.pass(5_000);
    await centre.writes(visitor, "Hello?");
    await centre.pass(5_000);
    await centre.writes(visitor, "Is nobody there?");
  };

  test.each([null, 0])(
    "is refused once: one case, one word, one count (window %s)",
    async (window) => {
      const centre = await centreFor();
      await configure(centre, {});
      await shut(centre, "closed", { routing: { ...plainRouting, reopenWindowSec: window } });
      const { interactionId, visitor } = await centre.request();
      await writesTwice(centre, visitor);
      expect(centre.engine.live.row("INTERACTION", interactionId)?.row.state ?? "COMPLETED").toBe(
        "COMPLETED",
      );
      expect(centre.tasks()).toEqual([]);
      expect(await told(centre, interactionId)).toEqual([word]);
      expect(await turnedAwayIn(centre)).toBe(1);
      const { rows } = await centre.store.reader.conversations([interactionId]);
      expect(rows.flatMap((each) => (each.kind === "MESSAGE" ? [each.row.body] : []))).toEqual(
        expect.arrayContaining(["My parcel is late", "Hello?", "Is nobody there?"]),
      );
      expect((await centre.keptInteraction(interactionId)).lastLine).toBe("Is nobody there?");
    },
  );

  test("is given up on once where nobody is signed in", async () => {
    const centre = await centreFor();
    await configure(centre, {});
    await shut(centre, "unstaffed");
    const { interactionId, visitor } = await centre.request();
    await writesTwice(centre, visitor);
    expect(centre.interaction(interactionId).status).toBe("UNDELIVERED");
    expect(await turnedAwayIn(centre)).toBe(1);
  });

  test("thanks an agent who is writing it up after closing time: it ends as resolved by that agent", async () => {
    const centre = await centreFor();
    const { interactionId, taskId, visitor } = await held(centre);
    await centre.does("ana", "task.resolve", { taskId });
    await shut(centre, "closed");
    await centre.writes(visitor, "Thanks");
    await centre.writes(visitor, "Bye");
    expect(centre.task(interactionId)).toMatchObject({ taskState: "WRAP_UP", resolved: true });
    expect(await told(centre, interactionId)).toEqual([word]);
    await centre.does("ana", "wrapup.skip", { taskId });
    expect(await centre.keptInteraction(interactionId)).toMatchObject({
      resolution: "RESOLVED",
      completedBy: "ana",
    });
    expect(await turnedAwayIn(centre)).toBe(0);
  });
});

describe("a list and an inbox (F3, F8)", () => {
  const arrivals = [
    ["a list", { mode: "PULL", listId: list }],
    ["an inbox", { mode: "INBOX" }],
  ] as const;

  test.each(arrivals)("%s: refuses once while its queue is closed", async (_what, arrival) => {
    const centre = await centreFor();
    await configure(centre, { source: source(support, arrival) });
    await shut(centre, "closed");
    const { interactionId, visitor } = await centre.request();
    await centre.pass(5_000);
    await centre.writes(visitor, "Hello?");
    expect(await centre.keptInteraction(interactionId)).toMatchObject({ resolution: "NO_AGENT" });
    expect(await told(centre, interactionId)).toEqual([word]);
    expect(await turnedAwayIn(centre)).toBe(1);
  });

  test.each(arrivals)("%s: greets once, and waits for nobody", async (_what, arrival) => {
    const centre = await openCentre({ queue: { routing: { ...plain, greeting: "Hello" } } });
    await configure(centre, { source: source(support, arrival) });
    const { interactionId, visitor } = await centre.request();
    await centre.writes(visitor, "Hello?");
    expect(centre.tasks()).toEqual([]);
    expect(await told(centre, interactionId)).toEqual(["Hello"]);
  });
});

describe("the priority of work that comes back (F12)", () => {
  test("stands before the rest of this line, and is the conversation's own in the next", async () => {
    const centre = await centreFor();
    await configure(centre, {});
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    centre.shows(interactionId);
    await centre.pass(21_500);
    expect(openTask(centre, interactionId)?.priority).toBe(11);
    expect(centre.interaction(interactionId).priority).toBe(4);
    await centre.ready("ben");
    const taskId = await centre.accept(interactionId);
    await centre.does("ben", "task.requeue", { taskId });
    expect(openTask(centre, interactionId)?.priority).toBe(4);
  });
});

describe("a clone of what was in a queue that is out of use (F17)", () => {
  test("goes where its source leads by now, with a promise of its own", async () => {
    const centre = await centreFor();
    const { interactionId, taskId } = await held(centre);
    await leave(centre, taskId);
    await shut(centre, "archived");
    const ids = { interactionId: brand<never>("clone"), taskId: brand<TaskId>("clone-task") };
    await centre.does("ana", "interaction.clone", {
      sourceInteractionId: brand(interactionId),
      ...ids,
      interventionId: brand("clone-case"),
      subject: null,
      message: null,
    });
    expect(centre.interaction("clone")).toMatchObject({ queueId: billing, slaDueAt: NEVER });
    expect(centre.task("clone")).toMatchObject({ queueId: billing, mediaState: "ACTIVE" });
    await centre.pass(600_000);
    await centre.does("ana", "task.requeue", { taskId: ids.taskId });
    const again = openTask(centre, "clone");
    const now = centre.engine.now();
    expect(again).toMatchObject({
      queueId: billing,
      slaDueAt: now + 60_000,
      requestExpiresAt: now + 300_000,
    });
  });
});

describe("queues that lead to each other (F1)", () => {
  const overflowing = (
    id: Queue["id"],
    to: Queue["id"],
    more: Partial<QueueRouting> = {},
  ): Queue => {
    const maxWait = { sec: 5, wayOut: { action: "OVERFLOW_QUEUE", queueId: to } } as const;
    return {
      ...supportQueue,
      id,
      requestTtlSec: 20,
      routing: { ...plainRouting, maxWait, ...more },
    };
  };

  test("in a ring of overflows a request ends by its own time, with one task in each", async () => {
    const centre = await openCentre();
    await centre.engine.configure({
      directory: [
        { kind: "QUEUE", body: overflowing(support, billing) },
        { kind: "QUEUE", body: overflowing(billing, support) },
      ],
    });
    const { interactionId } = await centre.request();
    await centre.pass(19_000);
    expect(openTask(centre, interactionId)).toMatchObject({ queueId: billing, attempt: 2 });
    await centre.pass(1_000);
    expect(centre.tasks(interactionId)).toEqual([]);
    expect(centre.interaction(interactionId).status).toBe("UNDELIVERED");
    const enqueued = centre.events.filter(({ type }) => type === "TASK_ENQUEUED");
    expect(enqueued).toHaveLength(2);
    expect(await turnedAwayIn(centre)).toBe(1);
  });

  const shutTo = (id: Queue["id"], to: Queue["id"]): Queue => {
    const closedHours = { action: "OVERFLOW_QUEUE", queueId: to } as const;
    const routing = { ...plainRouting, calendarId: never.id, closedHours };
    return { ...supportQueue, id, routing };
  };

  test("in a ring of closed hours it waits where it came to", async () => {
    const centre = await openCentre();
    await centre.engine.configure({
      directory: [
        { kind: "CALENDAR", body: never },
        { kind: "QUEUE", body: shutTo(support, billing) },
        { kind: "QUEUE", body: shutTo(billing, support) },
      ],
    });
    const { interactionId } = await centre.request();
    expect(openTask(centre, interactionId)).toMatchObject({ queueId: support });
    expect(linesOf(centre, interactionId).filter((line) => line === "CLOSED_HOURS")).toHaveLength(
      2,
    );
  });

  test("who led it on is remembered when its queue goes out of use and it comes to another", async () => {
    const third = brand<Queue["id"]>("third");
    const centre = await openCentre();
    await centre.engine.configure({
      directory: [
        { kind: "QUEUE", body: overflowing(support, billing) },
        { kind: "QUEUE", body: { ...other, offerSec: 5 } },
        { kind: "QUEUE", body: overflowing(third, support) },
        { kind: "SOURCE", body: source(support) },
      ],
    });
    await centre.ready("cara");
    const { interactionId } = await centre.request();
    await centre.pass(5_000);
    expect(centre.task(interactionId)).toMatchObject({ queueId: billing, mediaState: "RESERVED" });
    await centre.engine.configure({
      directory: [
        { kind: "QUEUE", body: { ...other, offerSec: 5, archived: true } },
        { kind: "SOURCE", body: source(third) },
      ],
    });
    const { taskId, offerId } = centre.offer(interactionId);
    await centre.does("cara", "offer.decline", { taskId, offerId, reason: null });
    expect(openTask(centre, interactionId)).toMatchObject({ queueId: third });
    // The third leads on to the first, which has led it on before.
    await centre.pass(5_000);
    expect(openTask(centre, interactionId)).toMatchObject({ queueId: third, mediaState: "QUEUED" });
  });

  test("in a ring by way of one that is out of use it waits in the first that is in use", async () => {
    const centre = await openCentre({ workspace: { defaultQueueId: billing } });
    await centre.engine.configure({
      directory: [
        { kind: "CALENDAR", body: never },
        { kind: "QUEUE", body: { ...supportQueue, archived: true } },
        { kind: "QUEUE", body: shutTo(billing, support) },
      ],
    });
    const { interactionId } = await centre.request();
    expect(openTask(centre, interactionId)).toMatchObject({ queueId: billing });
    expect(centre.interaction(interactionId).queueId).toBe(billing);
  });
});

test("every queue that a customer comes to greets them once, also on a transfer and when they are back", async () => {
  const centre = await openCentre({ queue: { routing: { ...plain, greeting: "Support here." } } });
  await configure(centre, { queue: { routing: { ...plainRouting, greeting: "Billing here." } } });
  await centre.ready("ana");
  const { interactionId, taskId } = await centre.held("ana");
  const to = { to: "QUEUE", attended: false, note: "" } as const;
  await centre.ready("cara");
  await centre.does("ana", "task.transfer", { taskId, targetId: billing, ...to });
  const billings = await centre.accept(interactionId);
  await centre.does("cara", "task.transfer", { taskId: billings, targetId: support, ...to });
  expect(centre.interaction(interactionId).queueId).toBe(support);
  expect(await told(centre, interactionId)).toEqual(["Support here.", "Billing here."]);
});
