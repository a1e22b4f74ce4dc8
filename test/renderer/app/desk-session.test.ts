import { describe, expect, test } from "vitest";
import { NodeProblem } from "../../../src/client/request.ts";
import { DeskSession, type DeskState } from "../../../src/renderer/app/desk-session.ts";
import type { KeptSession } from "../../../src/renderer/app/session-keeper.ts";
import type { Desk } from "../../../src/sync/desk.ts";

const identity = { nodeId: "n1", nodeName: "hq", me: { id: "ana" } };
const desk = { identity, me: identity.me, close: () => Promise.resolve() } as unknown as Desk;

function page(parts: { kept?: KeptSession; refuse?: string } = {}) {
  let kept = parts.kept ?? null;
  const stays: boolean[] = [];
  const session = new DeskSession({
    keeper: {
      read: () => Promise.resolve(kept),
      keep: (next, stay) => {
        kept = next;
        stays.push(stay);
        return Promise.resolve();
      },
      forget: () => {
        kept = null;
        return Promise.resolve();
      },
    },
    open: () =>
      parts.refuse === undefined
        ? Promise.resolve(desk)
        : Promise.reject(new NodeProblem(parts.refuse, 401, "")),
    signIn: ({ password }) =>
      password === "right"
        ? Promise.resolve({ token: "t1" })
        : Promise.reject(new NodeProblem("SIGN_IN_FAILED", 401, "")),
    setUp: () => Promise.resolve({ token: "t0" }),
    acceptInvite: ({ code }) =>
      code === "good"
        ? Promise.resolve({ token: "t2" })
        : Promise.reject(new NodeProblem("INVITE_NOT_VALID", 422, "")),
  });
  let state: DeskState = { state: "STARTING" };
  session.state.subscribe((next) => (state = next));
  return { session, state: () => state, kept: () => kept, stays };
}

const ana = { username: "ana", password: "right", stay: true };

describe("the session of a page", () => {
  test("asks for a name where nothing is kept", async () => {
    const { session, state } = page();
    await session.restore();
    expect(state()).toEqual({ state: "SIGNED_OUT", code: null });
  });

  test("opens again what is kept", async () => {
    const { session, state } = page({ kept: { token: "t1", known: null } });
    await session.restore();
    expect(state().state).toBe("OPEN");
  });

  test("keeps the token and whose it is, and for how long the person said", async () => {
    const { session, state, kept, stays } = page();
    await session.signIn(ana);
    expect(state().state).toBe("OPEN");
    expect(kept()).toEqual({ token: "t1", known: identity });
    expect(stays).toEqual([true]);
  });

  test("says why somebody was not let in", async () => {
    const { session, state } = page();
    await session.signIn({ ...ana, password: "wrong" });
    expect(state()).toEqual({ state: "SIGNED_OUT", code: "SIGN_IN_FAILED" });
  });

  test("keeps a token while the node is merely out of reach, and drops one that is over", async () => {
    const away = page({ kept: { token: "t1", known: null }, refuse: "UNREACHABLE" });
    await away.session.restore();
    expect(away.kept()).not.toBeNull();
    const over = page({ kept: { token: "t1", known: null }, refuse: "NOT_SIGNED_IN" });
    await over.session.restore();
    expect(over.kept()).toBeNull();
  });

  test("opens for somebody who was invited, and says what is wrong with a code that is not good", async () => {
    const { session, state, kept } = page();
    await session.acceptInvite({ code: "old", password: "a long password" }, false);
    expect(state()).toEqual({ state: "SIGNED_OUT", code: "INVITE_NOT_VALID" });
    await session.acceptInvite({ code: "good", password: "a long password" }, true);
    expect(state().state).toBe("OPEN");
    expect(kept()?.token).toBe("t2");
  });
});
