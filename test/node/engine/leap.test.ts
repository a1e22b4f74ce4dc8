import { describe, expect, test } from "vitest";
import { EngineClock } from "../../../src/node/engine/time.ts";
import { DAY_MS } from "../../../src/domain/time.ts";
import { OFFER_MS } from "../../domain/sample.ts";
import { openCentre } from "./centre.ts";
import { FakeTime } from "./fake-time.ts";

const HOUR_MS = 3_600_000;

/** A machine that sleeps: its uptime goes on, its monotonic clock does not. */
class SleepingTime extends FakeTime {
  #slept = 0;

  uptime(): number {
    return this.monotonic() + this.#slept;
  }

  sleep(ms: number): void {
    this.#slept += ms;
    this.jumpWall(ms);
  }
}

describe("a leap of the machine's clock (F52)", () => {
  test("holds the node still: no offer runs out, nobody is silent, and nothing is offered", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    expect(centre.offer(interactionId).agentId).toBe("ana");
    await centre.pass(1000);
    const before = centre.engine.now();
    centre.time.jumpWall(40 * DAY_MS);
    await centre.pass(1500);
    expect(centre.engine.clock.isHeld).toBe(true);
    const still = centre.engine.now();
    expect(still - before).toBeLessThanOrEqual(1500);
    await centre.pass(3 * OFFER_MS);
    expect(centre.engine.now()).toBe(still);
    expect(centre.offer(interactionId).task.mediaState).toBe("RESERVED");
    expect(centre.agent("ana")).toMatchObject({ state: "READY", reachable: true });
    const second = await centre.request();
    await centre.pass(2000);
    expect(centre.task(second.interactionId).mediaState).toBe("QUEUED");
    expect(centre.logged.filter((line) => line.includes("stands still"))).toHaveLength(1);
  });

  test("is over when the clock comes back, and node time has only gone on", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    const told: boolean[] = [];
    centre.engine.onStanding(() => told.push(centre.engine.clock.isHeld));
    const before = centre.engine.now();
    centre.time.jumpWall(40 * DAY_MS);
    await centre.pass(3000);
    centre.time.jumpWall(-40 * DAY_MS);
    await centre.pass(2000);
    expect(centre.engine.clock.isHeld).toBe(false);
    expect(told).toEqual([true, false]);
    expect(centre.engine.now() - before).toBe(5000);
    expect(centre.offer(interactionId).task.mediaState).toBe("RESERVED");
    await centre.pass(2 * OFFER_MS);
    // Whoever has not been heard since is not to blame: withdrawn, not missed.
    expect(centre.events.map(({ type }) => type)).toContain("OFFER_WITHDRAWN");
    await centre.restart();
    expect(centre.engine.now() - before).toBeLessThan(10 * OFFER_MS);
  });

  test("is followed once somebody says that the clock is right, and what was due then is done", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    await centre.request();
    expect(centre.engine.clock.go()).toBe(false);
    const before = centre.engine.now();
    centre.time.jumpWall(2 * HOUR_MS);
    await centre.pass(2000);
    expect(centre.engine.clock.go()).toBe(true);
    await centre.pass(2000);
    expect(centre.engine.clock.isHeld).toBe(false);
    expect(centre.engine.now() - before).toBe(2 * HOUR_MS + 4000);
    // Whoever has not been heard since is not to blame: withdrawn, not missed.
    expect(centre.events.map(({ type }) => type)).toContain("OFFER_WITHDRAWN");
  });

  test("in which people work on: what they write is decided and kept", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { interactionId, taskId } = await centre.held("ana");
    centre.time.jumpWall(2 * HOUR_MS);
    await centre.pass(2000);
    await centre.does("ana", "task.resolve", { taskId });
    expect(centre.engine.live.row("INTERACTION", interactionId)).not.toBeNull();
  });

  test.each([
    [HOUR_MS, false],
    [HOUR_MS + 2000, true],
    [-40 * DAY_MS, false],
  ])("of %d ms holds: %s", (ms, holds) => {
    const time = new FakeTime();
    const clock = new EngineClock(time, 0);
    time.jumpWall(ms);
    clock.followWall();
    expect(clock.isHeld).toBe(holds);
    expect(clock.now()).toBe(holds || ms < 0 ? time.wall() - ms : time.wall());
  });

  test("is none where the machine has slept", () => {
    const time = new SleepingTime();
    const clock = new EngineClock(time, 0);
    time.sleep(9 * HOUR_MS);
    expect(clock.followWall()).toEqual({ what: "FOLLOWED", aheadMs: 9 * HOUR_MS });
    time.sleep(HOUR_MS);
    time.jumpWall(40 * DAY_MS);
    expect(clock.followWall()).toMatchObject({ what: "LEAPT" });
  });

  test("stays one however long it lasts", () => {
    const time = new FakeTime();
    const clock = new EngineClock(time, 0);
    time.jumpWall(40 * DAY_MS);
    clock.followWall();
    time.passUnnoticed(5 * HOUR_MS);
    expect(clock.followWall()).toEqual({ what: "HELD" });
    time.jumpWall(-40 * DAY_MS);
    expect(clock.followWall()).toMatchObject({ what: "CAME_BACK" });
    expect(clock.now()).toBe(time.wall());
  });
});
