import { describe, expect, test } from "vitest";
import {
  type OfferBook,
  type Sight,
  answering,
  dismiss,
  emptyBook,
  look,
  nextChangeAt,
  nextToAnswer,
  refused,
} from "../../../src/renderer/agent/offer-book.ts";
import type { TaskRow } from "../../../src/protocol/rows/task-row.ts";
import { after, noon, task } from "../rows.ts";

const assignment = {
  policy: "LONGEST_AVAILABLE",
  step: 0,
  runnersUp: [],
  filteredOut: {},
  considered: 1,
  matchedSkills: [],
};
const pending = {
  id: "o1",
  agentId: "ana",
  state: "PENDING",
  createdAt: noon,
  expiresAt: after(20),
  assignment,
};
const ringing = task({ mediaState: "RESERVED", agentId: "ana", offer: pending });
const closedWith = (offer: object): TaskRow =>
  task({
    taskState: "CLOSED",
    mediaState: "CLOSED",
    agentId: "ana",
    offer: { ...pending, ...offer },
  });

const sight = (tasks: readonly TaskRow[], parts: Partial<Sight> = {}): Sight => ({
  tasks,
  agentId: "ana",
  now: noon,
  missesSince: Number.POSITIVE_INFINITY,
  readySince: 0,
  ...parts,
});
const seen = (...steps: readonly Sight[]): OfferBook => steps.reduce(look, emptyBook);
const cardOf = (book: OfferBook) => book.cards.get("o1");

describe("an offer's card", () => {
  test("comes with a task that rings for me, and not for somebody else", () => {
    expect(cardOf(seen(sight([ringing])))).toMatchObject({ act: null, fate: null });
    expect(seen(sight([ringing], { agentId: "dev" })).cards.size).toBe(0);
  });

  test("goes without a word once it is accepted", () => {
    const taken = task({
      mediaState: "ACTIVE",
      agentId: "ana",
      offer: { ...pending, state: "ACCEPTED" },
    });
    expect(seen(sight([ringing]), sight([taken])).cards.size).toBe(0);
  });

  test.each([
    [
      { state: "TIMEOUT", endedAt: after(21) },
      { kind: "MISSED", at: after(21) },
    ],
    [
      { state: "REJECTED", declineReason: "WRONG_SKILL" },
      { kind: "DECLINED", reason: "WRONG_SKILL" },
    ],
    [
      { state: "CANCELED", cancelReason: "CUSTOMER_LEFT" },
      { kind: "GONE", why: "CUSTOMER_LEFT" },
    ],
  ])("tells what became of it: %o", (offer, fate) => {
    expect(cardOf(seen(sight([ringing]), sight([closedWith(offer)])))?.fate).toMatchObject(fate);
  });

  test("says that it is gone when it leaves the view without a word", () => {
    expect(cardOf(seen(sight([ringing]), sight([])))?.fate).toMatchObject({
      kind: "GONE",
      why: "UNKNOWN",
    });
  });

  test("a line that asks for nothing goes after six seconds, whatever else is under way", () => {
    const second = task({
      id: "t2",
      mediaState: "RESERVED",
      agentId: "ana",
      offer: { ...pending, id: "o2" },
    });
    const gone = answering(seen(sight([ringing, second]), sight([second])), "o2", noon - 60_000);
    expect(nextChangeAt(gone)).toBe(after(6));
    expect(cardOf(look(gone, sight([second], { now: after(5) })))).toBeDefined();
    expect(cardOf(look(gone, sight([second], { now: after(6) })))).toBeUndefined();
  });

  test("a miss stays until it is read, and does not come back after that", () => {
    const missed = closedWith({ state: "TIMEOUT", endedAt: after(21) });
    const book = seen(sight([ringing]), sight([missed]), sight([missed], { now: after(600) }));
    expect(cardOf(book)).toBeDefined();
    const read = look(dismiss(book, "o1"), sight([missed], { missesSince: after(21) }));
    expect(cardOf(read)).toBeUndefined();
  });

  test("a miss that is still felt is told again after a reload, an old one is not", () => {
    const missed = closedWith({ state: "TIMEOUT", endedAt: after(21) });
    expect(cardOf(seen(sight([missed], { missesSince: after(21) })))).toBeDefined();
    expect(cardOf(seen(sight([missed], { missesSince: after(500) })))).toBeUndefined();
    expect(cardOf(seen(sight([missed])))).toBeUndefined();
  });

  test("being available again, however it came about, puts away what was missed before (S11)", () => {
    const missed = closedWith({ state: "TIMEOUT", endedAt: after(21) });
    const book = seen(sight([ringing]), sight([missed]));
    expect(look(book, sight([missed], { readySince: after(20) })).cards.size).toBe(1);
    expect(look(book, sight([missed], { readySince: after(40) })).cards.size).toBe(0);
  });
});

describe("a refused answer", () => {
  const tried = refused(answering(seen(sight([ringing])), "o1", noon), "o1", { code: "OFFLINE" });

  test("stands until it is read, and then the card rings on", () => {
    expect(cardOf(tried)?.act).toEqual({ kind: "REFUSED", code: "OFFLINE" });
    expect(cardOf(dismiss(tried, "o1"))).toMatchObject({ act: null, fate: null });
  });

  test("gives way to the miss that it became", () => {
    const late = look(tried, sight([closedWith({ state: "TIMEOUT", endedAt: after(21) })]));
    expect(cardOf(dismiss(late, "o1"))).toMatchObject({ act: null, fate: { kind: "MISSED" } });
  });

  test("is put away with an offer that is gone", () => {
    const gone = look(tried, sight([], { now: after(1) }));
    expect(cardOf(look(gone, sight([], { now: after(60) })))).toBeDefined();
    expect(cardOf(dismiss(gone, "o1"))).toBeUndefined();
  });
});

test("the accept key takes the offer that ends first and is not under way", () => {
  const second = task({
    id: "t2",
    mediaState: "RESERVED",
    agentId: "ana",
    offer: { ...pending, id: "o2", expiresAt: after(10) },
  });
  const book = seen(sight([ringing, second]));
  expect(nextToAnswer(book)?.offer.id).toBe("o2");
  expect(nextToAnswer(answering(book, "o2", noon))?.offer.id).toBe("o1");
  expect(nextToAnswer(emptyBook)).toBeNull();
});

test("the same sight gives the same book, so that nothing renders for nothing", () => {
  const book = seen(sight([ringing]));
  expect(look(book, sight([ringing], { now: after(3) }))).toBe(book);
});
