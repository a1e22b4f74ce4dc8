import { describe, expect, test } from "vitest";
import { NodeProblem } from "../../src/client/request.ts";
import { Patience } from "../../src/demo/patience.ts";
import { FakeTiming } from "./fake-timing.ts";

const away = new NodeProblem("UNREACHABLE", 0, "no answer");
const busy = new NodeProblem("NODE_BUSY", 503, "later");
const refused = new NodeProblem("SOURCE_NOT_FOUND", 404, "no such source");

function answers(...given: (NodeProblem | string)[]) {
  let asked = 0;
  const ask = async (): Promise<string> => {
    const answer = given[Math.min(asked, given.length - 1)] ?? away;
    asked += 1;
    if (answer instanceof NodeProblem) throw answer;
    return answer;
  };
  return { ask, asked: () => asked };
}

describe("patience", () => {
  test("asks until there is an answer", async () => {
    const timing = new FakeTiming();
    const { ask, asked } = answers(away, busy, "yes");
    const answer = new Patience(timing).persist(ask);
    await timing.pass(10_000);
    await expect(answer).resolves.toBe("yes");
    expect(asked()).toBe(3);
  });

  test("takes a refusal for one", async () => {
    const { ask, asked } = answers(refused);
    await expect(new Patience(new FakeTiming()).persist(ask)).rejects.toBe(refused);
    expect(asked()).toBe(1);
  });

  test("has an end by itself", async () => {
    const timing = new FakeTiming();
    const { ask } = answers(away);
    const answer = expect(new Patience(timing).persist(ask)).rejects.toBe(away);
    await timing.pass(3_600_000);
    await answer;
    expect(timing.pending).toBe(0);
  });

  test("ends at once when it is told to, and leaves no timer", async () => {
    const timing = new FakeTiming();
    const patience = new Patience(timing);
    const { ask } = answers(away);
    const answer = expect(patience.persist(ask)).rejects.toThrow("Stopped");
    await timing.pass(100);
    patience.end();
    await answer;
    expect(timing.pending).toBe(0);
    await expect(patience.persist(ask)).rejects.toBe(away);
  });
});
