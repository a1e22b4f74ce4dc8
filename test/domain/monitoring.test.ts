import { describe, expect, test } from "vitest";
import { setReady } from "../../src/domain/agent.ts";
import { brand } from "../../src/domain/id.ts";
import { holdBack, letBack } from "../../src/domain/monitoring.ts";
import { after, agreed, anAgent, anMrd } from "./sample.ts";

const voice = anMrd({ mrdId: brand("voice") });
const mail = anMrd({ mrdId: brand("mail"), toggle: false });
const sue = anAgent({ mrds: [voice, mail] });

describe("a supervisor in an agent's call", () => {
  test("is offered nothing else meanwhile", () => {
    expect(holdBack(sue, after(1_000))).toMatchObject({
      state: "NOT_READY",
      reason: "BARGE_IN",
      since: after(1_000),
      mrds: [
        { toggle: false, reason: "BARGE_IN" },
        { toggle: false, reason: null },
      ],
    });
  });

  test("is afterwards as before: what was off stays off", () => {
    const back = letBack(holdBack(sue, after(1_000)), after(2_000));
    expect(back).toMatchObject({ state: "READY", reason: null, since: after(2_000) });
    expect(back.mrds).toEqual(sue.mrds);
  });

  test("who was not ready before is not made ready by it", () => {
    const resting = anAgent({ state: "NOT_READY", reason: "BREAK", mrds: [mail] });
    expect(letBack(holdBack(resting, after(1_000)), after(2_000))).toBe(resting);
  });

  test("who has chosen otherwise meanwhile keeps that choice", () => {
    const chose = agreed(setReady(holdBack(sue, after(1_000)), after(1_500)));
    expect(letBack(chose, after(2_000))).toBe(chose);
  });
});
