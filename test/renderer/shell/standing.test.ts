import { describe, expect, test } from "vitest";
import { faceOf, missesSince, standingOf } from "../../../src/renderer/shell/standing.ts";
import { agent, before, mrd } from "../rows.ts";

describe("how an agent stands", () => {
  test("available, and work comes", () => {
    expect(standingOf(agent())).toMatchObject({ shape: "available", isReceiving: true });
  });

  test("not ready, with the reason", () => {
    const away = agent({ state: "NOT_READY", reason: "lunch", mrds: [mrd({ toggle: false })] });
    expect(standingOf(away)).toMatchObject({
      shape: "not-ready",
      reason: "lunch",
      isReceiving: false,
    });
  });

  test("a missed offer is said before anything else, also while another kind of work goes on", () => {
    const missed = mrd({ toggle: false, reason: "RONA", since: before(34) });
    const both = agent({ mrds: [missed, mrd({ mrdId: "email" })] });
    expect(standingOf(both)).toMatchObject({
      shape: "missed",
      since: before(34),
      isReceiving: true,
    });
    expect(missesSince(both)).toBe(before(34));
    expect(missesSince(agent())).toBe(Number.POSITIVE_INFINITY);
  });

  test.each(["LOGOUT", "UNKNOWN"])("%s is no state that takes work", (state) => {
    const standing = standingOf(agent({ state }));
    expect(standing).toMatchObject({ shape: "offline", isReceiving: false });
    expect(faceOf(standing)).toBe("OFFLINE");
  });
});
