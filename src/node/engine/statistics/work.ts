import type { Interaction } from "../../../domain/interaction.ts";
import { intervalOf } from "../../../domain/measures/interval.ts";
import {
  type OfferEnd,
  type OfferEndCounters,
  addOfferEnds,
  countOfferEnd,
  noOfferEnds,
} from "../../../domain/measures/offer-ends.ts";
import { type OfferTable, type TaskEnd, countTask } from "../../../domain/measures/offer-table.ts";
import {
  type HandledCounters,
  addHandled,
  noneHandled,
} from "../../../domain/measures/queue-counters.ts";
import type { EndedOffer } from "../../../domain/offer.ts";
import { isListening } from "../../../domain/participation.ts";
import type { ActiveTask, OpenTask, Task, WrapUpTask } from "../../../domain/task.ts";
import type { Draft } from "../draft.ts";
import { isCustomersOwn } from "./entries.ts";
import { countAgent, countQueue } from "./rows.ts";

/** What the tasks of a decision tell of work: offers that ended, talk that ended, work that was finished. */
export function countWork(draft: Draft): void {
  for (const item of Array.from(draft.written())) {
    if (item.kind !== "TASK") continue;
    const after = item.entity;
    const before = draft.taskBefore(after.id);
    if (before?.state === after.state) continue;
    if (before !== undefined && before.state !== "QUEUED" && before.state !== "CLOSED")
      add(draft, before, {
        ...offerEnd(draft, before, after),
        ...talk(draft, before, after),
        ...handled(draft, before, after),
      });
    else countBrief(draft, after);
    countTableEnd(draft, before, after);
  }
}

/** Offered and called off within one decision: what was queued behind another offer, whose asker has just left. */
function countBrief(draft: Draft, after: Task): void {
  if (after.state !== "CLOSED" || after.offer === null || after.agentId === null) return;
  const { agentId, queueId, mrdId } = after;
  const ended = countOfferEnd(noOfferEnds, { end: endOf(after.offer), ringMs: 0 });
  add(draft, { agentId, queueId, mrdId }, ended);
}

type HeldTask = Exclude<OpenTask, { state: "QUEUED" }>;
type Sums = OfferEndCounters & HandledCounters;
const nothing: Sums = { ...noOfferEnds, ...noneHandled };

/** Offers and finished work stand with the queue, the agent, and the agent by medium. */
function add(
  draft: Draft,
  { queueId, agentId, mrdId }: Pick<HeldTask, "queueId" | "agentId" | "mrdId">,
  some: Partial<Sums>,
): void {
  const more: Sums = { ...nothing, ...some };
  if (!Object.values(more).some((count) => count !== 0)) return;
  const sums = (counters: Sums): Sums => ({
    ...addOfferEnds(counters, more),
    ...addHandled(counters, more),
  });
  countQueue(draft, queueId, (row) => ({
    ...row,
    counters: { ...row.counters, ...sums(row.counters) },
  }));
  countAgent(draft, { agentId, from: intervalOf(draft.now) }, (row) => ({
    ...row,
    counters: { ...row.counters, ...sums(row.counters) },
    byMrd: { ...row.byMrd, [mrdId]: sums(row.byMrd[mrdId] ?? nothing) },
  }));
}

function offerEnd(draft: Draft, before: HeldTask, after: Task): OfferEndCounters | null {
  if (before.state !== "RESERVED" || after.state === "QUEUED" || after.state === "RESERVED")
    return null;
  if (after.offer === null || after.offer.id !== before.offer.id) return null;
  const end = endOf(after.offer);
  const ringMs = Math.max(0, draft.now - before.offer.createdAt);
  return countOfferEnd(noOfferEnds, { end, ringMs });
}

const withdrawals: ReadonlySet<string> = new Set([
  "AGENT_UNREACHABLE",
  "LOCKED",
  "SUSPENDED",
  "NODE_DOWN",
]);

function endOf(offer: EndedOffer): OfferEnd {
  switch (offer.state) {
    case "ACCEPTED":
      return "ACCEPTED";
    case "REJECTED":
      return "DECLINED";
    case "TIMEOUT":
      return "RONA";
    case "CANCELED":
      return withdrawals.has(offer.cancelReason) ? "WITHDRAWN" : "CANCELED";
  }
}

/** The conversation is over for this agent: what of it was talk, and what stood still. */
function talk(draft: Draft, before: HeldTask, after: Task): Partial<Sums> | null {
  if (before.state !== "ACTIVE" || isListening(before) || after.state === "ACTIVE") return null;
  const activeMs = Math.max(0, draft.now - before.answeredAt);
  const holdMs = Math.min(activeMs, heldMs(draft, before));
  return { talkMs: activeMs - holdMs, holdMs };
}

function heldMs(draft: Draft, { interactionId }: ActiveTask): number {
  const interaction: Interaction | undefined = draft.interactionBefore(interactionId);
  if (interaction === undefined) return 0;
  const { held, heldMs: earlier } = interaction.clocks;
  return earlier + (held === null ? 0 : draft.now - held.since);
}

/** Finished or passed on, once the wrap-up is over. */
function handled(draft: Draft, before: HeldTask, after: Task): Partial<Sums> | null {
  if (after.state !== "CLOSED" || before.state === "RESERVED") return null;
  if (before.state === "ACTIVE" && before.role !== "PRIMARY") return null;
  // Who was brought in while listening has another direction by then.
  if (before.direction === "SILENT_MONITOR") return null;
  return {
    handled: after.reason === "DONE" ? 1 : 0,
    transferred: after.reason === "TRANSFERRED" ? 1 : 0,
    wrapUpMs: wrapUpMs(draft, before),
  };
}

/** The line of the vendor's own table (domain.md 1.8). */
function countTableEnd(draft: Draft, before: Task | undefined, after: Task): void {
  const end = tableEnd(draft, before, after);
  if (end === null || !isCustomersOwn(after)) return;
  const { thresholdSec } = draft.queue(after.queueId).serviceLevel;
  countQueue(draft, after.queueId, (row) => ({
    ...row,
    table: countTask(row.table satisfies OfferTable, end, thresholdSec),
  }));
}

function wrapUpMs(draft: Draft, before: ActiveTask | WrapUpTask): number {
  return before.state === "WRAP_UP" ? Math.max(0, draft.now - before.wrapUpStartedAt) : 0;
}

/** How a task left the queue, as the vendor counts it: every task is an offer of its own. */
function tableEnd(draft: Draft, before: Task | undefined, after: Task): TaskEnd | null {
  const waited = before === undefined || before.state === "QUEUED" || before.state === "RESERVED";
  if (!waited) return null;
  const afterMs = draft.now - after.enqueuedAt;
  if (after.state === "ACTIVE") return before === undefined ? null : { end: "ACCEPTED", afterMs };
  if (after.state !== "CLOSED") return null;
  switch (after.reason) {
    case "RONA":
      return { end: "RONA", afterMs };
    case "NO_AGENT_AVAILABLE":
      return { end: "NO_AGENT_AVAILABLE" };
    case "CANCELLED":
      return before?.state === "RESERVED"
        ? { end: "ABANDONED_RESERVED", reservedAfterMs: before.offer.createdAt - after.enqueuedAt }
        : { end: "ABANDONED_IN_QUEUE", afterMs };
    default:
      return null;
  }
}
