import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { beginVisit, say } from "../harness.ts";
import { AdminDesk } from "./admin.ts";

/** Settings that work and are probably not meant: they stand, and the answer says so (F2, F1, F8). */

let desk: AdminDesk;
beforeAll(async () => void (desk = await AdminDesk.open()));
afterAll(() => desk.node.stop());

interface Warned {
  readonly warnings?: readonly { path: string; message: string }[];
}
const warnings = ({ body }: { body: unknown }) => (body as Warned).warnings;
const change = (path: string, body: object) => desk.call("PATCH", path, { body });
const overflowTo = (queueId: string, sec = 5) => ({
  routing: { maxWait: { sec, wayOut: { action: "OVERFLOW_QUEUE", queueId } } },
});

describe("a queue is set, with a word beside it", () => {
  test("where an offer is longer than the request's whole time", async () => {
    const body = { id: "short", name: "Short", mrdId: "chat", offerSec: 20, requestTtlSec: 4 };
    const made = await desk.make("/queues", body);
    expect(made.status).toBe(201);
    expect(warnings(made)).toEqual([
      { path: "offerSec", message: expect.stringContaining("20 s is longer than") },
    ]);
    const mended = await change("/queues/short", { requestTtlSec: 60 });
    expect(mended.status).toBe(200);
    expect(warnings(mended)).toBeUndefined();
  });

  test("where its medium gives one of the two times", async () => {
    const made = await desk.make("/queues", {
      id: "half",
      name: "Half",
      mrdId: "chat",
      requestTtlSec: 2,
    });
    expect(warnings(made)?.[0]?.path).toBe("offerSec");
    const medium = await change("/mrds/chat", { offerSec: 30 });
    expect(warnings(medium)?.map(({ message }) => message)).toEqual([
      expect.stringContaining("queue half: offerSec: an offer of 30 s"),
    ]);
    await change("/queues/half", { requestTtlSec: null });
  });

  test("where a way out is never taken", async () => {
    const late = await change("/queues/short", overflowTo("tech", 60));
    expect(late.status).toBe(200);
    expect(warnings(late)).toEqual([
      { path: "routing.maxWait.sec", message: expect.stringContaining("is never taken") },
    ]);
  });

  test("where queues overflow in a ring, with its path", async () => {
    expect(warnings(await change("/queues/billing", overflowTo("tech")))).toBeUndefined();
    const ring = await change("/queues/tech", overflowTo("billing"));
    expect(warnings(ring)?.map(({ message }) => message)).toEqual([
      expect.stringContaining("tech → billing → tech is a ring"),
    ]);
    for (const id of ["tech", "billing"])
      await change(`/queues/${id}`, { routing: { maxWait: null } });
  });

  test("how many wait, where it is taken out of use", async () => {
    await desk.make("/queues", { id: "old", name: "Old", mrdId: "chat" });
    await desk.make("/sources", { id: "web-old", name: "Old", mrdId: "chat", queueId: "old" });
    for (const name of ["Ann", "Bob"])
      await say(desk.node, await beginVisit(desk.node, "web-old", name), "hello");
    await change("/sources/web-old", { queueId: "billing" });
    const ended = await desk.call("DELETE", "/queues/old");
    expect(ended.status).toBe(200);
    expect(warnings(ended)).toEqual([
      { path: "archived", message: expect.stringContaining("2 requests wait in the queue") },
    ]);
  });
});
