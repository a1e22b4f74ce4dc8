import type { CompletionAnswer } from "../../client/node-http.ts";
import type { Offer } from "../../domain/offer.ts";
import { NEVER } from "../../domain/time.ts";
import type { MessageRow } from "../../protocol/rows/other-rows.ts";
import type { TaskRow } from "../../protocol/rows/task-row.ts";

/** What happened to a request, one step after another; `to` is null while it still goes on. */
export type Step =
  | { readonly step: "WAITED"; readonly from: number; readonly to: number | null }
  | {
      readonly step: "OFFERED";
      readonly from: number;
      readonly to: number | null;
      readonly agentId: string;
      readonly end: OfferEnd;
    }
  | {
      readonly step: "TALKED" | "WRAPPED_UP" | "TALKED_AND_WRAPPED_UP";
      readonly from: number;
      readonly to: number | null;
      readonly agentId: string;
    }
  | { readonly step: "RETURNED"; readonly from: number; readonly why: ReturnReason }
  | {
      /** Ana to Tech: at the moment of the act, however long her wrap-up took. */
      readonly step: "PASSED_ON";
      readonly from: number;
      readonly by: string;
      /** "" in what an older node wrote. */
      readonly toWhom: string;
      readonly how: (typeof passes)[number];
      readonly note: string;
    }
  | {
      readonly step: "COMPLETED";
      readonly from: number;
      readonly by: string;
      readonly resolution: string;
    };

export type OfferEnd = "PENDING" | "ACCEPTED" | "DECLINED" | "MISSED" | "WITHDRAWN";
export type ReturnReason =
  | "REROUTE"
  | "AGENT_LOGOUT"
  | "FORCE_CLOSED"
  | "NO_AGENT_AVAILABLE"
  | "RESPONSE_TIMEOUT"
  | "CANCELLED";

interface Told {
  readonly tasks: readonly TaskRow[];
  readonly messages: readonly MessageRow[];
  readonly completions: readonly CompletionAnswer[];
}

export function stepsOf({ tasks, messages, completions }: Told): readonly Step[] {
  const wrapUps = messages
    .filter((message) => message.kind === "EVENT" && message.body === "WRAP_UP_STARTED")
    .map((message) => message.createdAt);
  const steps = [
    ...passesOf(messages),
    ...tasks.flatMap((task) => stepsOfTask(task, wrapUps)),
    ...completions.map((one): Step => ({
      step: "COMPLETED",
      from: one.completedAt,
      by: one.completedByName,
      resolution: one.resolution,
    })),
  ];
  return steps
    .map((step, at) => ({ step, at }))
    .toSorted((a, b) => a.step.from - b.step.from || a.at - b.at)
    .map(({ step }) => step);
}

const passes = ["TRANSFERRED", "EXTERNAL_TRANSFER", "CONFERENCE_ASKED", "CONSULT_ASKED"] as const;

/** Told by the conversation itself; what was said with it is a note of the same commit. */
function passesOf(messages: readonly MessageRow[]): readonly Step[] {
  return messages.flatMap((message): readonly Step[] => {
    const { kind, body, about: toWhom = "", createdAt: from, authorName: by } = message;
    const how = passes.find((each) => each === body);
    if (kind !== "EVENT" || how === undefined) return [];
    const note = messages.find(
      (each) => each.kind === "NOTE" && each.createdAt === from && each.authorName === by,
    );
    return [{ step: "PASSED_ON", from, by, toWhom, how, note: note?.body ?? "" }];
  });
}

function stepsOfTask(task: TaskRow, wrapUps: readonly number[]): readonly Step[] {
  return [...waitOf(task), ...offerOf(task), ...talkOf(task, wrapUps), ...returnOf(task)];
}

function waitOf(task: TaskRow): readonly Step[] {
  const { enqueuedAt: from, offer, answeredAt } = task;
  // What an agent began never stood in a queue.
  if (offer === null && answeredAt !== null) return [];
  return [{ step: "WAITED", from, to: offer?.createdAt ?? closed(task) }];
}

function offerOf({ offer }: TaskRow): readonly Step[] {
  if (offer === null) return [];
  const { createdAt: from, agentId } = offer;
  return [{ step: "OFFERED", from, to: endOf(offer), agentId, end: wordOf[offer.state] }];
}

const wordOf: Readonly<Record<Offer["state"], OfferEnd>> = {
  PENDING: "PENDING",
  ACCEPTED: "ACCEPTED",
  REJECTED: "DECLINED",
  TIMEOUT: "MISSED",
  CANCELED: "WITHDRAWN",
};

function endOf(offer: Offer): number | null {
  if (offer.state === "PENDING") return null;
  return "respondedAt" in offer ? offer.respondedAt : offer.endedAt;
}

/** A closed task no longer says when its wrap-up began. The conversation may; else both are told as one. */
function talkOf(task: TaskRow, wrapUps: readonly number[]): readonly Step[] {
  const { answeredAt: from, agentId } = task;
  if (from === null || agentId === "") return [];
  const end = closed(task);
  const began =
    task.wrapUpStartedAt ??
    (task.wrapUp === null
      ? undefined
      : wrapUps.find((at) => at >= from && (end === null || at <= end)));
  if (began === undefined) {
    const step = task.wrapUp === null ? "TALKED" : "TALKED_AND_WRAPPED_UP";
    return [{ step, from, to: end, agentId }];
  }
  return [
    { step: "TALKED", from, to: began, agentId },
    { step: "WRAPPED_UP", from: began, to: end, agentId },
  ];
}

/** How a task ended other than by its agent's own doing; an offer's end is told by the offer. */
function returnOf({ reason, closedAt: from }: TaskRow): readonly Step[] {
  if (reason === null || reason === "DONE" || reason === "RONA") return [];
  // Told when it was done, not when its wrap-up was over.
  if (reason === "TRANSFERRED") return [];
  return [{ step: "RETURNED", from, why: reason }];
}

function closed({ closedAt }: TaskRow): number | null {
  return closedAt === NEVER ? null : closedAt;
}
