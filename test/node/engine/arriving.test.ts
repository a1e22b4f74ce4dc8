import { describe, expect, test } from "vitest";
import type { Calendar } from "../../../src/domain/calendar.ts";
import { brand } from "../../../src/domain/id.ts";
import { type QueueRouting, plainRouting } from "../../../src/domain/queue.ts";
import { supportQueue } from "../../domain/sample.ts";
import { type Centre, billing, openCentre } from "./centre.ts";
import { linesOf } from "./together.ts";

// The centre opens at noon on a Friday: at its weekend from the start.
const calendar: Calendar = {
  id: brand("mondays"),
  name: "Mondays",
  timezone: "UTC",
  week: [[{ from: 9 * 60, to: 17 * 60 }], [], [], [], [], [], []],
  holidays: [],
  active: true,
};

/** Support is closed; billing, which has the same settings, is open all day. */
async function closed(routing: Partial<QueueRouting>): Promise<Centre> {
  const shut = { ...plainRouting, calendarId: calendar.id, ...routing };
  const open = { ...supportQueue, id: billing, name: "Billing" };
  const centre = await openCentre({ queue: { routing: shut } });
  await centre.engine.configure({
    directory: [
      { kind: "CALENDAR", body: calendar },
      { kind: "QUEUE", body: open },
    ],
  });
  return centre;
}

const publicLines = (centre: Centre, interactionId: string) =>
  (centre.engine.live.conversation(interactionId) ?? []).flatMap((each) =>
    each.kind === "MESSAGE" && each.row.kind === "AGENT" ? [each.row.body] : [],
  );

describe("work that comes while the queue is closed", () => {
  test("waits for the queue to open, by default", async () => {
    const centre = await closed({});
    const { interactionId } = await centre.request();
    expect(centre.task(interactionId).mediaState).toBe("QUEUED");
  });

  test("goes to another queue", async () => {
    const closedHours = { action: "OVERFLOW_QUEUE", queueId: billing } as const;
    const centre = await closed({ closedHours });
    const { interactionId } = await centre.request();
    expect(centre.task(interactionId).queueId).toBe(billing);
    expect(centre.interaction(interactionId).queueId).toBe(billing);
    expect(linesOf(centre, interactionId)).toContain("CLOSED_HOURS");
  });

  test("becomes a callback", async () => {
    const closedHours = { action: "CALLBACK", queueId: null } as const;
    const centre = await closed({ closedHours });
    const { interactionId } = await centre.request();
    expect(centre.interaction(interactionId).subCommunicationType).toBe("CALLBACK");
    expect(centre.task(interactionId).mediaState).toBe("QUEUED");
  });

  test("is refused with a word to the customer, and nothing that was written is lost", async () => {
    const closedHours = { action: "REFUSE", message: "We open on Monday." } as const;
    const centre = await closed({ closedHours });
    const { interactionId, visitor } = await centre.request();
    const kept = await centre.keptInteraction(interactionId);
    expect(kept).toMatchObject({ state: "COMPLETED", resolution: "NO_AGENT" });
    const { rows } = await centre.store.reader.conversations([interactionId]);
    const said = rows.flatMap((each) => (each.kind === "MESSAGE" ? [each.row.body] : []));
    expect(said).toContain("My parcel is late");
    expect(said).toContain("We open on Monday.");
    expect(visitor.threadId).toBe(kept.threadId);
  });

  test("ends at once as undelivered where nobody is to be waited for", async () => {
    const centre = await closed({ closedHours: { action: "NO_AGENT_AVAILABLE" } });
    const { interactionId } = await centre.request();
    expect(centre.interaction(interactionId).status).toBe("UNDELIVERED");
    expect(centre.events.some((event) => event.type === "NO_AGENT_AVAILABLE")).toBe(true);
  });
});

describe("a queue that refuses work while nobody is signed in (scenario 16)", () => {
  const routing = { ...plainRouting, nobodySignedIn: "REFUSE" } as const;

  test("closes it at once with NO_AGENT_AVAILABLE", async () => {
    const centre = await openCentre({ queue: { routing } });
    const { interactionId } = await centre.request();
    const told = centre.events.map((event) => event.type);
    expect(told).toContain("NO_AGENT_AVAILABLE");
    expect(centre.tasks(interactionId)).toEqual([]);
    expect(centre.interaction(interactionId).status).toBe("UNDELIVERED");
  });

  test("takes it once somebody is there, ready or not", async () => {
    const centre = await openCentre({ queue: { routing } });
    await centre.hello("ana");
    await centre.does("ana", "agent.setState", { state: "NOT_READY", reason: "BREAK" });
    const { interactionId } = await centre.request();
    expect(centre.task(interactionId).mediaState).toBe("QUEUED");
  });

  test("parks it with its time running where the queue says so", async () => {
    const centre = await openCentre();
    const { interactionId } = await centre.request();
    expect(centre.task(interactionId).mediaState).toBe("QUEUED");
  });
});

test("a greeting is said once, and whoever was greeted still waits for an agent", async () => {
  const routing = { ...plainRouting, greeting: "Hello, somebody will be with you." };
  const centre = await openCentre({ queue: { routing } });
  const { interactionId, visitor } = await centre.request();
  expect(publicLines(centre, interactionId)).toEqual(["Hello, somebody will be with you."]);
  expect(centre.interaction(interactionId).lastLineBy).toBe("CUSTOMER");
  await centre.writes(visitor, "Still there?");
  expect(publicLines(centre, interactionId)).toHaveLength(1);
});

test("a wait that is too long can enter a workflow", async () => {
  const workflowId = brand<never>("late");
  const wayOut = { action: "WORKFLOW", workflowId } as const;
  const routing = { ...plainRouting, maxWait: { sec: 30, wayOut } };
  const centre = await openCentre({ queue: { routing } });
  const target = { queueId: billing, knownAgent: null, priority: 8, timeoutSec: null };
  const more = { expression: null, orderBy: [], skipIf: null };
  await centre.engine.configure({
    directory: [
      { kind: "QUEUE", body: { ...supportQueue, id: billing, name: "Billing" } },
      {
        kind: "WORKFLOW",
        body: { id: workflowId, name: "Late", filters: [], defaultTarget: { ...target, ...more } },
      },
    ],
  });
  const { interactionId } = await centre.request();
  await centre.pass(30_000);
  expect(centre.task(interactionId)).toMatchObject({ queueId: billing, priority: 8 });
});
