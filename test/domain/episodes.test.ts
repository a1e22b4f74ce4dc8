import { describe, expect, test } from "vitest";
import { type InteractionId, brand } from "../../src/domain/id.ts";
import {
  closeIntervention,
  countComment,
  countReply,
  openIntervention,
  reassignIntervention,
} from "../../src/domain/intervention.ts";
import { withReceipt } from "../../src/domain/offer.ts";
import { rulesOf } from "../../src/domain/queue.ts";
import { beginEpisode, endEpisode, openThread } from "../../src/domain/thread.ts";
import { NEVER, deadlineAfter } from "../../src/domain/time.ts";
import { after, ana, ben, chatMrd, noWrapUp, noon, reserved, supportQueue } from "./sample.ts";

const i1 = brand<InteractionId>("i1");
const thread = openThread(
  { id: brand("thread"), sourceId: brand("web"), customerId: brand("kim") },
  noon,
);

describe("a thread", () => {
  test("begins without an episode, has one while it is talked about, and remembers the last", () => {
    expect(thread).toMatchObject({ state: "OPEN", interactionId: null, lastInteractionId: null });
    const begun = beginEpisode(thread, i1, after(1_000));
    expect(begun).toMatchObject({
      interactionId: i1,
      lastInteractionId: i1,
      lastMessageAt: after(1_000),
    });
    expect(endEpisode(begun, i1, false)).toMatchObject({
      state: "OPEN",
      interactionId: null,
      lastInteractionId: i1,
    });
  });

  test("goes back to the older episode when one begun beside it is completed", () => {
    const both = beginEpisode(beginEpisode(thread, i1, noon), brand("i2"), after(1_000));
    expect(both.interactionId).toBe("i2");
    expect(endEpisode(both, brand("i2"), true)).toMatchObject({ interactionId: i1, state: "OPEN" });
  });

  test("of a session ends with its episode", () => {
    expect(endEpisode(beginEpisode(thread, i1, noon), i1, true).state).toBe("CLOSED");
  });
});

describe("an intervention", () => {
  const parts = { id: brand("v1"), interactionId: i1, threadId: thread.id, agentId: ana } as const;
  const opened = openIntervention(parts as never, noon);

  test("counts replies and comments, and keeps when the first reply came", () => {
    const twice = countReply(countReply(countComment(opened), after(2_000)), after(9_000));
    expect(twice).toMatchObject({ repliesCount: 2, commentsCount: 1, firstReplyAt: after(2_000) });
  });

  test("begins a segment with every agent who takes it over, not with the same one again", () => {
    const taken = reassignIntervention(opened, ben);
    expect(taken).toMatchObject({ agentId: ben, segmentIndex: 1 });
    expect(reassignIntervention(taken, ben)).toBe(taken);
  });

  test("is closed by somebody at some time", () => {
    expect(closeIntervention(opened, "ana", after(9_000))).toMatchObject({
      state: "CLOSED",
      closedBy: "ana",
      closedAt: after(9_000),
    });
  });
});

describe("a receipt of an offer", () => {
  test("counts once: the first of each stage", () => {
    const { offer } = reserved();
    const shown = withReceipt(withReceipt(offer, "SENT", after(10)), "SHOWN", after(300));
    expect(shown).toMatchObject({ sentAt: after(10), receivedAt: null, shownAt: after(300) });
    expect(withReceipt(shown, "SHOWN", after(900))).toBe(shown);
    expect(withReceipt(shown, "RECEIVED", after(900)).receivedAt).toBe(after(900));
  });
});

describe("a queue's rules", () => {
  test("are its own where it has them, else the MRD's", () => {
    const { offerSec, requestTtlSec, wrapUp } = chatMrd;
    expect(rulesOf(supportQueue, chatMrd)).toEqual({ offerSec, requestTtlSec, wrapUp });
    const own = { ...supportQueue, offerSec: 5, requestTtlSec: 6, wrapUp: noWrapUp };
    expect(rulesOf(own, chatMrd)).toEqual({ offerSec: 5, requestTtlSec: 6, wrapUp: noWrapUp });
  });

  test("without a number of seconds mean no deadline", () => {
    expect(deadlineAfter(noon, 20)).toBe(after(20_000));
    expect(deadlineAfter(noon, 0)).toBe(noon);
    expect(deadlineAfter(noon, null)).toBe(NEVER);
  });
});
