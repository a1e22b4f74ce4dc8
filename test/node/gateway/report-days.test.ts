import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { dateStart, dayStart } from "../../../src/node/gateway/day-start.ts";
import { stepsOf } from "../../../src/node/gateway/reports.ts";
import type { QueueReport } from "../../../src/protocol/http-statistics.ts";
import { AdminDesk } from "./http/admin.ts";

/** Report days are days of the workspace, wherever its node stands (F40). */

vi.setConfig({ testTimeout: 20_000 });

const DAY = 86_400_000;
const HOUR = DAY / 24;

let desk: AdminDesk;
const machine = process.env["TZ"];
beforeAll(async () => {
  process.env["TZ"] = "Pacific/Auckland";
  desk = await AdminDesk.open();
  await desk.call("PATCH", "/workspaces/ws", { body: { timezone: "Europe/Vienna" } });
});
afterAll(async () => {
  if (machine === undefined) delete process.env["TZ"];
  else process.env["TZ"] = machine;
  await desk.node.stop();
});

interface Reply {
  readonly intervals: readonly QueueReport[];
  readonly detail: string;
  readonly errors: readonly { readonly path: string; readonly message: string }[];
}
const report = (query: string) => desk.call<Reply>("GET", `/report?${query}`);
const beginnings = async (query: string) =>
  (await report(query)).body.intervals.map(({ from }) => new Date(from).toISOString());

describe("days over a change of clocks", () => {
  test("in spring: each begins at midnight there, and one has 23 hours", async () => {
    expect(await beginnings("from=2026-03-28&to=2026-03-31&step=1440")).toEqual([
      "2026-03-27T23:00:00.000Z",
      "2026-03-28T23:00:00.000Z",
      "2026-03-29T22:00:00.000Z",
    ]);
  });

  test("in autumn: one has 25, and two days at a time are counted alike", async () => {
    expect(await beginnings("from=2026-10-24&to=2026-10-27&step=1440")).toEqual([
      "2026-10-23T22:00:00.000Z",
      "2026-10-24T22:00:00.000Z",
      "2026-10-25T23:00:00.000Z",
    ]);
    expect(await beginnings("from=2026-10-24&to=2026-10-28&step=2880")).toEqual([
      "2026-10-23T22:00:00.000Z",
      "2026-10-25T23:00:00.000Z",
    ]);
  });

  test("what begins within a day has a shorter first one", async () => {
    expect(await beginnings("from=2026-11-05T12:00Z&to=2026-11-07T12:00Z&step=1440")).toEqual([
      "2026-11-05T12:00:00.000Z",
      "2026-11-05T23:00:00.000Z",
      "2026-11-06T23:00:00.000Z",
    ]);
  });
});

test("an instant says its zone, or is a day of the workspace: the machine's own has no say", async () => {
  const one = async (from: string) => (await beginnings(`from=${from}&to=2026-06-02`))[0];
  const midnight = "2026-05-31T22:00:00.000Z";
  expect(await one("2026-06-01")).toBe(midnight);
  expect(await one("2026-06-01T00:00%2B02:00")).toBe(midnight);
  expect(await one("2026-06-01T00:00+02:00")).toBe(midnight);
  expect(await one("2026-05-31T22:00Z")).toBe(midnight);
  expect(await one(String(Date.parse(midnight)))).toBe(midnight);
});

test.each([
  ["from=2026-02-31", "from"],
  ["from=2026-02-31T10:00Z", "from"],
  ["from=2026-13-01", "from"],
  ["from=2026-06-01T25:00Z", "from"],
  ["from=2026-06-01T10:00", "from"],
  ["from=2026-06-01T10:00:00", "from"],
  ["from=1000000000000000", "from"],
  ["from=+033658-01-01T00:00Z", "from"],
  ["from=June", "from"],
  ["from=-1", "from"],
  ["from=", "from"],
  ["from=2026-06-02&to=2026-06-01", "to"],
  ["from=2024-06-02&to=2026-06-01", "to"],
  ["step=7", "step"],
  ["step=0", "step"],
  ["step=day", "step"],
  ["from=2026-01-01&to=2026-12-01&step=5", "step"],
])("%s is refused at its place, in a sentence", async (query, place) => {
  const { status, body } = await report(query);
  expect([status, body.errors[0]?.path]).toEqual([400, place]);
  expect(body.detail).toMatch(/^\w+: (?:has to|says|is no|would) .+/);
});

test("in any zone days follow each other without a gap, each from midnight to midnight", () => {
  const zones = [
    "UTC",
    "Europe/Vienna",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "America/Santiago",
    "Asia/Beirut",
  ];
  const date = fc
    .integer({ min: Date.UTC(2020, 0, 1) / DAY, max: Date.UTC(2035, 0, 1) / DAY })
    .map((day) => new Date(day * DAY).toISOString().slice(0, 10));
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      date,
      fc.integer({ min: 1, max: 4 }),
      (timezone, day, length) => {
        const from = dateStart(timezone, day);
        const shown = new Intl.DateTimeFormat("sv-SE", { timeZone: timezone }).format(from);
        const to = from + length * DAY;
        const steps = stepsOf({ from, to, stepMs: DAY, timezone });
        return (
          shown === day &&
          dayStart(timezone, from) === from &&
          steps.at(-1)?.to === to &&
          steps.every((step, at) => step.from === (steps[at - 1]?.to ?? from)) &&
          steps.slice(0, -1).every((step) => {
            const hours = (step.to - step.from) / HOUR;
            return hours >= 23 && hours <= 25 && dayStart(timezone, step.to) === step.to;
          })
        );
      },
    ),
    { numRuns: 2000 },
  );
});
