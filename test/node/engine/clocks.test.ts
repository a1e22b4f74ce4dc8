import { describe, expect, test } from "vitest";
import { brand } from "../../../src/domain/id.ts";
import { type QueueRouting, plainConduct, plainRouting } from "../../../src/domain/queue.ts";
import { anMrd, chatMrd, signedOutAgent } from "../../domain/sample.ts";
import { billing, openCentre } from "./centre.ts";

const withRouting = (routing: Partial<QueueRouting>) => ({
  queue: { routing: { ...plainRouting, ...routing } },
});
const out = { toggle: false, state: "LOGOUT" } as const;
describe("steps (T13)", () => {
  const steps = [
    { timeoutSec: 10, skills: [{ skill: "german", atLeast: 5 }], rule: null },
    { timeoutSec: 10, skills: [{ skill: "german", atLeast: 2 }], rule: null },
    { timeoutSec: 0, skills: [], rule: null },
  ];

  test("open by the task's age, and its place in the line is not touched", async () => {
    const agents = [signedOutAgent("ana", { skills: { german: 2 } }), signedOutAgent("ben")];
    const centre = await openCentre({ ...withRouting({ steps }), agents });
    await centre.ready("ana", "ben");
    const { interactionId } = await centre.request();
    const first = centre.task(interactionId);
    expect(first).toMatchObject({ mediaState: "QUEUED", wait: { step: 0 } });
    await centre.pass(9_900);
    expect(centre.task(interactionId).mediaState).toBe("QUEUED");
    await centre.pass(200);
    expect(centre.offer(interactionId)).toMatchObject({
      agentId: "ana",
      task: { wait: { step: 1 } },
    });
    expect(centre.task(interactionId).wait.orderAt).toBe(first.wait.orderAt);
    expect(centre.events.map((event) => event.type)).toContain("TASK_STEP_CHANGED");
  });

  test("go on at the task's age over a re-route and over a restart", async () => {
    const centre = await openCentre(withRouting({ steps }));
    const { interactionId } = await centre.request();
    await centre.restart(25_000);
    await centre.pass(1_100);
    expect(centre.task(interactionId).wait).toMatchObject({ step: 2 });
  });
});

describe("the longest a queue lets wait", () => {
  test("sends the request on to another queue, as the next task of its chain", async () => {
    const maxWait = { sec: 30, wayOut: { action: "OVERFLOW_QUEUE", queueId: billing } } as const;
    const centre = await openCentre(withRouting({ maxWait }));
    const { interactionId } = await centre.request();
    const { id } = centre.task(interactionId);
    await centre.pass(30_500);
    expect(centre.task(interactionId)).toMatchObject({
      queueId: "billing",
      previousTaskId: id,
      rootTaskId: id,
    });
    expect(centre.engine.counters("support", 0)).toMatchObject({ flowedOut: 1, noAgent: 0 });
  });

  test("ends it as NO_AGENT_AVAILABLE where there is no other way out", async () => {
    const maxWait = { sec: 30, wayOut: { action: "NO_AGENT_AVAILABLE" } } as const;
    const centre = await openCentre(withRouting({ maxWait }));
    const { interactionId } = await centre.request();
    await centre.pass(30_500);
    expect(centre.interaction(interactionId).status).toBe("UNDELIVERED");
    expect(centre.engine.counters("support", 0)).toMatchObject({ noAgent: 1 });
  });
});

describe("a hold (T33)", () => {
  test("stops what the customer was promised of the agent, and gives the rest of the time back", async () => {
    const centre = await openCentre(withRouting({ responseSla: { sec: 60, action: "WARN" } }));
    await centre.ready("ana");
    const { taskId, interactionId } = await centre.held("ana");
    const due = centre.interaction(interactionId).clocks.response?.dueAt ?? 0;
    await centre.does("ana", "task.hold", { taskId, seconds: 90 });
    expect(centre.interaction(interactionId).status).toBe("HOLD");
    expect(await centre.refused("ana", "task.hold", { taskId, seconds: null })).toBe(
      "ALREADY_ON_HOLD",
    );
    await centre.pass(91_000);
    expect(centre.interaction(interactionId)).toMatchObject({
      status: "CONNECTED",
      clocks: { response: { dueAt: due + 90_000 } },
    });
    expect(await centre.refused("ana", "task.resume", { taskId })).toBe("NOT_ON_HOLD");
  });
});

describe("work put off (T34)", () => {
  async function deferred() {
    const centre = await openCentre({ mrd: { wrapUp: { enabled: false, seconds: 0 } } });
    await centre.ready("ana");
    const held = await centre.held("ana");
    await centre.does("ana", "task.defer", {
      taskId: held.taskId,
      until: centre.engine.now() + 60_000,
    });
    return { centre, ...held };
  }

  test("leaves the agent, and comes back to that agent at its instant", async () => {
    const { centre, interactionId } = await deferred();
    expect(centre.interaction(interactionId)).toMatchObject({
      status: "DEFERRED",
      interventionState: "DEFERRED",
    });
    expect(centre.tasks(interactionId)).toEqual([]);
    await centre.pass(60_500);
    expect(centre.offer(interactionId)).toMatchObject({ agentId: "ana", task: { mode: "AGENT" } });
    expect(centre.interaction(interactionId).interventionState).toBe("OPENED");
  });

  test("comes back at once when the customer writes, and to the queue where its agent is away", async () => {
    const { centre, visitor, interactionId } = await deferred();
    await centre.does("ana", "agent.setState", { state: "NOT_READY", reason: "BREAK" });
    await centre.writes(visitor, "Are you there?");
    expect(centre.task(interactionId)).toMatchObject({ mediaState: "QUEUED", mode: "QUEUE" });
  });

  test("comes back once, however long the node was down", async () => {
    const { centre, interactionId } = await deferred();
    await centre.restart(3_600_000);
    await centre.pass(1_100);
    expect(centre.tasks(interactionId)).toHaveLength(1);
    expect(centre.events.filter((event) => event.type === "INTERVENTION_REACTIVATED")).toHaveLength(
      1,
    );
  });

  test("is not put off into the past", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { taskId } = await centre.held("ana");
    expect(await centre.refused("ana", "task.defer", { taskId, until: centre.engine.now() })).toBe(
      "TIME_IN_PAST",
    );
  });
});

describe("an answer owed (T31)", () => {
  test("that does not come takes the conversation from everybody in it, and back to the queue before all others", async () => {
    const centre = await openCentre(withRouting({ responseSla: { sec: 60, action: "REROUTE" } }));
    await centre.ready("ana");
    const { taskId, interactionId } = await centre.held("ana");
    const before = centre.engine.head;
    await centre.pass(60_500);
    expect(centre.toldSince(before).slice(0, 5)).toEqual([
      "AGENT_SLA_EXPIRED",
      "REMOVE_ALL_AGENTS",
      "TASK_STATE_CHANGED",
      "AGENT_UNSUBSCRIBED",
      "TASK_STATE_CHANGED",
    ]);
    expect(await centre.kept(taskId)).toMatchObject({ reason: "RESPONSE_TIMEOUT" });
    expect(centre.task(interactionId)).toMatchObject({ priority: 11, mediaState: "QUEUED" });
  });

  test("stops being owed with the agent's public reply, not with a note", async () => {
    const centre = await openCentre(withRouting({ responseSla: { sec: 60, action: "REROUTE" } }));
    await centre.ready("ana");
    const { interactionId } = await centre.held("ana");
    const id = brand<never>(interactionId);
    await centre.does("ana", "note.add", { interactionId: id, messageId: brand("m1"), body: "hm" });
    expect(centre.interaction(interactionId).clocks.response).not.toBeNull();
    await centre.does("ana", "message.post", {
      interactionId: id,
      messageId: brand("m2"),
      body: "Hello",
    });
    expect(centre.interaction(interactionId).clocks.response).toBeNull();
    await centre.pass(61_000);
    expect(centre.interaction(interactionId).status).toBe("CONNECTED");
  });

  test("reminds of the first reply as often as the queue says, and no more", async () => {
    const centre = await openCentre(withRouting({ firstReply: { sec: 10, times: 2 } }));
    await centre.ready("ana");
    await centre.held("ana");
    await centre.pass(60_000);
    expect(centre.events.filter((event) => event.type === "FIRST_REPLY_OVERDUE")).toHaveLength(2);
  });

  test("and what else has come for a conversation while nobody looked is done in the same tick", async () => {
    const rules = {
      firstReply: { sec: 30, times: 1 },
      responseSla: { sec: 20, action: "WARN" },
    } as const;
    const centre = await openCentre(withRouting(rules));
    await centre.ready("ana");
    const { interactionId } = await centre.held("ana");
    centre.time.jumpWall(55_000);
    await centre.pass(2_000);
    const at = (type: string, id: string) =>
      centre.events.findLast((event) => event.type === type && event.id === id)?.at;
    expect(at("FIRST_REPLY_OVERDUE", interactionId)).toBeDefined();
    expect(at("AGENT_SLA_EXPIRED", interactionId)).toBe(at("FIRST_REPLY_OVERDUE", interactionId));
  });
});

describe("a medium that may not wait", () => {
  const voice = { ...chatMrd, id: brand<never>("voice"), conduct: plainConduct };
  const two = [anMrd(out), anMrd({ ...out, mrdId: brand("voice") })];

  test.each([
    [true, false, "HOLD", "ACTIVE", "INTERRUPTED"],
    [true, true, "HOLD", "ACTIVE", "ACTIVE"],
    [false, false, "HOLD", "ACTIVE", "ACTIVE"],
    [false, true, "HOLD", "ACTIVE", "ACTIVE"],
  ] as const)(
    "chat interruptible %s, voice interruptible %s, %s",
    async (chat, call, onInterrupted, mediaState, mrdState) => {
      const centre = await openCentre({
        mrd: { conduct: { ...plainConduct, interruptible: chat, onInterrupted } },
        mrds: [{ ...voice, conduct: { ...plainConduct, interruptible: call } }],
        agents: [signedOutAgent("ana", { mrds: two }), signedOutAgent("sue")],
      });
      await centre.ready("ana");
      const { taskId, interactionId } = await centre.held("ana");
      await centre.does("ana", "task.addMedia", {
        taskId,
        mediaId: brand("md"),
        mrdId: brand("voice"),
      });
      const row = centre.tasks(interactionId).find((each) => each.mediaState !== "CLOSED");
      expect(row?.mediaState).toBe(mediaState);
      const own = centre.agent("ana").mrds.find((each) => each.mrdId === "chat");
      if (mediaState === "ACTIVE") expect(own?.state).toBe(mrdState);
    },
  );
});

describe("a row of missed offers", () => {
  test("ends in NOT_READY whatever the RONA policy says, and the agent is back by itself where the workspace says so", async () => {
    const centre = await openCentre({
      ...withRouting({ maxMisses: 1 }),
      workspace: { ronaPolicy: "KEEP_READY", ronaAutoReturnSec: 30 },
      agents: [signedOutAgent("ana"), signedOutAgent("sue")],
    });
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    centre.shows(interactionId);
    await centre.pass(22_000);
    expect(centre.agent("ana")).toMatchObject({
      state: "NOT_READY",
      reason: "RONA",
      missesInRow: 1,
    });
    await centre.pass(31_000);
    expect(centre.agent("ana").state).toBe("READY");
  });
});

describe("a fair share", () => {
  test("stops offers at its maximum, and goes on as soon as the window has moved on", async () => {
    const centre = await openCentre({
      ...withRouting({ fairShare: { max: 1, windowSec: 30 } }),
      agents: [signedOutAgent("ana"), signedOutAgent("sue")],
    });
    await centre.ready("ana");
    await centre.held("ana");
    const { interactionId } = await centre.request();
    expect(centre.task(interactionId).mediaState).toBe("QUEUED");
    await centre.pass(30_500);
    expect(centre.offer(interactionId).agentId).toBe("ana");
  });
});

describe("the last agent (scenario 15)", () => {
  test("is asked first, waited for while signed in, and not waited for when away", async () => {
    const centre = await openCentre({
      ...withRouting({ lastAgent: { holdSec: 20 }, reopenWindowSec: 0 }),
      mrd: { wrapUp: { enabled: false, seconds: 0 } },
    });
    await centre.ready("ana");
    const { taskId, visitor } = await centre.held("ana");
    await centre.does("ana", "task.resolve", { taskId });
    await centre.ready("ben");
    await centre.does("ana", "agent.setState", { state: "NOT_READY", reason: "BREAK" });
    const next = await centre.writes(visitor, "One more thing");
    const { interactionId } = (next as { reply: { interactionId: string } }).reply;
    expect(centre.task(interactionId).mediaState).toBe("QUEUED");
    await centre.pass(20_500);
    expect(centre.offer(interactionId).agentId).toBe("ben");
  });
});
