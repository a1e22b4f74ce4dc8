import { describe, expect, test } from "vitest";
import { brand } from "../../../src/domain/id.ts";
import { type QueueRouting, plainRouting } from "../../../src/domain/queue.ts";
import {
  addAgentCounters,
  emptyAgentCounters,
} from "../../../src/domain/measures/agent-counters.ts";
import { NEVER } from "../../../src/domain/time.ts";
import { signedOutAgent } from "../../domain/sample.ts";
import { type Centre, billing, live, openCentre } from "./centre.ts";

const toBilling = {
  to: "QUEUE",
  targetId: billing,
  attended: false,
  note: "",
  insist: true,
} as const;
const withRouting = (routing: Partial<QueueRouting>) => ({
  queue: {
    routing: { ...plainRouting, ...routing },
    serviceLevel: { thresholdSec: 20, targetPct: 80, type: 1, warnPct: 50 } as const,
  },
});
const promised = withRouting({ responseSla: { sec: 60, action: "WARN" } });
const says = (centre: Centre, who: string, interactionId: string) =>
  centre.does(who, "message.post", {
    interactionId: brand<never>(interactionId),
    messageId: brand<never>(centre.newId()),
    body: "One moment",
  });

describe("answered means answered (S4)", () => {
  test("picking up is one figure, the first word another, and each later wait a third", async () => {
    const centre = await openCentre(promised);
    const came = centre.engine.now();
    await centre.ready("ana");
    const { interactionId, visitor } = await centre.request();
    centre.shows(interactionId);
    await centre.pass(16_000);
    await centre.accept(interactionId);
    const row = () => centre.interaction(interactionId);
    expect(row()).toMatchObject({ firstAnsweredAt: null, waitingSince: came });
    expect(row().answers).toMatchObject({
      pickedUp: { since: came, at: came + 16_000, dueAt: came + 20_000 },
      first: null,
      dueAt: came + 76_000,
    });
    await centre.pass(74_000);
    await says(centre, "ana", interactionId);
    expect(row()).toMatchObject({ firstAnsweredAt: came + 90_000, waitingSince: NEVER });
    expect(row().answers.first).toEqual({ since: came, at: came + 90_000, dueAt: came + 76_000 });
    await centre.writes(visitor, "Which one?");
    const asked = centre.engine.now();
    await centre.pass(10_000);
    await centre.writes(visitor, "Hello?");
    expect(row().waitingSince).toBe(asked);
    await centre.pass(20_000);
    await says(centre, "ana", interactionId);
    expect(row().answers.next).toEqual({
      count: 1,
      inTime: 1,
      late: 0,
      totalMs: 30_000,
      longestMs: 30_000,
    });
    expect(centre.engine.counters("support", came)).toMatchObject({
      answered: 1,
      answeredWithin: 1,
      firstAnswers: 1,
      firstAnswersInTime: 0,
      firstAnswersLate: 1,
      firstAnswerMs: 90_000,
      nextAnswers: 1,
      nextAnswersInTime: 1,
      nextAnswersLate: 0,
    });
  });

  test("first and next answers stand with who gave them, whoever picked it up (S4)", async () => {
    const centre = await openCentre(promised);
    await centre.ready("ana");
    const { interactionId, visitor } = await centre.request();
    const taskId = await centre.accept(interactionId);
    await centre.does("ana", "task.transfer", { taskId, ...toBilling });
    await centre.ready("cara");
    await centre.accept(interactionId);
    await centre.pass(90_000);
    await says(centre, "cara", interactionId);
    await centre.writes(visitor, "Which one?");
    await centre.pass(20_000);
    await says(centre, "cara", interactionId);
    const of = (agentId: string) => {
      const rows = Array.from(centre.engine.live.rows("STATISTIC"), ({ row }) => row);
      const own = rows.flatMap((row) =>
        row.of === "AGENT" && row.agentId === agentId ? [row] : [],
      );
      return own.map(({ counters }) => counters).reduce(addAgentCounters, emptyAgentCounters);
    };
    expect(of("cara")).toMatchObject({
      firstAnswers: 1,
      firstAnswersLate: 1,
      firstAnswerMs: 90_000,
      nextAnswers: 1,
      nextAnswerMs: 20_000,
    });
    expect(of("ana")).toMatchObject({ accepted: 1, firstAnswers: 0, nextAnswers: 0 });
  });

  test("a word that nobody waited for answers nothing, and a note is no word", async () => {
    const centre = await openCentre(promised);
    await centre.ready("ana");
    const { interactionId } = await centre.held("ana");
    const note = { messageId: brand<never>("n1"), body: "hm" };
    await centre.does("ana", "note.add", { interactionId: brand<never>(interactionId), ...note });
    expect(centre.interaction(interactionId).answers.first).toBeNull();
    await says(centre, "ana", interactionId);
    await says(centre, "ana", interactionId);
    expect(centre.interaction(interactionId).answers.next.count).toBe(0);
  });

  test("what waits says since when on its row, until a word is said", async () => {
    const centre = await openCentre(promised);
    await centre.ready("ana");
    const came = centre.engine.now();
    const { interactionId } = await centre.held("ana");
    expect(centre.task(interactionId)).toMatchObject({
      waitingSince: came,
      answerDueAt: came + 60_000,
    });
    await says(centre, "ana", interactionId);
    expect(centre.task(interactionId)).toMatchObject({ waitingSince: NEVER, answerDueAt: NEVER });
  });

  test("on the phone the pick-up ends the wait, and no answer is owed", async () => {
    const centre = await openCentre(promised);
    await centre.ready("ana");
    const { interactionId } = await centre.held("ana");
    await centre.does("ana", "interaction.setType", {
      interactionId: brand<never>(interactionId),
      communicationType: "PHONE",
      subCommunicationType: "CALLBACK",
    });
    await says(centre, "ana", interactionId);
    const { visitor, interactionId: second } = await centre.request();
    await centre.does("sue", "interaction.setType", {
      interactionId: brand<never>(second),
      communicationType: "PHONE",
      subCommunicationType: "CALLBACK",
    });
    await centre.accept(second);
    expect(centre.interaction(second)).toMatchObject({
      waitingSince: NEVER,
      clocks: { response: null },
    });
    await centre.writes(visitor, "Are you there?");
    expect(centre.interaction(second).clocks.response).toBeNull();
  });
});

describe("a transfer (S5)", () => {
  test("changes no figure that is decided; the leg has a pick-up of its own", async () => {
    const centre = await openCentre({
      ...promised,
      mrd: { wrapUp: { enabled: false, seconds: 0 } },
    });
    const came = centre.engine.now();
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    centre.shows(interactionId);
    await centre.pass(16_000);
    const taskId = await centre.accept(interactionId);
    await says(centre, "ana", interactionId);
    const decided = centre.interaction(interactionId).answers;
    await centre.pass(400_000);
    await centre.does("ana", "task.transfer", { taskId, ...toBilling });
    await centre.ready("cara");
    await centre.pass(18_000);
    await centre.accept(interactionId);
    const { answers, firstAnsweredAt } = centre.interaction(interactionId);
    expect(answers).toMatchObject({ pickedUp: decided.pickedUp, first: decided.first });
    expect(answers.pickedUp?.at).toBe(came + 16_000);
    expect(firstAnsweredAt).toBe(came + 16_000);
    const leg = centre.task(interactionId);
    expect((leg.answeredAt ?? 0) - leg.wait.queueEnteredAt).toBe(18_000);
    expect(leg.answeredAt ?? 0).toBeLessThanOrEqual(leg.slaDueAt);
  });

  test("of what nobody answered leaves the promise as it was, whoever answers", async () => {
    const centre = await openCentre({
      ...promised,
      mrd: { wrapUp: { enabled: false, seconds: 0 } },
    });
    await centre.ready("ana");
    const { interactionId, taskId } = await centre.held("ana");
    const { dueAt } = centre.interaction(interactionId).answers;
    await centre.pass(50_000);
    await centre.does("ana", "task.transfer", { taskId, ...toBilling });
    await centre.ready("cara");
    await centre.accept(interactionId);
    await centre.pass(20_000);
    await says(centre, "cara", interactionId);
    expect(centre.interaction(interactionId).answers.first).toMatchObject({ dueAt });
    expect(centre.engine.counters("billing", 0)).toMatchObject({ firstAnswersLate: 1 });
    expect(centre.engine.counters("support", 0)).toMatchObject({ firstAnswers: 0 });
  });
});

describe("a hold", () => {
  test("gives silence the rest of its time back", async () => {
    const centre = await openCentre(withRouting({ inactivitySec: 100 }));
    await centre.ready("ana");
    const { interactionId, taskId } = await centre.held("ana");
    await says(centre, "ana", interactionId);
    const due = centre.interaction(interactionId).clocks.inactiveAt;
    await centre.does("ana", "task.hold", { taskId, seconds: null });
    await centre.pass(70_000);
    await centre.does("ana", "task.resume", { taskId });
    expect(centre.interaction(interactionId).clocks.inactiveAt).toBe(due + 70_000);
  });
});

describe("a fair share", () => {
  test("forgets an assignment once its window has moved on", async () => {
    const centre = await openCentre({
      ...withRouting({ fairShare: { max: 5, windowSec: 30 } }),
      agents: [signedOutAgent("ana"), signedOutAgent("sue")],
    });
    await centre.ready("ana");
    await centre.held("ana");
    expect(centre.agent("ana").recentAssignments).toHaveLength(1);
    await centre.pass(10_000);
    await centre.held("ana", live);
    expect(centre.agent("ana").recentAssignments).toHaveLength(2);
    await centre.pass(25_000);
    const [, second] = centre.tasks();
    await centre.does("ana", "task.resolve", { taskId: second?.id ?? brand("none") });
    const [wrapUp] = centre.tasks().filter(({ taskState }) => taskState === "WRAP_UP");
    await centre.does("ana", "wrapup.skip", { taskId: wrapUp?.id ?? brand("none") });
    await centre.held("ana");
    expect(centre.agent("ana").recentAssignments).toHaveLength(2);
  });
});
