import { describe, expect, test } from "vitest";
import type { Contact } from "../../src/demo/contact.ts";
import { Simulator, type SimulatorOptions, usualTraffic } from "../../src/demo/simulator.ts";
import { FakeDesk } from "./fake-desk.ts";
import { FakeTiming } from "./fake-timing.ts";

const doors = [{ id: "web", queueId: "billing", sessionBound: false }];

function run(change: Partial<SimulatorOptions> = {}) {
  const timing = new FakeTiming();
  const visits: string[] = [];
  const logged: string[] = [];
  const desks: FakeDesk[] = [];
  let linesOpen = 0;
  let closed = 0;
  const contact: Contact = {
    visit: async ({ name }) => {
      visits.push(`${Math.round(timing.monotonic())} ${name}`);
      linesOpen += 1;
      return {
        say: () => Promise.resolve(true),
        leave: () => Promise.resolve(),
        close: () => void (linesOpen -= 1),
      };
    },
    signIn: async ({ username }) => {
      if (username === "stranger") throw new Error("SIGN_IN_FAILED");
      const desk = new FakeDesk();
      desks.push(desk);
      return desk;
    },
    close: () => void (closed += 1),
  };
  const agents = [
    { username: "stranger", password: "wrong" },
    { username: "mia", password: "right" },
  ];
  const simulator = new Simulator(
    { contact, timing, newId: () => "id", log: (line) => void logged.push(line) },
    { ...usualTraffic, doors, agents, ...change },
  );
  return {
    timing,
    simulator,
    visits,
    logged,
    desks,
    linesOpen: () => linesOpen,
    closed: () => closed,
  };
}

describe("the simulator", () => {
  test("writes its letters at the start, and stays on the line for none of them", async () => {
    const letter = { sourceId: "letters", name: "Yara", email: null, text: "A copy, please" };
    const { simulator, timing, visits, linesOpen } = run({ letters: [letter], atOnce: 0 });
    simulator.start();
    await timing.pass(0);
    expect(visits).toEqual(["0 Yara"]);
    expect(linesOpen()).toBe(0);
    simulator.stop();
  });

  test("brings the same customers at the same moments under the same seed", async () => {
    const [one, same, other] = [run({ seed: 5 }), run({ seed: 5 }), run({ seed: 6 })];
    for (const { simulator, timing } of [one, same, other]) {
      simulator.start();
      await timing.pass(300_000);
    }
    expect(one.visits.length).toBeGreaterThan(15);
    expect(same.visits).toEqual(one.visits);
    expect(other.visits).not.toEqual(one.visits);
  });

  test("runs faster than life when told to", async () => {
    const [slow, fast] = [run(), run({ speed: 10 })];
    slow.simulator.start();
    fast.simulator.start();
    await slow.timing.pass(200_000);
    await fast.timing.pass(20_000);
    expect(fast.visits.length).toBe(slow.visits.length);
  });

  test("lets nobody in while enough are there", async () => {
    const { simulator, timing } = run({ openAtMost: 4 });
    simulator.start();
    await timing.pass(30_000);
    expect(simulator.counts.open).toBe(4);
    expect(simulator.counts.turnedAway).toBeGreaterThan(0);
  });

  test("comes to an end by itself", async () => {
    const { simulator, timing, linesOpen } = run({ customersAtMost: 12, agents: [] });
    simulator.start();
    await timing.pass(6 * 3_600_000);
    expect(simulator.counts).toMatchObject({ came: 12, open: 0, troubled: 0 });
    expect(linesOpen()).toBe(0);
    expect(timing.pending).toBe(0);
  });

  test("names an agent who cannot sign in, and seats the others", async () => {
    const { simulator, timing, logged, desks } = run();
    simulator.start();
    await timing.pass(1000);
    expect(logged).toEqual(["stranger: SIGN_IN_FAILED"]);
    expect(desks).toHaveLength(1);
  });

  test("leaves nothing open and nothing pending when it is stopped", async () => {
    const { simulator, timing, desks, linesOpen, closed } = run();
    simulator.start();
    await timing.pass(60_000);
    expect(linesOpen()).toBeGreaterThan(0);
    simulator.stop();
    expect(linesOpen()).toBe(0);
    expect(desks.every((desk) => desk.closed)).toBe(true);
    expect(closed()).toBe(1);
    expect(timing.pending).toBe(0);
  });
});
