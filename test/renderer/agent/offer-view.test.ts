import { describe, expect, test } from "vitest";
import type { Assignment } from "../../../src/domain/offer.ts";
import type { TaskRow } from "../../../src/protocol/rows/task-row.ts";
import { type OfferRecord, emptyBook, look } from "../../../src/renderer/agent/offer-book.ts";
import {
  type OfferSurroundings,
  factsOf,
  stateOf,
  whyWords,
} from "../../../src/renderer/agent/offer-view.ts";
import { say } from "../../../src/renderer/words/words.ts";
import { after, agent, before, mrd, noon, task } from "../rows.ts";

const assignment: Assignment = {
  policy: "LONGEST_AVAILABLE",
  step: 0,
  runnersUp: [],
  filteredOut: { NOT_READY: 6, MISSING_SKILL: 3 },
  considered: 12,
  matchedSkills: ["billing", "german"],
  matchedTags: [],
};

describe("why me", () => {
  test("names the skills and how I stood among those who were free", () => {
    expect(whyWords(say, assignment)).toBe("you match billing, german · longest free of 3");
  });

  test("says when nobody else was free", () => {
    expect(whyWords(say, { ...assignment, considered: 10, matchedSkills: [] })).toBe(
      "only you are free",
    );
  });

  test("says when it was meant for me", () => {
    expect(whyWords(say, { ...assignment, policy: "NAMED", matchedSkills: [] })).toBe(
      "meant for you",
    );
  });
});

const offer = {
  id: "o1",
  agentId: "ana",
  state: "PENDING",
  createdAt: noon,
  expiresAt: after(20),
  assignment,
};
const row = task({
  id: "t2",
  previousTaskId: "t1",
  attempt: 2,
  mediaState: "RESERVED",
  agentId: "ana",
  offer,
});
const card = { task: row, offer: row.offer, act: null, fate: null } as OfferRecord;
const around = (parts: Partial<OfferSurroundings> = {}): OfferSurroundings => ({
  say,
  language: "en",
  nodeName: "hq-1",
  queueName: () => "Billing",
  personName: (id) => (id === "dev" ? "Dev Patel" : null),
  agent: agent({ mrds: [mrd({ reserved: 1, active: 1 })] }),
  tasks: [],
  tagsOf: () => [],
  now: noon,
  ...parts,
});
const earlier = (state: string, agentId: string) =>
  task({ id: "t1", taskState: "CLOSED", offer: { ...offer, id: "o0", agentId, state } });

describe("who sent it (S2)", () => {
  const people = { personName: (id: string) => (id === "ana" ? "Ana Ruiz" : null) };
  const sent = (parts: object) =>
    factsOf({ ...card, task: { ...row, requestedBy: "ana", ...parts } as TaskRow }, around(people))
      .from;

  test.each([
    [{ direction: "DIRECT_TRANSFER", note: " needs Tech " }, "transfer", "needs Tech"],
    [{ direction: "DIRECT_CONFERENCE", note: "" }, "conference", undefined],
    [{ direction: "CONSULT", note: "a word" }, "consult", "a word"],
    // A transfer that somebody missed goes on as the customer's own, and still comes from its sender.
    [{ direction: "INBOUND", note: "needs Tech" }, "transfer", "needs Tech"],
  ])("%o", (parts, how, note) => {
    expect(sent(parts)).toEqual({ name: "Ana Ruiz", how, ...(note === undefined ? {} : { note }) });
  });

  test("is a supervisor, where it was assigned", () => {
    const named = { ...offer, assignment: { ...assignment, policy: "NAMED" } };
    const given = { ...card, offer: named, task: { ...row, requestedBy: "ana" } } as OfferRecord;
    expect(factsOf(given, around(people)).from).toEqual({ name: "Ana Ruiz", how: "assigned" });
  });

  test("is nobody where it came from the customer alone; its tags are marks", () => {
    const facts = factsOf(card, around({ tagsOf: () => ["vip", "de", "x", "y"] }));
    expect(facts).not.toHaveProperty("from");
    expect(facts.marks).toEqual(["vip", "de", "x"]);
  });
});

describe("the facts of a card", () => {
  test("count from the first wait and quote the customer", () => {
    expect(factsOf(card, around())).toMatchObject({
      waitingSince: before(30),
      lastLine: "“Where is my refund?”",
      attempt: 2,
      size: "2 of your 4 · chosen from 12 agents",
    });
  });

  test.each([
    ["TIMEOUT", "dev", "Dev Patel missed it before you."],
    ["REJECTED", "ana", "You declined it before."],
    ["CANCELED", "ana", undefined],
  ])("after %s by %s the card says %s", (state, who, words) => {
    expect(factsOf(card, around({ tasks: [earlier(state, who)] })).past).toBe(words);
  });
});

test.each([
  [null, undefined],
  [before(70), before(70)],
])("a customer away since %s is said to be (F23)", (customerAwaySince, awaySince) => {
  const away = { ...card, task: { ...card.task, customerAwaySince } };
  expect(factsOf(away, around()).awaySince).toBe(awaySince);
});

describe("what a card shows", () => {
  const answered = { ...card, act: { kind: "ANSWERING", since: noon } } as const;

  test("an answer under way becomes a long one after two seconds", () => {
    expect(stateOf(answered, around({ now: after(1) })).state).toBe("accepting");
    expect(stateOf(answered, around({ now: after(2) })).state).toBe("still-waiting");
  });

  test("a refusal is a sentence", () => {
    const state = stateOf({ ...card, act: { kind: "REFUSED", code: "OFFER_EXPIRED" } }, around());
    expect(state).toEqual({
      state: "refused",
      words: "Too late: the time for this offer was over.",
    });
  });

  test.each([
    [[], "It no longer waits in Billing."],
    [[task({ id: "t3", previousTaskId: "t2" })], "It waits in Billing again."],
    [
      [task({ id: "t3", previousTaskId: "t2", mediaState: "RESERVED", agentId: "dev" })],
      "It is offered to Dev Patel now.",
    ],
    [
      [task({ id: "t3", previousTaskId: "t2", mediaState: "ACTIVE", agentId: "dev" })],
      "Dev Patel answered it.",
    ],
  ])("a miss says where the work went", (tasks, went) => {
    const missed = { ...card, fate: { kind: "MISSED", at: noon } } as const;
    expect(stateOf(missed, around({ tasks }))).toMatchObject({ state: "missed", went });
  });

  test("a miss says that no work comes, exactly while none does", () => {
    const missed = { ...card, fate: { kind: "MISSED", at: noon } } as const;
    const off = agent({ mrds: [mrd({ toggle: false, reason: "RONA" })] });
    expect(stateOf(missed, around({ agent: off }))).toMatchObject({ noWork: true });
    expect(stateOf(missed, around())).toMatchObject({ noWork: false });
  });
});

test("an offer whose end nobody tells, because the line is down, is not offered any longer", () => {
  expect(stateOf(card, around({ now: after(22) })).state).toBe("offered");
  expect(stateOf(card, around({ now: after(23) })).state).toBe("gone");
});

describe("an offer that ran out while the node was down (F19)", () => {
  test("is said to be over as long as the node is away, and to be offered again once it is back", () => {
    expect(stateOf(card, around({ now: after(60) }))).toEqual({
      state: "gone",
      reason: "Its time is over. What became of it is known once the node answers.",
    });
    const canceled = { state: "CANCELED", cancelReason: "NODE_DOWN", endedAt: after(70) };
    const closed = task({ ...row, taskState: "CLOSED", offer: { ...offer, ...canceled } });
    const sight = { agentId: "ana", now: after(70), missesSince: 0, readySince: 0 };
    const ringing = look(emptyBook, { ...sight, tasks: [row], now: noon });
    const told = look(ringing, { ...sight, tasks: [closed] }).cards.get("o1");
    expect(told && stateOf(told, around({ now: after(70) }))).toEqual({
      state: "gone",
      reason: "The node was restarted. It is offered again.",
    });
  });
});
