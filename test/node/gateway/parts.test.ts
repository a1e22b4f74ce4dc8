import { EventEmitter } from "node:events";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  ActorRates,
  CommandQueue,
  CommandWindow,
} from "../../../src/node/gateway/command-window.ts";
import type { Actor } from "../../../src/node/access/actor.ts";
import { dayStart } from "../../../src/node/gateway/day-start.ts";
import { Doors } from "../../../src/node/gateway/doors.ts";
import { serveParent } from "../../../src/node/parent-port.ts";
import type { RunningNode } from "../../../src/node/run.ts";
import type { Command } from "../../../src/protocol/commands.ts";

afterEach(() => {
  vi.useRealTimers();
});

describe("a device's commands", () => {
  const command = (id: number) =>
    ({ id: `${id}`, type: "agent.logout", body: {} }) as unknown as Command;

  test("go at once up to a thousand while it catches up, the rest in order with the next windows", () => {
    vi.useFakeTimers();
    let now = 0;
    const sent: string[] = [];
    const window = new CommandWindow(now);
    const queue = new CommandQueue({
      window,
      monotonic: () => now,
      contain: (work) => work(),
      submit: ({ id }) => sent.push(id),
    });
    for (let id = 0; id < 1500; id += 1) queue.add(command(id));
    expect(queue.submit()).toBe(true);
    expect(sent).toHaveLength(1000);
    now = 10_000;
    vi.advanceTimersByTime(10_000);
    expect(sent).toHaveLength(1500);
    expect(sent).toEqual(Array.from({ length: 1500 }, (_, id) => `${id}`));
  });

  test("go a hundred at a time once it has caught up, and too many waiting are too many", () => {
    vi.useFakeTimers();
    let now = 0;
    const sent: string[] = [];
    const window = new CommandWindow(now);
    const queue = new CommandQueue({
      window,
      monotonic: () => now,
      contain: (work) => work(),
      submit: ({ id }) => sent.push(id),
    });
    now = 100_000;
    for (let id = 0; id < 1100; id += 1) queue.add(command(id));
    expect(queue.submit()).toBe(true);
    expect(sent).toHaveLength(100);
    for (let id = 0; id < 100; id += 1) queue.add(command(id));
    expect(queue.submit()).toBe(false);
    queue.end();
    now += 10_000;
    vi.advanceTimersByTime(10_000);
    expect(sent).toHaveLength(100);
  });
});

describe("the start of a day", () => {
  test.each([
    ["UTC", "2026-06-01T15:30:00Z", "2026-06-01T00:00:00Z"],
    ["Europe/Berlin", "2026-06-01T15:30:00Z", "2026-05-31T22:00:00Z"],
    ["Europe/Berlin on the day with 23 hours", "2026-03-29T12:00:00Z", "2026-03-28T23:00:00Z"],
    ["Europe/Berlin on the day with 25 hours", "2026-10-25T12:00:00Z", "2026-10-24T22:00:00Z"],
    ["America/New_York before the change", "2026-03-08T06:30:00Z", "2026-03-08T05:00:00Z"],
    [
      "Australia/Lord_Howe, where it is half an hour",
      "2026-04-05T10:00:00Z",
      "2026-04-04T13:00:00Z",
    ],
    ["Asia/Kathmandu", "2026-06-01T00:00:00Z", "2026-05-31T18:15:00Z"],
  ])("in %s", (zone, now, start) => {
    const [timezone = ""] = zone.split(/[ ,]/);
    expect(new Date(dayStart(timezone, Date.parse(now))).toISOString()).toBe(
      new Date(start).toISOString(),
    );
  });
});

describe("the doors of a node", () => {
  test("that listens on this machine only", () => {
    const doors = new Doors({ host: "127.0.0.1", extraOrigins: ["https://desk.example"] });
    doors.listenAt(7450);
    expect(doors.origin).toBe("http://127.0.0.1:7450");
    const allowed = [
      "http://127.0.0.1:7450",
      "http://[::1]:7450",
      "app://switchyard",
      "https://desk.example",
    ];
    for (const origin of allowed)
      expect([origin, doors.allowsOrigin(origin)]).toEqual([origin, true]);
    const refused = [
      "http://127.0.0.1",
      "http://127.0.0.1:7451",
      "https://127.0.0.1:7450",
      "http://desk.example",
      "HTTPS://DESK.EXAMPLE",
      "null",
      "",
    ];
    for (const origin of refused)
      expect([origin, doors.allowsOrigin(origin)]).toEqual([origin, false]);
    for (const host of ["127.0.0.1:7450", "localhost:7450", "desk.example"]) {
      expect([host, doors.allowsHost(host)]).toEqual([host, true]);
    }
    for (const host of [
      undefined,
      "",
      "evil.example",
      "127.0.0.1",
      "localhost",
      "desk.example:7450",
    ]) {
      expect([host, doors.allowsHost(host)]).toEqual([host, false]);
    }
  });

  test("that listens everywhere: under the machine's addresses, not under any name", () => {
    const doors = new Doors({ host: "0.0.0.0", extraOrigins: [] });
    doors.listenAt(80);
    // A browser leaves the usual port out.
    expect(doors.origin).toBe("http://127.0.0.1");
    expect(doors.allowsHost("127.0.0.1")).toBe(true);
    expect(doors.allowsHost("127.0.0.1:80")).toBe(true);
    expect(doors.allowsHost("evil.example:80")).toBe(false);
  });
});

describe("inside the desktop app", () => {
  afterEach(() => {
    Reflect.deleteProperty(process, "parentPort");
  });

  function desktop(run: Parameters<typeof serveParent>[0]) {
    const said: unknown[] = [];
    const port = Object.assign(new EventEmitter(), {
      postMessage: (message: unknown) => said.push(message),
    });
    Reflect.set(process, "parentPort", port);
    serveParent(run);
    return { said, order: (data: unknown) => port.emit("message", { data }) };
  }
  const start = { type: "start", dataDir: "/data", pagesDir: "/pages", port: 7450, parent: true };

  test("the node starts as it is told, once, and says where it is", async () => {
    const asked: unknown[] = [];
    const running = { port: 7450, nodeId: "n1", setUpCode: "CODE" } as RunningNode;
    const { said, order } = desktop((options) => {
      asked.push(options);
      return Promise.resolve(running);
    });
    order(start);
    order(start);
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toMatchObject([
      { dataDir: "/data", pagesDir: "/pages", port: 7450, host: "127.0.0.1" },
    ]);
    expect(said).toEqual([{ type: "ready", port: 7450, nodeId: "n1", setUpCode: "CODE" }]);
  });

  test("it says in words why it cannot, and what it does not understand", async () => {
    const { said, order } = desktop(() => Promise.reject(new Error("Port 7450 is taken.")));
    order({ type: "dance" });
    order(start);
    await new Promise((resolve) => setImmediate(resolve));
    expect(said).toEqual([
      { type: "failed", words: expect.stringContaining("Unknown order") as string },
      { type: "failed", words: "Port 7450 is taken." },
    ]);
  });
});

test("an actor's bucket over HTTP fills again by the second, whatever their tokens (F53)", () => {
  let now = 0;
  const rates = new ActorRates(() => now);
  const robot = { kind: "USER", userId: "robot", roles: ["bot"] } as unknown as Actor;
  const ana = { kind: "USER", userId: "ana", roles: ["agent"] } as unknown as Actor;
  const taken = (actor: Actor): number => {
    for (let count = 0; ; count += 1) if (rates.waitMs({ ...actor }) > 0) return count;
  };
  expect([taken(robot), taken(robot)]).toEqual([200, 0]);
  expect(taken(ana)).toBe(2000);
  now += 1000;
  expect(taken(robot)).toBe(20);
  now += 60_000;
  expect(taken(robot)).toBe(200);
});
