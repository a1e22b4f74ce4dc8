import { accept } from "../../src/domain/accept.ts";
import {
  abandon,
  afterLogout,
  expireRequest,
  resolve,
  resolveNot,
  takeOut,
} from "../../src/domain/closing.ts";
import { type OfferId, brand } from "../../src/domain/id.ts";
import { type Refusal, isRefusal } from "../../src/domain/refusal.ts";
import { cancelLeg, escalate, ownPrimary, promote } from "../../src/domain/participation.ts";
import { takeUpAgain } from "../../src/domain/transfer.ts";
import { type Returned, decline, ringOut, withdraw } from "../../src/domain/rona.ts";
import { type Task, reserve } from "../../src/domain/task.ts";
import { expireWrapUp, skipWrapUp, submitWrapUp } from "../../src/domain/wrap-up.ts";
import {
  GRACE_MS,
  OFFER_MS,
  THRESHOLD_MS,
  TTL_MS,
  WRAP_UP_SEC,
  active,
  after,
  agreed,
  ana,
  anaAnswers,
  assignment,
  ben,
  nextId,
  noWrapUp,
  queued,
  reserved,
  supportQueue,
  wrapUpRule,
  wrappingUp,
} from "./sample.ts";

/** Every state a task can be in and every event that can meet it, as data: the matrix's test and docs/states.md. */

const ringing = after(OFFER_MS + GRACE_MS);
const wrapUpEnds = after(10_000 + WRAP_UP_SEC * 1_000);
const backOff = { successorId: nextId, backOffSec: 60 };
const ringingOut = { ...backOff, offerGraceMs: GRACE_MS };
const anaDeclines = { ...anaAnswers, ...backOff, declineReason: "busy" };
const anaIsAway = {
  cancelReason: "AGENT_UNREACHABLE",
  reason: "REROUTE",
  successorId: nextId,
} as const;

export const states = {
  QUEUED: queued(),
  RESERVED: reserved(),
  ACTIVE: active(),
  WRAP_UP: wrappingUp(),
  "CLOSED done": agreed(expireWrapUp(wrappingUp(), wrapUpEnds)),
  "CLOSED rang out": agreed(ringOut(reserved(), ringingOut, ringing)).closed,
  "CLOSED declined": agreed(decline(reserved(), anaDeclines, after(5_000))).closed,
  "CLOSED withdrawn": agreed(withdraw(reserved(), anaIsAway, after(5_000))).closed,
  "ACTIVE advising": { ...active({ direction: "CONSULT" }), role: "ASSISTANT" },
  "ACTIVE listening": { ...active({ direction: "SILENT_MONITOR" }), role: "SILENT_MONITOR" },
  "RESERVED by name": reserved({ direction: "DIRECT_TRANSFER", mode: "AGENT" }),
} as const satisfies Record<string, Task>;
export type StateName = keyof typeof states;
export const stateNames = Object.keys(states) as StateName[];

const alone = {
  reason: "AGENT_LOGOUT",
  successorId: nextId,
  direction: "INBOUND",
  isCaredFor: false,
} as const;
const terms = { offerId: brand<OfferId>("o2"), agentId: ana, offerMs: OFFER_MS, assignment };
const returning = {
  rule: wrapUpRule,
  successorId: nextId,
  requestExpiresAt: after(5_000 + TTL_MS),
  slaDueAt: after(5_000 + THRESHOLD_MS),
};
const form = { dispositions: ["solved"], note: "sent again" };
const known = supportQueue.dispositions;
const submission = { agentId: ana, form, known, required: false };
const late = after(OFFER_MS + GRACE_MS + 1);
const soon = after(5_000);

type Met = Task | Returned | { left: Task; successor: Task } | Refusal;

/** Null: the type lets nobody try. */
export const events = {
  reserve: (task) => (task.state === "QUEUED" ? reserve(task, terms, soon) : null),
  "accept, own": (task) => accept(task, anaAnswers, soon),
  "accept, foreign": (task) => accept(task, { ...anaAnswers, agentId: ben }, soon),
  "accept, wrong offer": (task) =>
    accept(task, { ...anaAnswers, offerId: brand<OfferId>("o9") }, soon),
  "accept, late": (task) => accept(task, anaAnswers, late),
  "decline, own": (task) => decline(task, anaDeclines, soon),
  "decline, foreign": (task) => decline(task, { ...anaDeclines, agentId: ben }, soon),
  "decline, late": (task) => decline(task, anaDeclines, late),
  "ringOut, early": (task) => ringOut(task, ringingOut, ringing - 1),
  "ringOut, due": (task) => ringOut(task, ringingOut, ringing),
  "ringOut, request over": (task) => ringOut(task, ringingOut, after(TTL_MS)),
  withdraw: (task) => withdraw(task, anaIsAway, soon),
  "withdraw, request over": (task) => withdraw(task, anaIsAway, after(TTL_MS)),
  "expireRequest, early": (task) => expireRequest(task, after(TTL_MS - 1)),
  "expireRequest, due": (task) => expireRequest(task, after(TTL_MS)),
  "resolve, own": (task) => resolve(task, ana, wrapUpRule, soon),
  "resolve, no wrap-up": (task) => resolve(task, ana, noWrapUp, soon),
  "resolve, foreign": (task) => resolve(task, ben, wrapUpRule, soon),
  "resolveNot, own": (task) => resolveNot(task, { agentId: ana, ...returning }, soon),
  "resolveNot, no wrap-up": (task) =>
    resolveNot(task, { agentId: ana, ...returning, rule: noWrapUp }, soon),
  "resolveNot, foreign": (task) => resolveNot(task, { agentId: ben, ...returning }, soon),
  abandon: (task) => abandon(task, soon),
  afterLogout: (task) =>
    task.state === "ACTIVE" ? takeOut(task, alone, soon) : afterLogout(task, nextId, soon),
  "takeOut, others stay": (task) =>
    task.state === "ACTIVE" ? takeOut(task, { ...alone, isCaredFor: true }, soon) : null,
  "transfer, own": (task) => ownPrimary(task, ana),
  "transfer, foreign": (task) => ownPrimary(task, ben),
  promote: (task) => promote(task, "CONSULT_TRANSFER"),
  whisper: (task) => escalate(task, ana, "WHISPER"),
  bargeIn: (task) => escalate(task, ana, "PRIMARY"),
  "bargeIn, foreign": (task) => escalate(task, ben, "PRIMARY"),
  cancelLeg: (task) =>
    task.state === "QUEUED" || task.state === "RESERVED" ? cancelLeg(task, soon) : null,
  takeUpAgain: (task) =>
    task.state === "WRAP_UP" ? takeUpAgain(task, { leg: queued(), id: nextId }, soon) : null,
  "submitWrapUp, own": (task) => submitWrapUp(task, submission, soon),
  "submitWrapUp, foreign": (task) => submitWrapUp(task, { ...submission, agentId: ben }, soon),
  "submitWrapUp, empty where required": (task) =>
    submitWrapUp(
      task,
      { ...submission, form: { dispositions: [], note: "" }, required: true },
      soon,
    ),
  "skipWrapUp, own": (task) => skipWrapUp(task, { agentId: ana, required: false }, soon),
  "skipWrapUp, foreign": (task) => skipWrapUp(task, { agentId: ben, required: false }, soon),
  "skipWrapUp, form required": (task) => skipWrapUp(task, { agentId: ana, required: true }, soon),
  "expireWrapUp, early": (task) => expireWrapUp(task, wrapUpEnds - 1),
  "expireWrapUp, due": (task) => expireWrapUp(task, wrapUpEnds),
} as const satisfies Record<string, (task: Task) => Met | null>;
export type EventName = keyof typeof events;
export const eventNames = Object.keys(events) as EventName[];

/** What came of it in one line: the code of a refusal, or the states it led to. */
export function outcomeOf(state: StateName, event: EventName): string {
  const met: Met | null = events[event](states[state]);
  if (met === null) return "–";
  if (isRefusal(met)) return met.refused;
  if ("left" in met) return `${named(met.left)} + ${named(met.successor)}`;
  if (!("closed" in met)) return named(met);
  return met.successor === null
    ? named(met.closed)
    : `${named(met.closed)} + ${named(met.successor)}`;
}

/** `CLOSED(RONA) TIMEOUT`: a closed task with its reason and how its offer or its wrap-up ended. */
function named(task: Task): string {
  if (task.state === "WRAP_UP") return `WRAP_UP(${task.reason})`;
  if (task.state === "ACTIVE" && task.role !== "PRIMARY") return `ACTIVE(${task.role})`;
  if (task.state !== "CLOSED") return task.state;
  const answered = task.offer?.state === "ACCEPTED";
  const end = task.wrapUp?.outcome ?? (answered ? "" : (task.offer?.state ?? ""));
  return `CLOSED(${task.reason}) ${end}`.trim();
}
