import { describe, expect, test } from "vitest";
import { promisesOf } from "../../src/domain/service-level.ts";
import { lineUp } from "../../src/renderer/supervisor/line-up.ts";
import { peopleOf } from "../../src/renderer/supervisor/people.ts";
import { waitingIn } from "../../src/renderer/supervisor/waiting.ts";
import { agent, before, mrd, queue, task } from "./rows.ts";

describe("the people", () => {
  const missed = agent({ id: "rui", name: "Rui", mrds: [mrd({ toggle: false, reason: "RONA" })] });
  const working = agent({ id: "dev", name: "Dev", mrds: [mrd({ state: "ACTIVE", active: 1 })] });
  const free = agent({ id: "ana", name: "Ana" });
  const away = agent({ id: "kim", name: "Kim", state: "LOGOUT" });
  const held = task({ id: "held", mediaState: "ACTIVE", agentId: "dev" });
  const over = task({ id: "over", mediaState: "CLOSED", taskState: "CLOSED", agentId: "ana" });

  test("stand by attention: a miss, then work in hand, then free, then away", () => {
    const people = peopleOf([away, free, working, missed], [held, over], () => true);
    expect(people.map((one) => one.agent.name)).toEqual(["Rui", "Dev", "Ana", "Kim"]);
  });

  test("hold what is not over, wrap-up included", () => {
    const wrapUp = task({ id: "w", mediaState: "CLOSED", taskState: "WRAP_UP", agentId: "dev" });
    const [person] = peopleOf([working], [held, over, wrapUp], () => true);
    expect(person?.holds.map((one) => one.id)).toEqual(["held", "w"]);
  });
});

test("a queue's line stands as the router takes it; what rings stands outside", () => {
  const old = task({ id: "old", firstEnqueuedAt: before(90) });
  const rerouted = task({ id: "rerouted", priority: 11, firstEnqueuedAt: before(10) });
  const ringing = task({ id: "ringing", mediaState: "RESERVED", agentId: "dev" });
  const elsewhere = task({ id: "elsewhere", queueId: "tech" });
  const billing = queue();
  const waiting = waitingIn([old, elsewhere, rerouted, ringing], promisesOf([billing], []));
  expect(lineUp(waiting, billing).map((one) => [one.waiting.task.id, one.position])).toEqual([
    ["ringing", null],
    ["rerouted", 1],
    ["old", 2],
  ]);
});
