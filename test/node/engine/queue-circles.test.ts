/** Queues whose overflow and closed hours lead to each other. */
import { describe, expect, test } from "vitest";
import { brand } from "../../../src/domain/id.ts";
import { plainRouting, type Queue, type QueueRouting } from "../../../src/domain/queue.ts";
import { support, supportQueue } from "../../domain/sample.ts";
import { billing, openCentre } from "./centre.ts";
import { never, other, source, openTask, turnedAwayIn } from "./shut-queue.ts";
import { linesOf } from "./together.ts";

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

  test("an overflow through a closed queue says that it was closed, and where the request came to", async () => {
    const third = brand<Queue["id"]>("third");
    const centre = await openCentre();
    await centre.engine.configure({
      directory: [
        { kind: "CALENDAR", body: never },
        { kind: "QUEUE", body: overflowing(support, billing) },
        { kind: "QUEUE", body: { ...shutTo(billing, third), name: "Billing" } },
        { kind: "QUEUE", body: { ...supportQueue, id: third, name: "Third" } },
      ],
    });
    const { interactionId } = await centre.request();
    await centre.pass(6_000);
    expect(openTask(centre, interactionId)).toMatchObject({ queueId: third });
    const told = linesOf(centre, interactionId);
    expect(told.filter((line) => line === "CLOSED_HOURS")).toHaveLength(1);
    expect(told.filter((line) => line === "OVERFLOWED")).toHaveLength(1);
  });

  test("an overflow back to where it waits leaves it there, and its longest wait is not asked about again", async () => {
    const centre = await openCentre();
    await centre.engine.configure({
      directory: [{ kind: "QUEUE", body: overflowing(support, support) }],
    });
    const { interactionId } = await centre.request();
    await centre.pass(19_000);
    expect(openTask(centre, interactionId)).toMatchObject({ queueId: support, attempt: 1 });
    expect(centre.events.filter(({ type }) => type === "QUEUE_MAX_WAIT")).toHaveLength(1);
    await centre.pass(1_000);
    expect(centre.interaction(interactionId).status).toBe("UNDELIVERED");
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
