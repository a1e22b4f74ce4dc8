import { describe, expect, test } from "vitest";
import { explainWait, standingsFor } from "../../src/domain/explain.ts";
import { plainRouting } from "../../src/domain/queue.ts";
import { enqueue } from "../../src/domain/task.ts";
import { NEVER } from "../../src/domain/time.ts";
import { brand } from "../../src/domain/id.ts";
import {
  after,
  ana,
  anAgent,
  anMrd,
  ben,
  cara,
  chatMrd,
  noon,
  request,
  supportQueue,
} from "./sample.ts";

const task = enqueue(request(), noon);
const facts = {
  now: after(1_000),
  queue: supportQueue,
  mrd: chatMrd,
  mrdOf: () => chatMrd,
  meetsRule: () => true,
};
const excluded = (until: number, agentId = ana) => ({ agentId, until, why: "DECLINED" }) as const;

describe("who could take a waiting task", () => {
  test("everybody stands there with the first thing that keeps them from it, the nearest first", () => {
    const agents = [
      anAgent({ id: cara, queueIds: [] }),
      anAgent({ id: ben, state: "NOT_READY" }),
      anAgent({ id: ana }),
    ];
    expect(standingsFor(task, agents, facts)).toEqual([
      { agentId: ana, obstacle: null, endsAt: null, lacks: [] },
      { agentId: ben, obstacle: "NOT_READY", endsAt: null, lacks: [] },
      { agentId: cara, obstacle: "NOT_IN_QUEUE", endsAt: null, lacks: [] },
    ]);
  });

  test("an obstacle that time ends says when", () => {
    const held = { ...task, exclusions: [excluded(after(30_000))] };
    const missed = anAgent({ id: ben, returnAt: after(9_000), mrds: [anMrd({ toggle: false })] });
    expect(standingsFor(held, [anAgent({ id: ana }), missed], facts)).toMatchObject([
      { obstacle: "BACKING_OFF", endsAt: after(30_000) },
      { obstacle: "MRD_NOT_READY", endsAt: after(9_000) },
    ]);
    const share = { ...plainRouting, fairShare: { max: 2, windowSec: 60 } };
    const queue = { ...supportQueue, routing: share };
    const recentAssignments = [-50_000, -20_000, 0].map((ms) => ({
      queueId: queue.id,
      at: after(ms),
    }));
    const busy = anAgent({ id: ana, recentAssignments });
    expect(standingsFor(task, [busy], { ...facts, queue })).toEqual([
      { agentId: ana, obstacle: "OVER_FAIR_SHARE", endsAt: after(40_000), lacks: [] },
    ]);
  });
});

describe("what somebody lacks (F38)", () => {
  const french = "french";
  const steps = [
    { timeoutSec: 20, skills: [{ skill: french, atLeast: 5 }], rule: null },
    { timeoutSec: 0, skills: [{ skill: french, atLeast: 2 }], rule: null },
  ];
  const queue = { ...supportQueue, routing: { ...plainRouting, steps } };
  const waiting = { ...task, wait: { ...task.wait, step: 0, stepDueAt: after(20_000) } };
  const people = [anAgent({ id: ana, skills: { french: 2 } }), anAgent({ id: ben, skills: {} })];

  test("is said by skill and level, and when the next step asks for less", () => {
    expect(standingsFor(waiting, people, { ...facts, queue })).toEqual([
      {
        agentId: ana,
        obstacle: "MISSING_SKILL",
        endsAt: after(20_000),
        lacks: [{ kind: "SKILL", id: french, has: 2, needs: 5 }],
      },
      {
        agentId: ben,
        obstacle: "MISSING_SKILL",
        endsAt: null,
        lacks: [{ kind: "SKILL", id: french, has: 0, needs: 5 }],
      },
    ]);
  });

  test("is said by tag", () => {
    const tags = [{ tag: "vip", required: true, weight: 1 }];
    const asked = { ...task, wait: { ...task.wait, tags } };
    const [standing] = standingsFor(asked, [anAgent({ id: ana })], facts);
    expect(standing).toMatchObject({
      obstacle: "MISSING_TAG",
      lacks: [{ kind: "TAG", id: "vip", has: 0, needs: 1 }],
    });
  });
});

describe("why a task waits", () => {
  const explained = (of = task, agents = [anAgent({ id: ana })], changes = {}) =>
    explainWait(of, agents, { ...facts, line: [of], ...changes });

  test("counts what takes how many out, and the place in line", () => {
    const first = enqueue(request({ id: brand("earlier") }), after(-5_000));
    const last = enqueue(request({ id: brand("later") }), after(500));
    const agents = [anAgent({ id: ana, reachable: false }), anAgent({ id: ben, reachable: false })];
    const why = explained(task, agents, { line: [last, task, first] });
    expect(why).toMatchObject({ position: 2, able: 0, considered: 2, routing: "QUEUED" });
    expect(why.filteredOut).toEqual({ UNREACHABLE: 2 });
  });

  test("says in order what time alone will change, and leaves out what will not come", () => {
    const wait = { ...task.wait, stepDueAt: after(20_000), maxWaitAt: NEVER };
    const waiting = { ...task, wait, exclusions: [excluded(after(7_000))] };
    expect(explained(waiting).next).toEqual([
      { at: after(7_000), what: "BACK_OFF_ENDS" },
      { at: after(20_000), what: "STEP_OPENS" },
      { at: task.requestExpiresAt, what: "REQUEST_EXPIRES" },
    ]);
  });

  test("declined by all (scenario 22) is said only where declining is all that is in the way", () => {
    const declined = { ...task, exclusions: [excluded(after(7_000))] };
    expect(explained(declined).declinedByAll).toBe(1);
    const agents = [anAgent({ id: ana }), anAgent({ id: ben, state: "NOT_READY" })];
    expect(explained(declined, agents).declinedByAll).toBe(0);
  });

  test.each([
    ["ROUTING_OFF", { queue: { ...supportQueue, routing: { ...plainRouting, enabled: false } } }],
    ["OVERDUE", { now: task.requestExpiresAt }],
    ["QUEUED", {}],
  ])("%s where that is so", (routing, changes) => {
    expect(explained(task, [], changes).routing).toBe(routing);
  });
});
