import { describe, expect, test } from "vitest";
import {
  type AgentState,
  type MrdState,
  afterMiss,
  deriveMrds,
  forget,
  hearFrom,
  isSignedIn,
  isSilenced,
  loseTouch,
  mrdStateOf,
  setNotReady,
  setReady,
  signIn,
  signOut,
  toggleMrd,
} from "../../src/domain/agent.ts";
import { type MrdId, brand } from "../../src/domain/id.ts";
import { after, agreed, anAgent, anMrd, chat, noon } from "./sample.ts";

const mail = brand<MrdId>("mail");
const both = [anMrd(), anMrd({ mrdId: mail })];
const loggedOut = anAgent({ state: "LOGOUT", reachable: false, loginAt: null });
const now = after(60_000);

describe("the state of an MRD follows from agent, switch and load", () => {
  test.each<[string, AgentState, Parameters<typeof anMrd>[0], boolean, MrdState]>([
    ["signed out", "LOGOUT", {}, true, "LOGOUT"],
    ["signing in", "LOGIN", {}, true, "LOGOUT"],
    ["not known", "UNKNOWN", { active: 1 }, true, "UNKNOWN"],
    ["off and idle", "READY", { toggle: false }, true, "NOT_READY"],
    ["off with a conversation", "READY", { toggle: false, active: 1 }, true, "PENDING_NOT_READY"],
    ["off with an offer", "READY", { toggle: false, reserved: 1 }, true, "PENDING_NOT_READY"],
    ["off with a wrap-up alone", "READY", { toggle: false, wrapUp: 1 }, true, "NOT_READY"],
    ["on and idle", "READY", {}, true, "READY"],
    ["on with an offer", "READY", { reserved: 1 }, true, "RESERVED"],
    ["on with an offer for the last place", "READY", { reserved: 2 }, true, "RESERVED"],
    ["on with room", "READY", { active: 1 }, true, "ACTIVE"],
    ["on and full", "READY", { active: 2 }, true, "BUSY"],
    ["on and above the limit", "READY", { active: 3 }, true, "BUSY"],
    ["a conversation and an offer, full", "READY", { active: 1, reserved: 1 }, true, "BUSY"],
    ["wrapping up with room", "READY", { wrapUp: 1 }, true, "ACTIVE"],
    ["wrapping up, full", "READY", { wrapUp: 2 }, true, "BUSY"],
    ["wrapping up where it costs nothing", "READY", { wrapUp: 2 }, false, "READY"],
    ["a conversation beside free wrap-ups", "READY", { active: 1, wrapUp: 2 }, false, "ACTIVE"],
  ])("%s", (_what, state, mrd, wrapUpCounts, expected) => {
    expect(mrdStateOf({ state }, anMrd(mrd), wrapUpCounts)).toBe(expected);
  });
});

describe("loads that change", () => {
  const derive = (agent = anAgent(), load = { active: 0, reserved: 0, wrapUp: 0 }) =>
    deriveMrds(
      agent,
      { loads: new Map([[chat, load]]), wrapUpCounts: () => true, interrupted: () => false },
      now,
    ).mrds[0];

  test("move the state, and the state's instant only when it moved", () => {
    expect(derive()).toEqual(anMrd());
    expect(derive(anAgent(), { active: 1, reserved: 0, wrapUp: 0 })).toMatchObject({
      state: "ACTIVE",
      active: 1,
      since: now,
    });
  });

  test("begin a phase when there is room, none, or nothing but wrap-up, and not with each task (S18)", () => {
    const more = derive(anAgent(), { active: 1, reserved: 0, wrapUp: 0 });
    expect(more).toMatchObject({ state: "ACTIVE", phaseSince: noon });
    const full = { active: 2, reserved: 0, wrapUp: 0 };
    expect(derive(anAgent(), full)).toMatchObject({ state: "BUSY", phaseSince: now });
    const busy = anAgent({ mrds: [anMrd({ state: "BUSY", active: 2 })] });
    const wrapsUp = derive(busy, { active: 0, reserved: 0, wrapUp: 2 });
    expect(wrapsUp).toMatchObject({ state: "BUSY", since: noon, phaseSince: now });
  });

  test("put whoever takes a task on at the end of the line", () => {
    expect(derive(anAgent(), { active: 1, reserved: 0, wrapUp: 0 })?.lastReadyAt).toBe(now);
  });

  test("cost no place in the line for an offer, nor when it comes to nothing", () => {
    const offered = derive(anAgent(), { active: 0, reserved: 1, wrapUp: 0 });
    expect(offered).toMatchObject({ state: "RESERVED", lastReadyAt: noon });
    const again = anAgent({ mrds: [anMrd({ state: "RESERVED", reserved: 1 })] });
    expect(derive(again)).toMatchObject({ state: "READY", lastReadyAt: noon });
  });

  test("begin the line anew for whoever becomes ready", () => {
    const wasBusy = anAgent({ mrds: [anMrd({ state: "BUSY", active: 2 })] });
    expect(derive(wasBusy)).toMatchObject({ state: "READY", lastReadyAt: now });
    const wasOff = anAgent({ mrds: [anMrd({ state: "NOT_READY" })] });
    expect(derive(wasOff)).toMatchObject({ state: "READY", lastReadyAt: now });
  });
});

describe("an agent's own state", () => {
  test("after signing in is NOT_READY with everything off", () => {
    expect(signIn(anAgent({ state: "LOGOUT" }), now)).toMatchObject({
      state: "NOT_READY",
      reason: "SIGNED_IN",
      loginAt: now,
      reachable: true,
      mrds: [{ toggle: false, reason: null }],
    });
  });

  test("READY switches everything on and keeps its instant when it was READY before", () => {
    const off = anAgent({ state: "NOT_READY", reason: "BREAK", mrds: [anMrd({ toggle: false })] });
    expect(setReady(off, now)).toMatchObject({
      state: "READY",
      reason: null,
      since: now,
      mrds: [{ toggle: true }],
    });
    expect(setReady(anAgent(), now)).toMatchObject({ state: "READY", since: noon });
  });

  test("NOT_READY switches everything off and says why", () => {
    expect(setNotReady(anAgent({ mrds: both }), "BREAK", now)).toMatchObject({
      state: "NOT_READY",
      reason: "BREAK",
      since: now,
      mrds: [{ toggle: false }, { toggle: false }],
    });
  });

  test.each([
    ["READY", () => setReady(loggedOut, now)],
    ["NOT_READY", () => setNotReady(loggedOut, "BREAK", now)],
    ["one MRD on", () => toggleMrd(loggedOut, { mrdId: chat, on: true, reason: null }, now)],
  ])("%s needs somebody who is signed in", (_what, change) => {
    expect(change()).toEqual({ refused: "DESK_NOT_OPEN" });
  });

  test("follows its MRDs: the first on is READY, the last off NOT_READY", () => {
    const off = anAgent({
      state: "NOT_READY",
      reason: "BREAK",
      mrds: both.map((mrd) => ({ ...mrd, toggle: false })),
    });
    const one = agreed(toggleMrd(off, { mrdId: mail, on: true, reason: null }, now));
    expect(one).toMatchObject({ state: "READY", reason: null, since: now });
    const none = agreed(toggleMrd(one, { mrdId: mail, on: false, reason: "RONA" }, after(90_000)));
    expect(none).toMatchObject({
      state: "NOT_READY",
      reason: "RONA",
      since: after(90_000),
      mrds: [{}, { toggle: false, reason: "RONA" }],
    });
  });

  test("stays as it is while another MRD is on", () => {
    const agent = anAgent({ mrds: both });
    const one = agreed(toggleMrd(agent, { mrdId: chat, on: false, reason: "RONA" }, now));
    expect(one).toMatchObject({ state: "READY", since: noon, reason: null });
  });

  test("knows no MRD that the agent does not have", () => {
    expect(toggleMrd(anAgent(), { mrdId: mail, on: true, reason: null }, now)).toEqual({
      refused: "MRD_NOT_FOUND",
      detail: "mail",
    });
  });

  test("after signing out is LOGOUT with everything off, for a reason or their own", () => {
    expect(signOut(anAgent(), "NETWORK", now)).toMatchObject({
      state: "LOGOUT",
      reason: "NETWORK",
      loginAt: null,
      reachable: false,
      mrds: [{ toggle: false }],
    });
    expect(isSignedIn(signOut(anAgent(), null, now))).toBe(false);
  });
});

describe("a missed offer", () => {
  const agent = anAgent({ mrds: both });

  test("takes the MRD away, and the agent stays READY for the others", () => {
    expect(afterMiss(agent, "MRD_NOT_READY", chat, now)).toMatchObject({
      state: "READY",
      mrds: [{ toggle: false, reason: "RONA" }, { toggle: true }],
    });
  });

  test("makes the agent NOT_READY altogether where the policy says so", () => {
    expect(afterMiss(agent, "AGENT_TIMEOUT_ACTIVITY", chat, now)).toMatchObject({
      state: "NOT_READY",
      reason: "RONA",
      mrds: [{ toggle: false }, { toggle: false }],
    });
  });

  test("changes nothing under KEEP_READY, or of somebody who has gone", () => {
    expect(afterMiss(agent, "KEEP_READY", chat, now)).toBe(agent);
    expect(afterMiss(loggedOut, "MRD_NOT_READY", chat, now)).toBe(loggedOut);
  });
});

describe("silence", () => {
  test("is no state: the agent is only not reachable", () => {
    const silent = loseTouch(anAgent(), "AGENT_UNREACHABLE", now);
    expect(silent).toEqual({ ...anAgent(), reachable: false });
    expect(isSilenced(silent)).toBe(true);
    expect(isSilenced(loggedOut)).toBe(false);
  });

  test.each(["LOCKED", "SUSPENDED"] as const)("of a %s computer is NOT_READY", (why) => {
    expect(loseTouch(anAgent(), why, now)).toMatchObject({ state: "NOT_READY", reason: why });
  });

  test("ends with the first sign of life", () => {
    const silent = loseTouch(anAgent(), "AGENT_UNREACHABLE", now);
    expect(hearFrom(silent, now)).toEqual(anAgent());
    const heard = anAgent();
    expect(hearFrom(heard, now)).toBe(heard);
  });
});

describe("a restart", () => {
  test.each(["READY", "NOT_READY"] as const)("makes a %s agent UNKNOWN until heard of", (state) => {
    const unknown = forget(anAgent({ state }), now);
    expect(unknown).toMatchObject({ state: "UNKNOWN", stateBefore: state, reachable: false });
    expect(hearFrom(unknown, after(90_000))).toMatchObject({
      state,
      stateBefore: null,
      reachable: true,
      since: after(90_000),
    });
  });

  test("leaves whoever was not there as they were, and signs them in when they come", () => {
    expect(forget(loggedOut, now)).toBe(loggedOut);
    expect(hearFrom(loggedOut, now)).toMatchObject({ state: "NOT_READY", reason: "SIGNED_IN" });
  });

  test("and another one keep what was before the first", () => {
    const unknown = forget(anAgent(), now);
    expect(forget(unknown, after(90_000))).toBe(unknown);
  });
});
