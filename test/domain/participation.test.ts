import { describe, expect, test } from "vitest";
import { type AgentId, type TaskId, brand } from "../../src/domain/id.ts";
import {
  cancelLeg,
  conferenceObstacle,
  consultObstacle,
  escalate,
  isAside,
  isCaredFor,
  ownPrimary,
  presentIn,
  promote,
  withPresent,
} from "../../src/domain/participation.ts";
import type { ActiveTask, Exclusion, ParticipantRole } from "../../src/domain/task.ts";
import { NEVER } from "../../src/domain/time.ts";
import { active, after, ana, ben, cara, queued, reserved, wrappingUp } from "./sample.ts";

function somebody(role: ParticipantRole, agentId: AgentId = ana): ActiveTask {
  return { ...active(), id: brand<TaskId>(`of-${agentId}`), agentId, role };
}
const adviser = { ...active({ direction: "CONSULT" }), role: "ASSISTANT" } as const;
const listener = { ...active({ direction: "SILENT_MONITOR" }), role: "SILENT_MONITOR" } as const;
const four = ["a", "b", "c", "d"].map((id) => somebody("PRIMARY", brand<AgentId>(id)));

describe("handing on and asking in", () => {
  test("is for whoever serves the customer", () => {
    expect(ownPrimary(active(), ana)).toEqual(active());
  });

  test.each([
    ["an adviser", adviser, ana, "NOT_PRIMARY"],
    ["a listener", listener, ana, "NOT_PRIMARY"],
    ["somebody else", active(), ben, "NOT_YOUR_TASK"],
    ["who is only being asked", reserved(), ana, "TASK_NOT_ACTIVE"],
    ["who wraps up already", wrappingUp(), ana, "TASK_NOT_ACTIVE"],
  ] as const)("is not for %s", (_who, task, agentId, refused) => {
    expect(ownPrimary(task, agentId)).toEqual({ refused });
  });
});

describe("a conference", () => {
  const waiting = queued({ direction: "DIRECT_CONFERENCE" });
  const ringing = reserved({ direction: "DIRECT_CONFERENCE" });

  test("has room for a fourth", () => {
    expect(conferenceObstacle(four.slice(0, 3))).toBeNull();
  });

  test.each([
    ["four who serve", four],
    ["three and one who is being asked", [...four.slice(0, 3), ringing]],
    ["two and two whom nobody has found yet", [...four.slice(0, 2), waiting, waiting]],
  ])("is full with %s", (_who, tasks) => {
    expect(conferenceObstacle(tasks)).toEqual({ refused: "CONFERENCE_FULL" });
  });

  test("counts neither who advises nor who listens nor who has left", () => {
    const left = wrappingUp({ direction: "DIRECT_CONFERENCE" });
    expect(conferenceObstacle([...four.slice(0, 3), adviser, listener, left])).toBeNull();
  });
});

describe("advice", () => {
  test.each([
    ["is waited for", queued({ direction: "CONSULT" })],
    ["is being asked for", reserved({ direction: "CONSULT" })],
    ["is being given", adviser],
  ])("that %s is the only one for now", (_how, task) => {
    expect(consultObstacle([active(), task])).toEqual({ refused: "CONSULT_IN_PROGRESS" });
  });

  test("can be asked for again once the adviser has been promoted", () => {
    const promoted = promote(adviser, "CONSULT_CONFERENCE");
    expect(promoted).toMatchObject({ role: "PRIMARY", direction: "CONSULT_CONFERENCE" });
    if ("refused" in promoted) throw new Error("promoted");
    expect(consultObstacle([active(), promoted])).toBeNull();
  });
});

describe("listening in", () => {
  test("goes to whispering and to taking part, each from the other side of silence", () => {
    const whispering = escalate(listener, ana, "WHISPER");
    expect(whispering).toMatchObject({ role: "WHISPER", direction: "SILENT_MONITOR" });
    if ("refused" in whispering) throw new Error("whispering");
    expect(escalate(whispering, ana, "PRIMARY")).toMatchObject({
      role: "PRIMARY",
      direction: "BARGE_IN",
    });
  });

  test("that has become taking part goes no further", () => {
    const inIt = { ...listener, role: "PRIMARY", direction: "BARGE_IN" } as const;
    expect(escalate(inIt, ana, "WHISPER")).toEqual({ refused: "NOT_MONITORING" });
  });

  test("is known to nobody: those present are those who serve and advise", () => {
    const present = presentIn([
      somebody("PRIMARY", ana),
      somebody("ASSISTANT", ben),
      somebody("SILENT_MONITOR", cara),
      somebody("WHISPER", brand("dan")),
      { ...reserved(), agentId: brand("eve") },
    ]);
    expect([...present]).toEqual([ana, ben]);
  });
});

describe("a conversation", () => {
  test.each([
    ["somebody serves", [active()], true],
    ["the customer waits", [queued()], true],
    ["a transfer is being offered", [reserved({ direction: "DIRECT_TRANSFER" })], true],
    ["only an adviser is left", [adviser], false],
    ["only a listener is left", [listener], false],
    ["only a colleague is being asked in", [reserved({ direction: "DIRECT_CONFERENCE" })], false],
    ["only a wrap-up is left", [wrappingUp()], false],
  ])("where %s is cared for: %s", (_where, tasks, is) => {
    expect(isCaredFor(tasks)).toBe(is);
  });

  test("hangs on no leg, whatever becomes of it, until its wrap-up", () => {
    expect(isAside(queued({ direction: "CONSULT" }))).toBe(true);
    expect(isAside(wrappingUp({ direction: "DIRECT_CONFERENCE" }))).toBe(false);
  });
});

describe("a leg that is called off", () => {
  test("takes back the offer it was", () => {
    expect(cancelLeg(reserved({ direction: "CONSULT" }), after(3_000))).toMatchObject({
      state: "CLOSED",
      reason: "CANCELLED",
      offer: { state: "CANCELED", cancelReason: "TAKEN_OVER", endedAt: after(3_000) },
    });
  });

  test("that nobody was offered has no offer to take back", () => {
    expect(cancelLeg(queued({ direction: "CONSULT" }), after(3_000)).offer).toBeNull();
  });
});

describe("a waiting request", () => {
  const missed: Exclusion = { agentId: cara, until: after(9_000), why: "RONA" };

  test("passes over those in the conversation for as long as they are in it", () => {
    const first = withPresent([missed], new Set([ana]));
    expect(first).toEqual([missed, { agentId: ana, until: NEVER, why: "PRESENT" }]);
    expect(withPresent(first, new Set([ben]))).toEqual([
      missed,
      { agentId: ben, until: NEVER, why: "PRESENT" },
    ]);
    expect(withPresent(first, new Set())).toEqual([missed]);
  });

  test("is left alone where nobody came or went", () => {
    const exclusions = withPresent([missed], new Set([ana, ben]));
    expect(withPresent(exclusions, new Set([ben, ana]))).toBe(exclusions);
  });
});
