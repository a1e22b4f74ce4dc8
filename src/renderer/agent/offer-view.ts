import { unreachable } from "../../domain/assert.ts";
import type { Assignment } from "../../domain/offer.ts";
import type { AgentRow } from "../../protocol/rows/other-rows.ts";
import type { TaskRow } from "../../protocol/rows/task-row.ts";
import { refusalWords } from "../app/refusal-words.ts";
import type { DeclinePolicy, OfferFacts, OfferState } from "../parts/offer/offer.ts";
import { clockTime, exactClockTime } from "../words/format.ts";
import type { Say } from "../words/words.ts";
import { channelOf } from "./channel.ts";
import { type OfferRecord, STILL_WAITING_MS, isOverdue } from "./offer-book.ts";
import { lastLine } from "./last-line.ts";

/** What a card needs to know beside its own record. */
export interface OfferSurroundings {
  readonly say: Say;
  readonly language: string;
  readonly nodeName: string;
  readonly queueName: (id: string) => string;
  readonly personName: (id: string) => string | null;
  readonly agent: AgentRow | null;
  readonly tasks: readonly TaskRow[];
  /** Of the conversation that is offered; none where this desk does not have it. */
  readonly tagsOf: (interactionId: string) => readonly string[];
  readonly now: number;
}

export function factsOf(card: OfferRecord, around: OfferSurroundings): OfferFacts {
  const { task, offer } = card;
  const { say, queueName } = around;
  const past = pastWords(task, around);
  const size = sizeWords(card, around);
  const from = originOf(card, around);
  const marks = around.tagsOf(task.interactionId).slice(0, MOST_MARKS);
  return {
    id: offer.id,
    channel: channelOf(task),
    customer: task.customerName,
    queue: queueName(task.queueId),
    waitingSince: task.firstEnqueuedAt,
    sla: { state: "running", startedAt: task.firstEnqueuedAt, dueAt: task.slaDueAt },
    whyYou: whyWords(say, offer.assignment),
    attempt: task.attempt,
    createdAt: offer.createdAt,
    expiresAt: offer.expiresAt,
    ...(task.customerAwaySince === null ? {} : { awaySince: task.customerAwaySince }),
    ...(task.lastLine === "" ? {} : { lastLine: `“${lastLine(say, task)}”` }),
    ...(past === null ? {} : { past }),
    ...(from === null ? {} : { from }),
    ...(marks.length === 0 ? {} : { marks }),
    ...(size === null ? {} : { size }),
  };
}

const MOST_MARKS = 3;

const origins = { DIRECT_CONFERENCE: "conference", CONSULT: "consult" } as const;

/** Who sent it here; null where it came from the customer alone. */
function originOf(
  { task, offer }: OfferRecord,
  around: OfferSurroundings,
): NonNullable<OfferFacts["from"]> | null {
  const { requestedBy, direction, note } = task;
  if (requestedBy === "") return null;
  const leg = direction === "DIRECT_CONFERENCE" || direction === "CONSULT";
  const isNamed = offer.assignment.policy === "NAMED";
  const transferred = isNamed && direction !== "DIRECT_TRANSFER" ? "assigned" : "transfer";
  return {
    name: around.personName(requestedBy) ?? requestedBy,
    how: leg ? origins[direction] : transferred,
    ...(note.trim() === "" ? {} : { note: note.trim() }),
  };
}

/** Why me, in words: what I know, and how I stood in line. */
export function whyWords(say: Say, assignment: Assignment): string {
  const { policy, matchedSkills, considered, filteredOut } = assignment;
  const taken = Object.values(filteredOut).reduce((sum, count) => sum + count, 0);
  const able = Math.max(1, considered - taken);
  const skills = matchedSkills.join(", ");
  return [
    ...(skills === "" ? [] : [say("why.skills", { skills })]),
    policy === "NAMED" ? say("why.named") : say("why.longest", { count: able }),
  ].join(" · ");
}

const pastKeys = {
  TIMEOUT: { mine: "past.youMissed", theirs: "past.missed" },
  REJECTED: { mine: "past.youDeclined", theirs: "past.declined" },
  ACCEPTED: { mine: "past.youHad", theirs: "past.had" },
} as const;

/** Who had it before, if that was somebody's own doing; an offer that was taken back says nothing of anybody. */
function pastWords(task: TaskRow, around: OfferSurroundings): string | null {
  const { say, tasks, personName, agent } = around;
  const offer = tasks.find(({ id }) => id === task.previousTaskId)?.offer;
  if (offer === null || offer === undefined) return null;
  if (offer.state === "CANCELED" || offer.state === "PENDING") return null;
  const keys = pastKeys[offer.state];
  return offer.agentId === agent?.id
    ? say(keys.mine)
    : say(keys.theirs, { name: personName(offer.agentId) ?? "" });
}

/** Which of my places it takes, and how many were looked at for it. */
function sizeWords({ task, offer }: OfferRecord, { say, agent }: OfferSurroundings): string | null {
  const mrd = agent?.mrds.find((each) => each.mrdId === task.mrdId);
  if (mrd === undefined) return null;
  const used = mrd.active + mrd.reserved + mrd.wrapUp;
  const size = say("offerSize", { used: Math.max(1, used), total: mrd.maxTasks });
  const { considered } = offer.assignment;
  return considered > 1 ? `${size} · ${say("why.considered", { count: considered })}` : size;
}

export function stateOf(card: OfferRecord, around: OfferSurroundings): OfferState {
  const { act, fate } = card;
  const { say } = around;
  if (act?.kind === "REFUSED")
    return { state: "refused", words: refusalWords(say, act.code, act.detail) };
  if (fate === null) return openState(card, around);
  switch (fate.kind) {
    case "MISSED":
      return {
        state: "missed",
        at: exactClockTime(fate.at, { language: around.language }),
        time: clockTime(fate.at, { language: around.language }),
        went: wentWords(card.task, around),
        noWork: isStopped(card.task, around.agent),
      };
    case "DECLINED": {
      const { reason } = fate;
      return {
        state: "declined",
        ...(reason === null ? {} : { reason: declineWords(say, reason) }),
      };
    }
    case "GONE":
      return { state: "gone", reason: say(`gone.${fate.why}`) };
    default:
      return unreachable(fate);
  }
}

function openState(card: OfferRecord, { say, nodeName: node, now }: OfferSurroundings): OfferState {
  if (card.act?.kind === "ANSWERING")
    return { state: now - card.act.since < STILL_WAITING_MS ? "accepting" : "still-waiting", node };
  if (isOverdue(card, now)) return { state: "gone", reason: say("gone.WAITING") };
  return { state: "offered" };
}

/** No more of this kind of work comes to me. */
function isStopped({ mrdId }: TaskRow, agent: AgentRow | null): boolean {
  if (agent?.state !== "READY") return true;
  return agent.mrds.some((mrd) => mrd.mrdId === mrdId && !mrd.toggle);
}

/** Where the work went: the task that goes on in this one's place, as far as I may see it. */
function wentWords(task: TaskRow, around: OfferSurroundings): string {
  const { say, tasks, queueName, personName } = around;
  const next = tasks.find(({ previousTaskId }) => previousTaskId === task.id);
  const queue = queueName(task.queueId);
  // What waits in my queues I see; what I see no more, somebody has taken or has ended.
  if (next === undefined) return say("went.gone", { queue });
  const name = next.agentId === "" ? null : personName(next.agentId);
  if (next.mediaState === "QUEUED") return say("went.waiting", { queue });
  if (name === null) return say("went.back", { queue });
  return next.mediaState === "RESERVED"
    ? say("went.offered", { name })
    : say("went.answered", { name });
}

const declineReasons = [
  "WRONG_SKILL",
  "CONFLICT_OF_INTEREST",
  "SYSTEM_PROBLEM",
  "NEED_BREAK",
] as const;

function declineWords(say: Say, reason: string): string {
  const known = declineReasons.find((each) => each === reason);
  return known === undefined ? reason : say(`declineReason.${known}`);
}

export function declinePolicy(say: Say): DeclinePolicy {
  const reasons = declineReasons.map((id) => ({ id, label: say(`declineReason.${id}`) }));
  return { reasons, isAllowed: true, isReasonRequired: false };
}
