import type { OpenHours } from "./calendar.ts";
import type { ActiveInteraction, Clocks } from "./interaction.ts";
import { type Mrd, type Queue, type QueueRouting, rulesOf } from "./queue.ts";
import { type Term, deadlineIn, reckonAnew } from "./queue-clock.ts";
import type { ActiveTask, QueuedTask, ReservedTask } from "./task.ts";
import { type Instant, NEVER } from "./time.ts";
import { type Wait, stepSec } from "./wait.ts";

/** All that the clocks of one queue are reckoned from. */
export interface Terms {
  readonly hours: OpenHours;
  readonly routing: QueueRouting;
  readonly requestTtlSec: number;
  readonly thresholdSec: number;
}

/** Settings before and after a change. */
export interface Change {
  readonly was: Terms;
  readonly is: Terms;
}

export function termsOf(queue: Queue, mrd: Mrd, hours: OpenHours): Terms {
  const { requestTtlSec } = rulesOf(queue, mrd);
  const { routing, serviceLevel } = queue;
  return { hours, routing, requestTtlSec, thresholdSec: serviceLevel.thresholdSec };
}

/** Every time of a queue's settings by which something that waits may come due. */
function timesOf({ routing, requestTtlSec, thresholdSec }: Terms): readonly (number | null)[] {
  return [
    requestTtlSec,
    thresholdSec,
    routing.maxWait?.sec ?? null,
    routing.staleAfterSec,
    routing.lastAgent?.holdSec ?? null,
    routing.responseSla?.sec ?? null,
    routing.firstReply?.sec ?? null,
    routing.inactivitySec,
    ...routing.steps.map(({ timeoutSec }) => timeoutSec),
  ];
}

/** Whether a change of settings moves any deadline of what waits. */
export function movesDeadlines({ was, is }: Change): boolean {
  return was.hours !== is.hours || timesOf(was).join() !== timesOf(is).join();
}

type Timed = { readonly startedAt: Instant; readonly dueAt: Instant };
/** One deadline anew, by the term that the settings give it before and after. */
type Anew = (clock: Timed, secOf: (terms: Terms) => number | null) => Instant;

function anewAt({ was, is }: Change, now: Instant): Anew {
  const termIn = (terms: Terms, sec: number | null): Term => ({ hours: terms.hours, sec });
  return (clock, secOf) =>
    reckonAnew(clock, { was: termIn(was, secOf(was)), is: termIn(is, secOf(is)) }, now);
}

export interface WaitingFacts {
  readonly now: Instant;
  readonly lastCustomerAt: Instant;
  /** How long the workflow's target lasts, before and after; null where none is timed. */
  readonly targetSec: { readonly was: number | null; readonly is: number | null };
}

/** A request that waits or rings, under changed settings: what was used of each of its times stays used. */
export function waitingAnew<T extends QueuedTask | ReservedTask | ActiveTask>(
  task: T,
  change: Change,
  facts: WaitingFacts,
): T {
  const { now } = facts;
  const anew = anewAt(change, now);
  const { wait, firstEnqueuedAt } = task;
  const startedAt = wait.queueEnteredAt;
  const steps = stepsAnew(wait, change, anew);
  const staleFrom = { startedAt: facts.lastCustomerAt, dueAt: wait.staleAt };
  const { lastAgent, route } = wait;
  const isGiven = isQueuesOwn(task, change.was);
  return {
    ...task,
    requestExpiresAt: anew({ startedAt: firstEnqueuedAt, dueAt: task.requestExpiresAt }, (terms) =>
      // What a program or an earlier queue gave stays as long as it was; only the hours are this queue's.
      isGiven ? terms.requestTtlSec : change.was.requestTtlSec,
    ),
    slaDueAt: anew({ startedAt, dueAt: task.slaDueAt }, ({ thresholdSec }) => thresholdSec),
    wait: {
      ...wait,
      ...steps,
      maxWaitAt: anew(
        { startedAt, dueAt: wait.maxWaitAt },
        ({ routing }) => routing.maxWait?.sec ?? null,
      ),
      staleAt: anew(staleFrom, ({ routing }) => routing.staleAfterSec),
      lastAgent: lastAgent && {
        ...lastAgent,
        heldUntil: anew(
          { startedAt, dueAt: lastAgent.heldUntil },
          ({ routing }) => routing.lastAgent?.holdSec ?? null,
        ),
      },
      route: route && {
        ...route,
        targetDueAt: anew({ startedAt, dueAt: route.targetDueAt }, (terms) =>
          terms === change.is ? facts.targetSec.is : facts.targetSec.was,
        ),
      },
    },
  };
}

/** Whether the queue gave this request its time, and not whoever brought it. */
function isQueuesOwn(
  { firstEnqueuedAt, requestExpiresAt }: Pick<QueuedTask, "firstEnqueuedAt" | "requestExpiresAt">,
  was: Terms,
) {
  return requestExpiresAt === deadlineIn(was.hours, firstEnqueuedAt, was.requestTtlSec);
}

/** The step that is open stays open, unless there are no longer so many. */
function stepsAnew(wait: Wait, { was, is }: Change, anew: Anew): Pick<Wait, "step" | "stepDueAt"> {
  const last = Math.max(0, is.routing.steps.length - 1);
  const step = Math.min(wait.step, last);
  const before = was.routing.steps
    .slice(0, wait.step)
    .reduce((sum, { timeoutSec }) => sum + timeoutSec, 0);
  const startedAt = deadlineIn(was.hours, wait.queueEnteredAt, before);
  const clock = { startedAt, dueAt: wait.stepDueAt };
  return { step, stepDueAt: anew(clock, ({ routing }) => stepSec(routing, step)) };
}

/** A conversation's clocks under changed settings of the queue whose agent serves it. */
export function clocksAnew(
  interaction: Pick<ActiveInteraction, "clocks" | "answers" | "lastLineBy" | "lastMessageAt">,
  { change, task, now: present }: { change: Change; task: ActiveTask; now: Instant },
): Pick<ActiveInteraction, "clocks" | "answers"> {
  const { clocks, answers } = interaction;
  // On hold its clocks stand where they stood when it began.
  const now = clocks.held === null ? present : clocks.held.since;
  const anew = anewAt(change, now);
  const responseSec = ({ routing }: Terms) => routing.responseSla?.sec ?? null;
  const firstSec = ({ routing }: Terms) => routing.firstReply?.sec ?? null;
  const response = clocks.response && {
    ...clocks.response,
    dueAt: anew(clocks.response, responseSec),
  };
  const owesFirst = clocks.firstReplyDueAt !== NEVER;
  const from = Math.max(task.answeredAt, interaction.lastMessageAt);
  const silent = { startedAt: from, dueAt: clocks.inactiveAt };
  const inactiveAt =
    interaction.lastLineBy === "CUSTOMER"
      ? NEVER
      : anew(silent, ({ routing }) => routing.inactivitySec);
  const anewClocks: Clocks = {
    ...clocks,
    // A promise that is no longer made is owed no more.
    response: response?.dueAt === NEVER && responseSec(change.is) === null ? null : response,
    firstReplyDueAt: owesFirst
      ? anew({ startedAt: task.answeredAt, dueAt: clocks.firstReplyDueAt }, firstSec)
      : NEVER,
    inactiveAt,
  };
  return { clocks: anewClocks, answers: { ...answers, dueAt: promisedAnew() } };

  /** Of the wait that goes on, where its promise is this queue's; one that is broken stays broken when it was. */
  function promisedAnew(): Instant {
    if (answers.dueAt === NEVER || answers.dueAt <= now) return answers.dueAt;
    const startedAt = clocks.response?.startedAt ?? task.answeredAt;
    const sec = responseSec(change.was) === null ? firstSec : responseSec;
    if (sec(change.was) === null) return answers.dueAt;
    return anew({ startedAt, dueAt: answers.dueAt }, sec);
  }
}

/** How many of a waiting request's deadlines stand at another instant than before. */
export function movedInWait(before: Promised, after: Promised): number {
  const all = ({ requestExpiresAt, slaDueAt, wait }: Promised) => [
    requestExpiresAt,
    slaDueAt,
    wait.maxWaitAt,
    wait.staleAt,
    wait.stepDueAt,
    wait.lastAgent?.heldUntil ?? NEVER,
    wait.route?.targetDueAt ?? NEVER,
  ];
  return differences(all(before), all(after));
}

type Promised = Pick<QueuedTask, "requestExpiresAt" | "slaDueAt" | "wait">;

/** How many of a conversation's deadlines stand at another instant than before. */
export function movedClocks(
  before: Pick<ActiveInteraction, "clocks">,
  after: Pick<ActiveInteraction, "clocks">,
): number {
  const all = ({ clocks }: Pick<ActiveInteraction, "clocks">) => [
    clocks.response?.dueAt ?? NEVER,
    clocks.firstReplyDueAt,
    clocks.inactiveAt,
  ];
  return differences(all(before), all(after));
}

function differences(before: readonly Instant[], after: readonly Instant[]): number {
  return before.filter((instant, at) => instant !== after[at]).length;
}
