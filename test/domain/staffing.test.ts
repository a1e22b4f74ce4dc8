import { describe, expect, test } from "vitest";
import { availabilityIn, bestAvailability, isStaff } from "../../src/domain/staffing.ts";
import type { Agent } from "../../src/domain/agent.ts";
import { agent, mrd } from "../renderer/rows.ts";

describe("one meaning of free (S16)", () => {
  test.each<[string, object, string]>([
    ["ready, with nothing", {}, "free"],
    ["ready, with room for more", { mrds: [mrd({ state: "ACTIVE", active: 1 })] }, "free"],
    ["at their limit", { mrds: [mrd({ state: "BUSY", active: 2 })] }, "busy"],
    [
      "rung at by another medium",
      { mrds: [mrd({ state: "READY" }), mrd({ mrdId: "voice", reserved: 1 })] },
      "busy",
    ],
    ["with the medium off", { mrds: [mrd({ state: "NOT_READY", toggle: false })] }, "notReady"],
    ["without the medium", { mrds: [] }, "notReady"],
    ["not ready", { state: "NOT_READY" }, "notReady"],
    ["out of earshot", { reachable: false }, "notReady"],
    ["logged out", { state: "LOGOUT" }, "offline"],
    ["not heard of", { state: "UNKNOWN" }, "offline"],
  ])("somebody %s is counted once", (_who, parts, availability) => {
    expect(availabilityIn(agent(parts), "chat" as never)).toBe(availability);
  });

  test("over several queues, free is who is free for one of them", () => {
    expect(bestAvailability(["notReady", "busy", "free"])).toBe("free");
    expect(bestAvailability(["offline", "notReady"])).toBe("notReady");
    expect(bestAvailability([])).toBeNull();
  });

  test("a supervisor is staff while work can come to them, and apart while they watch", () => {
    const watching = agent({ state: "NOT_READY" }) satisfies Agent;
    expect(isStaff(watching, ["supervisor"])).toBe(false);
    expect(isStaff(watching, ["admin", "agent"])).toBe(false);
    expect(isStaff(watching, ["agent"])).toBe(true);
    expect(isStaff(agent({}), ["supervisor"])).toBe(true);
  });
});
