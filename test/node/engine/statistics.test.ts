import { describe, expect, test } from "vitest";
import type { OfferTable } from "../../../src/domain/measures/offer-table.ts";
import { emptyOfferTable } from "../../../src/domain/measures/offer-table.ts";
import type { StatisticRow } from "../../../src/node/store/stored-rows.ts";
import { agentReport, queueReport } from "../../../src/node/gateway/reports.ts";
import { support } from "../../domain/sample.ts";
import { type Centre, live, openCentre } from "./centre.ts";

const MINUTE = 60_000;
const all = { from: 0, to: Number.MAX_SAFE_INTEGER };
const rule = { type: 2, includeFlowOuts: false } as const;

async function counted(centre: Centre, subject: string): Promise<readonly StatisticRow[]> {
  const rows = await centre.store.reader.statistics({ subject, ...all });
  return rows.map(({ row }) => row);
}
const ofQueue = async (centre: Centre, id: string = support) =>
  queueReport(
    (await counted(centre, id)).filter((row) => row.of === "QUEUE"),
    all,
    rule,
  );
const ofAgent = async (centre: Centre, id: string) =>
  agentReport(
    (await counted(centre, `@${id}`)).filter((row) => row.of === "AGENT"),
    all,
  );
const table = async (centre: Centre, changes: Partial<OfferTable>) =>
  expect((await ofQueue(centre)).table).toEqual({ ...emptyOfferTable, ...changes });

/** The threshold is a minute, an offer rings for twenty seconds, a request lives for five minutes. */
describe("Expertflow's counter table (domain.md 1.8), through the engine", () => {
  test("1: accepted within the threshold", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    await centre.held("ana");
    await table(centre, { offered: 1, answered: 1, slOffered: 1, slAnswered: 1 });
  });

  test("2: abandoned in the queue within it", async () => {
    const centre = await openCentre();
    const { visitor } = await centre.request(live);
    await centre.engine.submit(
      visitor.actor,
      centre.command("customer.leave", { threadId: visitor.threadId }),
    );
    const report = queueReport(
      (await counted(centre, support)).filter((row) => row.of === "QUEUE"),
      all,
      rule,
    );
    expect(report.table).toMatchObject({ offered: 1, abandoned: 1, slOffered: 1, slAbandoned: 1 });
  });

  test.each([
    ["3: reserved within it, abandoned before the accept", 0, 1],
    ["4: reserved after it, abandoned before the accept", 61_000, 0],
  ])("%s", async (_line, waitMs, within) => {
    const centre = await openCentre();
    const { visitor, interactionId } = await centre.request(live);
    await centre.pass(waitMs);
    await centre.ready("ana");
    expect(centre.offer(interactionId).agentId).toBe("ana");
    await centre.engine.submit(
      visitor.actor,
      centre.command("customer.leave", { threadId: visitor.threadId }),
    );
    await table(centre, { offered: 1, abandoned: 1, slOffered: within, slAbandoned: within });
    const agent = await ofAgent(centre, "ana");
    expect(agent.counters).toMatchObject({ offers: 1, canceled: 1, rona: 0 });
  });

  test("5: accepted after it", async () => {
    const centre = await openCentre();
    const { interactionId } = await centre.request();
    await centre.pass(61_000);
    await centre.ready("ana");
    await centre.accept(interactionId);
    await table(centre, { offered: 1, answered: 1 });
  });

  test.each([
    ["6: RONA after it", 61_000, 0],
    ["7: RONA within it", 0, 1],
  ])("%s; what was offered again counts again", async (_line, waitMs, within) => {
    const centre = await openCentre();
    const { interactionId } = await centre.request();
    await centre.pass(waitMs);
    await centre.ready("ana");
    centre.shows(interactionId);
    await centre.pass(22_000);
    await table(centre, { offered: 1, rona: 1, slOffered: within, slRona: within });
    const agent = await ofAgent(centre, "ana");
    expect(agent.counters).toMatchObject({ offers: 1, rona: 1, ringMs: 21_500 });
    expect(agent.ronaRate).toEqual({ numerator: 1, denominator: 1 });
  });

  test("8: nobody found in time", async () => {
    const centre = await openCentre();
    await centre.request();
    await centre.pass(6 * MINUTE);
    await table(centre, { offered: 1, noAgent: 1 });
  });
});

describe("the measures of domain.md 5.2", () => {
  test("wait, talk, hold and wrap-up of one conversation, of the queue and of the agent", async () => {
    const centre = await openCentre();
    const { interactionId } = await centre.request();
    await centre.pass(30_000);
    await centre.ready("ana");
    await centre.pass(5_000);
    const taskId = await centre.accept(interactionId);
    await centre.pass(100_000);
    await centre.does("ana", "task.hold", { taskId, seconds: null });
    await centre.pass(40_000);
    await centre.does("ana", "task.resume", { taskId });
    await centre.pass(60_000);
    await centre.does("ana", "task.resolve", { taskId });
    await centre.pass(20_000);
    await centre.does("ana", "wrapup.submit", { taskId, dispositions: [], note: "" });
    const queue = await ofQueue(centre);
    expect(queue).toMatchObject({
      offered: 1,
      averageAnswerMs: 35_000,
      averageRingMs: 5_000,
      averageHandleMs: 220_000,
      serviceLevel: { numerator: 1, denominator: 1 },
      counters: { handled: 1, talkMs: 160_000, holdMs: 40_000, wrapUpMs: 20_000 },
    });
    const agent = await ofAgent(centre, "ana");
    expect(agent.counters).toMatchObject({
      handled: 1,
      accepted: 1,
      talkMs: 160_000,
      holdMs: 40_000,
    });
    expect(agent.byMrd["chat"]).toMatchObject({ handled: 1, accepted: 1 });
  });

  test("an agent's time is ready, not ready or busy, over as many intervals as it takes", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    await centre.pass(10 * MINUTE);
    const { taskId } = await centre.held("ana");
    await centre.pass(12 * MINUTE);
    await centre.does("ana", "task.resolve", { taskId });
    await centre.does("ana", "wrapup.skip", { taskId });
    await centre.does("ana", "agent.setState", { state: "NOT_READY", reason: "BREAK" });
    await centre.pass(7 * MINUTE);
    await centre.does("ana", "agent.logout", {});
    const { counters, occupancy, utilisation } = await ofAgent(centre, "ana");
    expect(counters).toMatchObject({
      readyMs: 10 * MINUTE,
      busyMs: 12 * MINUTE,
      notReadyMs: 7 * MINUTE,
      loggedInMs: 29 * MINUTE,
    });
    expect(occupancy).toEqual({ numerator: 12 * MINUTE, denominator: 22 * MINUTE });
    expect(utilisation).toEqual({ numerator: 12 * MINUTE, denominator: 29 * MINUTE });
    const rows = await counted(centre, "@ana");
    for (const row of rows)
      expect(row.of === "AGENT" && row.counters.loggedInMs).toBeLessThanOrEqual(5 * MINUTE);
  });

  test("what is past leaves memory, and is counted on after a restart", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    await centre.pass(31 * MINUTE);
    await centre.does("ana", "agent.setState", { state: "NOT_READY", reason: "BREAK" });
    const inMemory = [...centre.engine.live.rows("STATISTIC")].filter(
      ({ row }) => row.of === "AGENT",
    );
    expect(inMemory).toHaveLength(1);
    await centre.restart(MINUTE);
    await centre.hello("ana");
    await centre.pass(2 * MINUTE);
    await centre.does("ana", "agent.logout", {});
    const { counters } = await ofAgent(centre, "ana");
    expect(counters.readyMs).toBe(31 * MINUTE);
    expect(counters.loggedInMs).toBeGreaterThanOrEqual(33 * MINUTE);
    expect(counters.loggedInMs).toBeLessThan(35 * MINUTE);
  });

  test("of nothing there is no share: never 100 %", async () => {
    const report = await ofQueue(await openCentre());
    expect(report).toMatchObject({
      offered: 0,
      serviceLevel: null,
      abandonRate: null,
      averageAnswerMs: null,
      waitP90Ms: null,
    });
  });
});
