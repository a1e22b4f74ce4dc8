import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AgentId, type TaskId, brand } from "../../src/domain/id.ts";
import {
  type AgentCounters,
  addAgentCounters,
  countAgentHandled,
  countAgentOffer,
  countAgentTime,
  emptyAgentCounters,
} from "../../src/domain/measures/agent-counters.ts";
import { countAnswer } from "../../src/domain/measures/answer-counters.ts";
import { WAIT_EDGES_MS } from "../../src/domain/measures/histogram.ts";
import { INTERVAL_MS, partsByInterval } from "../../src/domain/measures/interval.ts";
import {
  averageAnswerMs,
  offered,
  occupancy,
  waitPercentileMs,
} from "../../src/domain/measures/measure.ts";
import {
  type QueueCounters,
  addQueueCounters,
  countAbandoned,
  countAnswered,
  countFlowedOut,
  countFlushed,
  countNoAgent,
  countQueueHandled,
  countQueueOffer,
  emptyQueueCounters,
} from "../../src/domain/measures/queue-counters.ts";
import {
  type Segment,
  type SegmentEvent,
  segmentTimes,
  segmentsOf,
} from "../../src/domain/measures/segment.ts";
import { serviceLevel } from "../../src/domain/service-level.ts";

const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);
const numRuns = 1_000;

const ms = fc.oneof(fc.nat(30_000), fc.nat(100_000_000), fc.constantFrom(4_999, 5_000, 20_000));
const offerEnd = fc.constantFrom("ACCEPTED", "DECLINED", "RONA", "WITHDRAWN", "CANCELED");
const handled = fc.record({
  reason: fc.constantFrom("DONE", "TRANSFERRED"),
  talkMs: ms,
  holdMs: ms,
  wrapUpMs: ms,
});

const answer = fc.record({
  kind: fc.constantFrom("FIRST", "NEXT"),
  waitedMs: ms,
  inTime: fc.constantFrom(true, false, null),
});

const queueFact = fc.oneof(
  fc.record({ fact: fc.constant("ANSWERED"), waitedMs: ms }),
  fc.record({ fact: fc.constant("ABANDONED"), waitedMs: ms }),
  fc.record({ fact: fc.constantFrom("NO_AGENT", "FLOWED_OUT", "FLUSHED") }),
  fc.record({ fact: fc.constant("OFFER"), end: offerEnd, ringMs: ms }),
  fc.record({ fact: fc.constant("HANDLED"), work: handled }),
  fc.record({ fact: fc.constant("WORD"), answer }),
);
type QueueFact = typeof queueFact extends fc.Arbitrary<infer T> ? T : never;

const rule = { thresholdSec: 20, shortAbandonSec: 5 };

function countFact(counters: QueueCounters, fact: QueueFact): QueueCounters {
  if ("answer" in fact) return { ...counters, ...countAnswer(counters, fact.answer) };
  if ("work" in fact) return countQueueHandled(counters, fact.work);
  if ("end" in fact) return countQueueOffer(counters, fact);
  if ("waitedMs" in fact)
    return fact.fact === "ANSWERED"
      ? countAnswered(counters, { ...fact, ...rule })
      : countAbandoned(counters, { ...fact, ...rule });
  if (fact.fact === "NO_AGENT") return countNoAgent(counters);
  return fact.fact === "FLOWED_OUT" ? countFlowedOut(counters) : countFlushed(counters);
}

const counted = (facts: readonly QueueFact[]): QueueCounters =>
  facts.reduce(countFact, emptyQueueCounters);

/** The same numbers from the list of facts, each by a pass of its own. */
function recounted(facts: readonly QueueFact[]): QueueCounters {
  const waits = (of: string) =>
    facts.flatMap((fact) => ("waitedMs" in fact && fact.fact === of ? [fact.waitedMs] : []));
  const sum = (numbers: readonly number[]) => numbers.reduce((left, right) => left + right, 0);
  const some = (is: (fact: QueueFact) => boolean) => facts.filter(is).length;
  const ended = (end: string) => some((fact) => "end" in fact && fact.end === end);
  const worked = facts.flatMap((fact) => ("work" in fact ? [fact.work] : []));
  const answers = waits("ANSWERED");
  const words = (kind: string) =>
    facts.flatMap((fact) => ("answer" in fact && fact.answer.kind === kind ? [fact.answer] : []));
  const [first, next] = [words("FIRST"), words("NEXT")];
  const gaveUp = waits("ABANDONED");
  return {
    answered: answers.length,
    answeredWithin: answers.filter((wait) => wait <= 20_000).length,
    abandoned: gaveUp.length,
    abandonedWithin: gaveUp.filter((wait) => wait <= 20_000).length,
    abandonedShort: gaveUp.filter((wait) => wait < 5_000).length,
    abandonedEarly: gaveUp.filter((wait) => wait <= 20_000).length,
    noAgent: some(({ fact }) => fact === "NO_AGENT"),
    flowedOut: some(({ fact }) => fact === "FLOWED_OUT"),
    flushed: some(({ fact }) => fact === "FLUSHED"),
    answerWaitMs: sum(answers),
    abandonWaitMs: sum(gaveUp),
    shortestWaitMs: answers.length === 0 ? null : Math.min(...answers),
    longestWaitMs: answers.length === 0 ? null : Math.max(...answers),
    waits: [...WAIT_EDGES_MS, Number.POSITIVE_INFINITY].map(
      (edge, at, edges) =>
        answers.filter((wait) => wait <= edge && wait > (edges[at - 1] ?? -1)).length,
    ),
    offers: some(({ fact }) => fact === "OFFER"),
    accepted: ended("ACCEPTED"),
    declined: ended("DECLINED"),
    rona: ended("RONA"),
    withdrawn: ended("WITHDRAWN"),
    canceled: ended("CANCELED"),
    ringMs: sum(facts.flatMap((fact) => ("ringMs" in fact ? [fact.ringMs] : []))),
    handled: worked.filter(({ reason }) => reason === "DONE").length,
    transferred: worked.filter(({ reason }) => reason === "TRANSFERRED").length,
    talkMs: sum(worked.map(({ talkMs }) => talkMs)),
    holdMs: sum(worked.map(({ holdMs }) => holdMs)),
    wrapUpMs: sum(worked.map(({ wrapUpMs }) => wrapUpMs)),
    firstAnswers: first.length,
    firstAnswersInTime: first.filter(({ inTime }) => inTime === true).length,
    firstAnswersLate: first.filter(({ inTime }) => inTime === false).length,
    firstAnswerMs: sum(first.map(({ waitedMs }) => waitedMs)),
    nextAnswers: next.length,
    nextAnswersInTime: next.filter(({ inTime }) => inTime === true).length,
    nextAnswersLate: next.filter(({ inTime }) => inTime === false).length,
    nextAnswerMs: sum(next.map(({ waitedMs }) => waitedMs)),
  };
}

const queueFacts = fc.array(queueFact, { maxLength: 40 });

describe(`a queue's counters (seed ${seed}, ${numRuns} runs)`, () => {
  test("kept fact by fact are those of a recount", () => {
    fc.assert(
      fc.property(queueFacts, (facts) => {
        expect(counted(facts)).toEqual(recounted(facts));
      }),
      { numRuns, seed },
    );
  });

  test("are the same in whatever intervals the facts fell, and in whatever order these are added", () => {
    fc.assert(
      fc.property(queueFacts, queueFacts, queueFacts, (first, second, third) => {
        const [a, b, c] = [counted(first), counted(second), counted(third)];
        const all = counted([...first, ...second, ...third]);
        expect(addQueueCounters(addQueueCounters(a, b), c)).toEqual(all);
        expect(addQueueCounters(a, addQueueCounters(b, c))).toEqual(all);
        expect(addQueueCounters(c, addQueueCounters(b, a))).toEqual(all);
        expect(addQueueCounters(emptyQueueCounters, a)).toEqual(a);
      }),
      { numRuns, seed },
    );
  });

  test("give measures that are possible: no share above one, no percentile below a smaller one", () => {
    fc.assert(
      fc.property(queueFacts, (facts) => {
        const counters = counted(facts);
        for (const type of [1, 2, 3] as const)
          for (const includeFlowOuts of [true, false]) {
            const level = serviceLevel(counters, { type, includeFlowOuts });
            if (level === null) continue;
            expect(level.denominator).toBeGreaterThan(0);
            expect(level.denominator).toBeLessThanOrEqual(offered(counters));
            expect(level.numerator).toBeLessThanOrEqual(level.denominator);
          }
        const percentiles = [1, 50, 90, 100].map((percent) => waitPercentileMs(counters, percent));
        if (counters.longestWaitMs === null) expect(percentiles).toEqual([null, null, null, null]);
        else expect(percentiles.at(-1)).toBe(counters.longestWaitMs);
        expect(percentiles.toSorted((left, right) => (left ?? 0) - (right ?? 0))).toEqual(
          percentiles,
        );
        const mean = averageAnswerMs(counters);
        if (mean !== null) {
          expect(mean).toBeGreaterThanOrEqual(counters.shortestWaitMs ?? Number.NaN);
          expect(mean).toBeLessThanOrEqual(counters.longestWaitMs ?? Number.NaN);
        }
      }),
      { numRuns, seed },
    );
  });
});

const agentFact = fc.oneof(
  fc.record({ end: offerEnd, ringMs: ms }),
  handled,
  fc.record({ answer }),
  fc.record({
    spent: fc.constantFrom("READY", "NOT_READY", "BUSY"),
    from: fc.nat(2_000_000),
    lasted: fc.nat(2_000_000),
  }),
);
type AgentFact = typeof agentFact extends fc.Arbitrary<infer T> ? T : never;

/** Each interval's counters, as a node keeps them. */
function byInterval(facts: readonly AgentFact[]): ReadonlyMap<number, AgentCounters> {
  const kept = new Map<number, AgentCounters>();
  const change = (interval: number, to: (before: AgentCounters) => AgentCounters) =>
    kept.set(interval, to(kept.get(interval) ?? emptyAgentCounters));
  for (const fact of facts)
    if ("end" in fact) change(0, (before) => countAgentOffer(before, fact));
    else if ("reason" in fact) change(0, (before) => countAgentHandled(before, fact));
    else if ("answer" in fact)
      change(0, (before) => ({ ...before, ...countAnswer(before, fact.answer) }));
    else
      for (const { interval, ms } of partsByInterval(fact.from, fact.from + fact.lasted))
        change(interval, (before) => countAgentTime(before, { spent: fact.spent, ms }));
  return kept;
}

describe(`an agent's counters (seed ${seed}, ${numRuns} runs)`, () => {
  test("add up over intervals to what a recount finds, in either order", () => {
    fc.assert(
      fc.property(fc.array(agentFact, { maxLength: 30 }), (facts) => {
        const kept = [...byInterval(facts).values()];
        const total = kept.reduce(addAgentCounters, emptyAgentCounters);
        expect(kept.toReversed().reduce(addAgentCounters, emptyAgentCounters)).toEqual(total);
        const sum = (of: (fact: AgentFact) => number) =>
          facts.reduce((before, fact) => before + of(fact), 0);
        const spent = (as: string) =>
          sum((fact) => ("spent" in fact && fact.spent === as ? fact.lasted : 0));
        const ended = (as: string) => sum((fact) => ("end" in fact && fact.end === as ? 1 : 0));
        const worked = (as: string) =>
          sum((fact) => ("reason" in fact && fact.reason === as ? 1 : 0));
        const words = (kind: string, is: (inTime: boolean | null) => boolean = () => true) =>
          facts.flatMap((fact) =>
            "answer" in fact && fact.answer.kind === kind && is(fact.answer.inTime)
              ? [fact.answer.waitedMs]
              : [],
          );
        const added = (waits: readonly number[]) => waits.reduce((all, wait) => all + wait, 0);
        const [readyMs, notReadyMs, busyMs] = [spent("READY"), spent("NOT_READY"), spent("BUSY")];
        expect(total).toEqual({
          readyMs,
          notReadyMs,
          busyMs,
          loggedInMs: readyMs + notReadyMs + busyMs,
          offers: sum((fact) => ("end" in fact ? 1 : 0)),
          accepted: ended("ACCEPTED"),
          declined: ended("DECLINED"),
          rona: ended("RONA"),
          withdrawn: ended("WITHDRAWN"),
          canceled: ended("CANCELED"),
          ringMs: sum((fact) => ("end" in fact ? fact.ringMs : 0)),
          handled: worked("DONE"),
          transferred: worked("TRANSFERRED"),
          talkMs: sum((fact) => ("reason" in fact ? fact.talkMs : 0)),
          holdMs: sum((fact) => ("reason" in fact ? fact.holdMs : 0)),
          wrapUpMs: sum((fact) => ("reason" in fact ? fact.wrapUpMs : 0)),
          firstAnswers: words("FIRST").length,
          firstAnswersInTime: words("FIRST", (inTime) => inTime === true).length,
          firstAnswersLate: words("FIRST", (inTime) => inTime === false).length,
          firstAnswerMs: added(words("FIRST")),
          nextAnswers: words("NEXT").length,
          nextAnswersInTime: words("NEXT", (inTime) => inTime === true).length,
          nextAnswersLate: words("NEXT", (inTime) => inTime === false).length,
          nextAnswerMs: added(words("NEXT")),
        });
        const occupied = occupancy(total);
        if (occupied !== null) expect(occupied.numerator).toBeLessThanOrEqual(occupied.denominator);
      }),
      { numRuns, seed },
    );
  });

  test("put no more time into an interval than it has", () => {
    fc.assert(
      fc.property(fc.nat(9_000_000), fc.nat(9_000_000), (from, lasted) => {
        const parts = partsByInterval(from, from + lasted);
        expect(parts.reduce((sum, { ms }) => sum + ms, 0)).toBe(lasted);
        expect(parts.every(({ ms }) => ms > 0 && ms <= INTERVAL_MS)).toBe(true);
        expect(new Set(parts.map(({ interval }) => interval)).size).toBe(parts.length);
      }),
      { numRuns, seed },
    );
  });
});

/** One task's life as its steps: how long each lasts, and what then happens where more than one thing may. */
const life = fc.record({
  begins: fc.nat(40),
  owner: fc.constantFrom("ana", "ben").map((name) => brand<AgentId>(name)),
  steps: fc.array(fc.record({ lasts: fc.nat(20), choice: fc.nat(9) }), { maxLength: 9 }),
});
type Life = typeof life extends fc.Arbitrary<infer T> ? T : never;

const choices: Readonly<Record<SegmentEvent["event"], readonly SegmentEvent["event"][]>> = {
  QUEUED: ["RINGING", "RINGING", "CONNECTED", "ENDED"],
  RINGING: ["CONNECTED", "CONNECTED", "ENDED"],
  CONNECTED: ["HELD", "WRAP_UP_STARTED", "ENDED"],
  HELD: ["RESUMED", "WRAP_UP_STARTED", "ENDED"],
  RESUMED: ["HELD", "WRAP_UP_STARTED", "ENDED"],
  WRAP_UP_STARTED: ["ENDED"],
  ENDED: [],
};

function eventsOf({ begins, owner: ownerId, steps }: Life, index: number): SegmentEvent[] {
  const taskId = brand<TaskId>(`t${index}`);
  const first: SegmentEvent = { taskId, at: begins, event: "QUEUED" };
  const events: SegmentEvent[] = [first];
  for (const { lasts, choice } of steps) {
    const before: SegmentEvent = events.at(-1) ?? first;
    const next: readonly SegmentEvent["event"][] = choices[before.event];
    const event = next[choice % Math.max(1, next.length)];
    if (event === undefined) break;
    const at = before.at + lasts;
    if (event === "RINGING" || event === "CONNECTED") events.push({ taskId, at, event, ownerId });
    else events.push({ taskId, at, event });
  }
  return events;
}

const lastsAt = ({ from, to }: Segment, at: number) => from <= at && (to === null || at < to);

/** What a task is doing at an instant, from its own events alone. */
function doing(events: readonly SegmentEvent[], at: number): SegmentEvent["event"] | undefined {
  return events.findLast((event) => event.at <= at)?.event;
}

describe(`the segments of an interaction (I7, seed ${seed}, ${numRuns} runs)`, () => {
  const lives = fc.array(life, { minLength: 1, maxLength: 4 });

  test("never overlap for one owner, leave out no time of anybody, and are of a kind that was going on", () => {
    fc.assert(
      fc.property(lives, (all) => {
        const tracks = all.map(eventsOf);
        const segments = segmentsOf(tracks.flat().toSorted((left, right) => left.at - right.at));
        for (let at = 0; at < 260; at += 1)
          for (const owner of [brand<AgentId>("ana"), brand<AgentId>("ben")]) {
            const now = segments.filter((each) => each.ownerId === owner && lastsAt(each, at));
            const going = tracks.filter(
              (track, task) =>
                all[task]?.owner === owner &&
                !["QUEUED", "ENDED", undefined].includes(doing(track, at)),
            );
            expect([at, now.length]).toEqual([at, going.length === 0 ? 0 : 1]);
          }
        for (const { taskId, from, kind } of segments)
          expect(kind).toBe(
            {
              QUEUED: "QUEUE",
              RINGING: "RING",
              CONNECTED: "TALK",
              HELD: "HOLD",
              RESUMED: "TALK",
              WRAP_UP_STARTED: "WRAP_UP",
              ENDED: "",
            }[
              doing(
                tracks.flat().filter((event) => event.taskId === taskId),
                from,
              ) ?? "ENDED"
            ],
          );
      }),
      { numRuns: 250, seed },
    );
  });

  test("of one task are its whole life without a gap", () => {
    fc.assert(
      fc.property(life, (one) => {
        const events = eventsOf(one, 0);
        const segments = segmentsOf(events);
        const end = events.at(-1);
        const isOver = end?.event === "ENDED";
        const now = (end?.at ?? 0) + (isOver ? 0 : 7);
        const times = Object.values(segmentTimes(segments, now));
        expect(times.reduce((sum, each) => sum + each)).toBe(now - one.begins);
        segments.forEach(({ index, from, to }, at) => {
          expect(index).toBe(at);
          expect(to ?? now).toBeGreaterThan(from - 1);
          if (at > 0) expect(from).toBe(segments[at - 1]?.to);
        });
      }),
      { numRuns, seed },
    );
  });
});
