import { describe, expect, test } from "vitest";
import type { Me } from "../../src/protocol/frames.ts";
import type { MessageRow } from "../../src/protocol/rows/other-rows.ts";
import { changesIn, formOf, mayEdit, withTags } from "../../src/renderer/completed/edits.ts";
import { together } from "../../src/renderer/completed/use-completed.ts";
import { NEVER } from "../../src/domain/time.ts";
import { outcomeOf } from "../../src/renderer/completed/outcome.ts";
import { stepsOf } from "../../src/renderer/completed/timeline.ts";
import { before, completed, noon, task } from "./rows.ts";

describe("a search among the completed", () => {
  const row = completed();

  test("shows each once, newest first, and this device's row with its unsent edits", () => {
    const older = completed({ id: "i0", completedAt: before(900) });
    const edited = completed({ subject: "Refund, paid" });
    expect(together([edited], [older, row]).map((one) => one.subject)).toEqual([
      "Refund, paid",
      "Refund for order 77",
    ]);
  });
});

describe("a wait that is decided (S4, S5)", () => {
  const wait = { since: before(600), at: before(559) };
  test.each([
    ["was met in time", { ...wait, dueAt: before(540) }, { outcome: "MET", waitedMs: 41_000 }],
    ["was missed", { ...wait, dueAt: before(560) }, { outcome: "MISSED", waitedMs: 41_000 }],
    ["had no promise", { ...wait, dueAt: NEVER }, { outcome: "UNPROMISED", waitedMs: 41_000 }],
    ["never came to that", null, { outcome: "NONE" }],
  ])("%s", (_what, ended, outcome) => {
    expect(outcomeOf(ended)).toEqual(outcome);
  });
});

describe("the course of a request", () => {
  const offer = { id: "o", agentId: "dev", createdAt: before(500), expiresAt: before(480) };
  const missed = task({
    id: "t1",
    mediaState: "CLOSED",
    taskState: "CLOSED",
    enqueuedAt: before(531),
    offer: { ...offer, state: "TIMEOUT", endedAt: before(480) },
    agentId: "dev",
    reason: "RONA",
    closedAt: before(480),
  });
  const answered = task({
    id: "t2",
    previousTaskId: "t1",
    mediaState: "CLOSED",
    taskState: "CLOSED",
    enqueuedAt: before(480),
    offer: {
      ...offer,
      agentId: "ana",
      createdAt: before(475),
      state: "ACCEPTED",
      respondedAt: before(472),
    },
    agentId: "ana",
    answeredAt: before(472),
    reason: "DONE",
    wrapUp: { outcome: "WRAP_UP_APPLIED", dispositions: [], note: "" },
    closedAt: before(30),
  });
  const wrapUp = { kind: "EVENT", body: "WRAP_UP_STARTED", createdAt: before(71) } as MessageRow;

  test("names every wait, offer and talk with its length, misses included", () => {
    const steps = stepsOf({ tasks: [missed, answered], messages: [wrapUp], completions: [] });
    expect(steps.map((step) => step.step)).toEqual([
      "WAITED",
      "OFFERED",
      "WAITED",
      "OFFERED",
      "TALKED",
      "WRAPPED_UP",
    ]);
    expect(steps[1]).toMatchObject({ agentId: "dev", end: "MISSED", to: before(480) });
    expect(steps[4]).toMatchObject({ agentId: "ana", from: before(472), to: before(71) });
    expect(steps[5]).toMatchObject({ to: before(30) });
  });

  test("tells talk and wrap-up as one where nothing says when the wrap-up began", () => {
    const steps = stepsOf({ tasks: [answered], messages: [], completions: [] });
    expect(steps.at(-1)).toMatchObject({ step: "TALKED_AND_WRAPPED_UP", to: before(30) });
  });

  test("has no wait where an agent began, and ends with who completed it", () => {
    const outbound = task({
      direction: "OUTBOUND",
      mediaState: "ACTIVE",
      agentId: "ana",
      answeredAt: before(60),
    });
    const completion = {
      id: "c",
      interactionId: "i1",
      completedAt: noon,
      completedBy: "ana",
      completedByName: "Ana",
      resolution: "RESOLVED" as const,
      dispositions: [],
    };
    const steps = stepsOf({ tasks: [outbound], messages: [], completions: [completion] });
    expect(steps).toEqual([
      { step: "TALKED", from: before(60), to: null, agentId: "ana" },
      { step: "COMPLETED", from: noon, by: "Ana", resolution: "RESOLVED" },
    ]);
  });

  test("tells a transfer at the moment of the act, with sender, target and note, and not by when its wrap-up ended (S23)", () => {
    const leg = { requestedBy: "ana", direction: "DIRECT_TRANSFER", note: "needs Tech" };
    const passed = task({
      taskState: "CLOSED",
      mediaState: "CLOSED",
      agentId: "ana",
      answeredAt: before(90),
      offer: null,
      reason: "TRANSFERRED",
      closedAt: before(10),
    });
    const next = task({
      ...leg,
      id: "t2",
      mediaState: "ACTIVE",
      agentId: "ivo",
      createdAt: before(60),
      enqueuedAt: before(60),
      answeredAt: before(40),
      offer: { ...offer, createdAt: before(59), state: "ACCEPTED", respondedAt: before(40) },
    });
    const at = before(60);
    const messages = [
      { kind: "EVENT", body: "TRANSFERRED", about: "Tech", authorName: "Ana", createdAt: at },
      { kind: "NOTE", body: "needs Tech", authorName: "Ana", createdAt: at },
    ] as MessageRow[];
    const steps = stepsOf({ tasks: [passed, next], messages, completions: [] });
    expect(steps.map(({ step }) => step)).toEqual([
      "TALKED",
      "PASSED_ON",
      "WAITED",
      "OFFERED",
      "TALKED",
    ]);
    expect(steps[1]).toMatchObject({ from: at, by: "Ana", toWhom: "Tech", note: "needs Tech" });
  });

  test("tells a customer who left while it rang", () => {
    const left = task({
      taskState: "CLOSED",
      mediaState: "CLOSED",
      reason: "CANCELLED",
      enqueuedAt: before(531),
      closedAt: before(490),
      offer: { ...offer, state: "CANCELED", endedAt: before(490), cancelReason: "CUSTOMER_LEFT" },
    });
    expect(stepsOf({ tasks: [left], messages: [], completions: [] }).slice(1)).toMatchObject([
      { step: "OFFERED", end: "WITHDRAWN" },
      { step: "RETURNED", why: "CANCELLED" },
    ]);
  });
});

describe("an edit of a completed interaction", () => {
  const row = completed();

  test("sends only what was changed", () => {
    expect(changesIn(formOf(row), row)).toBeNull();
    const form = { ...formOf(row), customerEmail: " ", tags: ["vip", "refund"] };
    expect(changesIn(form, row)).toEqual({ customerEmail: null, tags: ["vip", "refund"] });
  });

  test("takes each tag once", () => {
    expect(withTags(["vip"], "refund, vip, ,late ")).toEqual(["vip", "refund", "late"]);
  });

  test("is for its owner and for those who lead the queue", () => {
    const me = { agentId: "ana", roles: ["agent"], queueIds: ["billing"] } as unknown as Me;
    expect(mayEdit(me, row)).toBe(true);
    expect(mayEdit({ ...me, agentId: "dev" } as unknown as Me, row)).toBe(false);
    expect(mayEdit({ ...me, agentId: "dev", roles: ["supervisor"] } as unknown as Me, row)).toBe(
      true,
    );
    expect(
      mayEdit({ ...me, agentId: null, roles: ["supervisor"], queueIds: [] } as unknown as Me, row),
    ).toBe(false);
  });
});
