import { describe, expect, test, vi } from "vitest";
import { type Arrival, arrivals } from "../../src/demo/arrivals.ts";
import type { Contact } from "../../src/demo/contact.ts";
import { Dice } from "../../src/demo/dice.ts";
import { Pace } from "../../src/demo/pace.ts";
import { SimulatedCustomer } from "../../src/demo/simulated-customer.ts";
import { FakeTiming } from "./fake-timing.ts";

function arrivalThrough(sessionBound: boolean): Arrival {
  const doors = [{ id: "web", queueId: "billing", sessionBound }];
  return arrivals({ seed: 3, perMinute: 5, doors, atOnce: 1 }).next().value;
}

function setOut(sessionBound = false, visit?: Contact["visit"]) {
  const timing = new FakeTiming();
  const said: string[] = [];
  const gone = vi.fn<(trouble: unknown) => void>();
  const left = vi.fn<() => void>();
  let answer: (text: string) => void = () => undefined;
  const contact: Contact = {
    visit:
      visit ??
      (async (_visitor, answered) => {
        answer = answered;
        return {
          say: async (text) => said.push(text) > 0,
          leave: async () => left(),
          close: () => undefined,
        };
      }),
    signIn: () => Promise.reject(new Error("customers do not sign in")),
    close: () => undefined,
  };
  const arrival = arrivalThrough(sessionBound);
  const pace = new Pace(timing, 1);
  const customer = new SimulatedCustomer(arrival, { contact, pace, dice: new Dice(5), gone });
  customer.come();
  return { timing, said, gone, left, arrival, pace, answer: (text: string) => answer(text) };
}

describe("a simulated customer", () => {
  test("asks, goes on after each answer, says thank you and goes", async () => {
    const { timing, said, gone, arrival, answer } = setOut();
    await timing.pass(0);
    for (const turn of arrival.story.turns) {
      answer("Let me see.");
      await timing.pass(30_000);
      expect(said.at(-1)).toBe(turn.customer);
    }
    answer("Done.");
    await timing.pass(30_000);
    expect(said).toEqual([
      arrival.opening,
      ...arrival.story.turns.map((turn) => turn.customer),
      arrival.story.thanks,
    ]);
    expect(gone).not.toHaveBeenCalled();
    answer("Gladly.");
    await timing.pass(120_000);
    expect(gone).toHaveBeenCalledExactlyOnceWith(null);
    expect(timing.pending).toBe(0);
  });

  test("reads several answers before writing one", async () => {
    const { timing, said, answer } = setOut();
    await timing.pass(0);
    answer("One moment.");
    answer("I have it.");
    await timing.pass(30_000);
    expect(said).toHaveLength(2);
  });

  test("asks once more when nobody answers a message, and then gives up", async () => {
    const { timing, said, gone, left } = setOut();
    await timing.pass(3_600_000);
    expect(said).toHaveLength(2);
    expect(left).not.toHaveBeenCalled();
    expect(gone).toHaveBeenCalledExactlyOnceWith(null);
  });

  test("leaves a live chat in which nobody answers", async () => {
    const { timing, said, gone, left } = setOut(true);
    await timing.pass(3_600_000);
    expect(said).toHaveLength(1);
    expect(left).toHaveBeenCalledOnce();
    expect(gone).toHaveBeenCalledOnce();
  });

  test("is gone, with the reason told, when the node will not have it", async () => {
    const refused = new Error("SOURCE_NOT_FOUND");
    const { timing, gone } = setOut(false, () => Promise.reject(refused));
    await timing.pass(0);
    expect(gone).toHaveBeenCalledExactlyOnceWith(refused);
  });

  test("does nothing more once the simulation has stopped", async () => {
    const { timing, said, pace, answer } = setOut();
    await timing.pass(0);
    pace.stop();
    answer("Hello?");
    await timing.pass(3_600_000);
    expect(said).toHaveLength(1);
    expect(timing.pending).toBe(0);
  });
});
