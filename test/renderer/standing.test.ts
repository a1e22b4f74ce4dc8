import { describe, expect, test } from "vitest";
import { placesTaken, standingOf } from "../../src/renderer/supervisor/standing.ts";
import { agent, before, mrd } from "./rows.ts";

describe("an agent stands as", () => {
  test.each([
    ["available with a free place", {}, "AVAILABLE"],
    [
      "available while some of the places are taken",
      { mrds: [mrd({ state: "ACTIVE", active: 2 })] },
      "AVAILABLE",
    ],
    ["busy with every place taken", { mrds: [mrd({ state: "BUSY", active: 4 })] }, "BUSY"],
    ["ringing", { mrds: [mrd({ state: "ACTIVE", active: 1, reserved: 1 })] }, "RINGING"],
    ["wrapping up", { mrds: [mrd({ state: "BUSY", wrapUp: 1, maxTasks: 1 })] }, "WRAP_UP"],
    ["not ready", { state: "NOT_READY", reason: "LUNCH" }, "NOT_READY"],
    [
      "having missed an offer",
      { mrds: [mrd({ toggle: false, reason: "RONA", state: "NOT_READY" })] },
      "MISSED",
    ],
    [
      "having missed an offer, by the workspace's policy",
      { state: "NOT_READY", reason: "RONA" },
      "MISSED",
    ],
    ["silent", { reachable: false }, "SILENT"],
    ["silent after a restart of the node", { state: "UNKNOWN", reachable: false }, "SILENT"],
    ["offline", { state: "LOGOUT", reachable: false }, "OFFLINE"],
  ])("%s", (_what, parts, standing) => {
    expect(standingOf(agent(parts)).standing).toBe(standing);
  });
});

test("time in state counts from when the last place was taken, or from the miss", () => {
  const full = agent({ mrds: [mrd({ state: "BUSY", active: 4, since: before(20) })] });
  expect(standingOf(full).since).toBe(before(20));
  const missed = agent({ mrds: [mrd({ toggle: false, reason: "RONA", since: before(7) })] });
  expect(standingOf(missed).since).toBe(before(7));
});

test("time in state is since the state began, also when a conversation is passed on (S18)", () => {
  const wrapsUp = mrd({ state: "BUSY", wrapUp: 1, since: before(240), phaseSince: before(3) });
  expect(standingOf(agent({ mrds: [wrapsUp] }))).toEqual({ standing: "WRAP_UP", since: before(3) });
  const again = mrd({ state: "ACTIVE", active: 3, since: before(2), phaseSince: before(2) });
  const signedInLongAgo = { since: before(3_600), mrds: [again] };
  expect(standingOf(agent(signedInLongAgo))).toEqual({ standing: "AVAILABLE", since: before(2) });
});

test("only places that are taken are told, wrap-up where it counts", () => {
  const both = agent({
    mrds: [mrd({ active: 1, wrapUp: 1 }), mrd({ mrdId: "mail", maxTasks: 10 })],
  });
  expect(placesTaken(both, () => true)).toEqual([{ mrdId: "chat", used: 2, total: 4 }]);
  expect(placesTaken(both, () => false)).toEqual([{ mrdId: "chat", used: 1, total: 4 }]);
});
