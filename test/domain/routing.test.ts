import { describe, expect, test } from "vitest";
import { type AgentId, type MrdId, type QueueId, type TaskId, brand } from "../../src/domain/id.ts";
import type { Mrd } from "../../src/domain/queue.ts";
import {
  type RoutingFacts,
  chooseAgent,
  compareText,
  compareWork,
  obstacle,
} from "../../src/domain/routing.ts";
import { plainWait } from "../../src/domain/wait.ts";
import {
  after,
  ana,
  anAgent,
  anMrd,
  ben,
  cara,
  chatMrd,
  noon,
  queued,
  supportQueue,
} from "./sample.ts";

const french = queued({ skills: [{ skill: "french", atLeast: 3 }] });
const excluding = {
  ...queued(),
  exclusions: [{ agentId: ana, until: after(60_000), why: "RONA" } as const],
};
const mail = brand<MrdId>("mail");

const facts = (mrd: Mrd, now: number): RoutingFacts => ({
  now,
  queue: supportQueue,
  mrd,
  mrdOf: () => mrd,
  meetsRule: () => false,
});

describe("an agent is passed over", () => {
  test.each([
    ["who is signed out", "NOT_SIGNED_IN", queued(), anAgent({ state: "LOGOUT" })],
    ["who is signing in", "NOT_SIGNED_IN", queued(), anAgent({ state: "LOGIN" })],
    ["who has fallen silent", "UNREACHABLE", queued(), anAgent({ reachable: false })],
    ["who has not come back yet", "UNREACHABLE", queued(), anAgent({ state: "UNKNOWN" })],
    ["who is not ready", "NOT_READY", queued(), anAgent({ state: "NOT_READY" })],
    ["of another queue", "NOT_IN_QUEUE", queued(), anAgent({ queueIds: [brand<QueueId>("x")] })],
    ["whose MRD is off", "MRD_NOT_READY", queued(), anAgent({ mrds: [anMrd({ toggle: false })] })],
    [
      "who does not do this work",
      "MRD_NOT_READY",
      queued(),
      anAgent({ mrds: [anMrd({ mrdId: mail })] }),
    ],
    ["who lacks the skill", "MISSING_SKILL", french, anAgent()],
    ["whose level is too low", "MISSING_SKILL", french, anAgent({ skills: { french: 2 } })],
    ["who was asked a moment ago", "BACKING_OFF", excluding, anAgent()],
    [
      "who is being asked something",
      "OFFER_PENDING",
      queued(),
      anAgent({ mrds: [anMrd({ reserved: 1 })] }),
    ],
    [
      "who is being asked something on another MRD",
      "OFFER_PENDING",
      queued(),
      anAgent({ mrds: [anMrd(), anMrd({ mrdId: mail, reserved: 1 })] }),
    ],
    ["who is full", "AT_CAPACITY", queued(), anAgent({ mrds: [anMrd({ active: 1, wrapUp: 1 })] })],
  ])("%s", (_who, filter, task, agent) => {
    expect(obstacle(task, agent, facts(chatMrd, noon))).toBe(filter);
  });

  test.each([
    ["is ready and free", queued(), anAgent()],
    ["has exactly the level", french, anAgent({ skills: { french: 3 } })],
    ["has room left", queued(), anAgent({ mrds: [anMrd({ active: 1 })] })],
    [
      "is asked by others to wait, not by this request",
      { ...excluding, exclusions: [] },
      anAgent(),
    ],
  ])("but not who %s", (_who, task, agent) => {
    expect(obstacle(task, agent, facts(chatMrd, noon))).toBeNull();
  });

  test("until the back-off's last instant, and no longer", () => {
    expect(obstacle(excluding, anAgent(), facts(chatMrd, after(59_999)))).toBe("BACKING_OFF");
    expect(obstacle(excluding, anAgent(), facts(chatMrd, after(60_000)))).toBeNull();
  });

  test("for a wrap-up only where it costs a place", () => {
    const wrapping = anAgent({ mrds: [anMrd({ wrapUp: 2 })] });
    const free = { ...chatMrd, wrapUpConsumesCapacity: false };
    expect(obstacle(queued(), wrapping, facts(chatMrd, noon))).toBe("AT_CAPACITY");
    expect(obstacle(queued(), wrapping, facts(free, noon))).toBeNull();
  });
});

describe("of several who could take it", () => {
  const available = (id: AgentId, since: number, active = 0) =>
    anAgent({ id, mrds: [anMrd({ lastReadyAt: since, active })] });

  test("the one available longest is asked, and the runners-up stand in order", () => {
    const agents = [
      available(ana, after(2_000)),
      available(ben, after(1_000)),
      available(cara, after(3_000)),
    ];
    expect(chooseAgent(queued(), agents, facts(chatMrd, after(9_000)))).toEqual({
      agentId: ben,
      assignment: {
        policy: "LONGEST_AVAILABLE",
        step: 0,
        runnersUp: [ana, cara],
        filteredOut: {},
        considered: 3,
        matchedSkills: [],
        matchedTags: [],
      },
    });
  });

  test("who holds least breaks a tie, then the id", () => {
    const busier = [available(ana, noon, 1), available(ben, noon, 0)];
    expect(chooseAgent(queued(), busier, facts(chatMrd, noon))?.agentId).toBe(ben);
    const alike = [available(ben, noon), available(ana, noon)];
    expect(chooseAgent(queued(), alike, facts(chatMrd, noon))?.agentId).toBe(ana);
  });

  test("at most five runners-up are kept, and how many fell to which filter", () => {
    const many = Array.from({ length: 9 }, (_, at) =>
      available(brand<AgentId>(`a${at}`), after(at)),
    );
    const others = [
      anAgent({ id: ben, state: "LOGOUT" }),
      anAgent({ id: cara, state: "LOGOUT" }),
      anAgent({ id: brand<AgentId>("dan"), state: "NOT_READY" }),
    ];
    const choice = chooseAgent(queued(), [...others, ...many], facts(chatMrd, after(9_000)));
    expect(choice).toMatchObject({
      agentId: "a0",
      assignment: {
        runnersUp: ["a1", "a2", "a3", "a4", "a5"],
        filteredOut: { NOT_SIGNED_IN: 2, NOT_READY: 1 },
        considered: 12,
      },
    });
  });

  test("nobody is chosen when nobody can take it", () => {
    expect(chooseAgent(queued(), [anAgent({ state: "LOGOUT" })], facts(chatMrd, noon))).toBeNull();
    expect(chooseAgent(queued(), [], facts(chatMrd, noon))).toBeNull();
  });

  test("the skills it was asked for are kept with the choice", () => {
    const speaks = anAgent({ skills: { french: 5 } });
    expect(chooseAgent(french, [speaks], facts(chatMrd, noon))?.assignment.matchedSkills).toEqual([
      "french",
    ]);
  });
});

describe("of several requests", () => {
  const work = (id: string, parts: { queue?: number; priority?: number; since?: number } = {}) => ({
    task: {
      ...queued({ id: brand<TaskId>(id), priority: parts.priority ?? 3 }),
      wait: plainWait(parts.since ?? noon),
    },
    queue: { ...supportQueue, queuePriority: parts.queue ?? 5 },
  });

  test.each([
    [
      "the queue's priority comes first",
      work("b", { queue: 6, priority: 1 }),
      work("a", { priority: 10 }),
    ],
    ["then the request's", work("b", { priority: 4, since: after(9) }), work("a", { priority: 3 })],
    [
      "re-routed work stands before everything people can set",
      work("b", { priority: 11 }),
      work("a", { priority: 10 }),
    ],
    [
      "then who has waited longest since the first enqueue",
      work("b"),
      work("a", { since: after(1) }),
    ],
    ["then the id", work("a"), work("b")],
  ])("%s", (_what, first, second) => {
    expect([second, first].toSorted(compareWork)).toEqual([first, second]);
    expect([first, second].toSorted(compareWork)).toEqual([first, second]);
  });

  test("texts are compared by code unit, the same on every machine", () => {
    expect(["ä", "z", "Z", "a"].toSorted(compareText)).toEqual(["Z", "a", "z", "ä"]);
    expect(compareText("a", "a")).toBe(0);
  });
});
