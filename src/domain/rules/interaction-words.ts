import type { QueueId, TeamId } from "../id.ts";
import {
  type Interaction,
  communicationTypes,
  interactionStatuses,
  resolutions,
} from "../interaction.ts";
import { interventionStates } from "../intervention.ts";
import { searchedText } from "../search/searched.ts";
import { type PromiseRule, warnedAt } from "../service-level.ts";
import { type Instant, NEVER } from "../time.ts";
import type { Moment, Value } from "./rule.ts";
import { type Field, type Vocabulary, lasting, remaining } from "./vocabulary.ts";

/** What a rule about interactions reads beside them. */
export interface Surroundings {
  /** When a queue's promise is at risk, and the hours in which its time runs. */
  readonly promiseOf: (queueId: QueueId) => PromiseRule;
  readonly teamsOf: (agentId: string) => readonly TeamId[];
  /** What a search looks at beside the interaction's own fields: names shown for ids, and what was said. */
  readonly besides?: (interaction: Interaction) => string;
}

type Of<T = Value> = (interaction: Interaction, moment: Moment) => T;
type Words = Field<Interaction>;

const text = (said: string, read: Of): Words => ({ type: "TEXT", said, read });
const flag = (said: string, read: Of<boolean>): Words => ({ type: "FLAG", said, read });
const words = (said: string, read: Of<readonly string[]>): Words => ({ type: "WORDS", said, read });
const choice = (said: string, choices: readonly string[], read: Of): Words => ({
  ...text(said, read),
  choices,
});
const instant = (said: string, read: Of<number | null>): Words => ({ type: "INSTANT", said, read });

const isWaiting = (each: Interaction) =>
  each.state === "ACTIVE" && (each.status === "OPEN" || each.status === "PENDING");

/** Whoever it merely rings at does not own it. */
const ownerOf = (each: Interaction) =>
  each.state === "ACTIVE" && each.status !== "PENDING"
    ? (each.agentId ?? each.ownerId)
    : each.ownerId;

/** What smart folders can ask about an interaction, with its task, intervention and thread (domain.md 7.11). */
export function interactionWords(around: Surroundings): Vocabulary<Interaction> {
  return {
    fields: { ...placeFields, ...peopleFields(around), ...timeFields(around), ...caseFields },
    open: (name) => {
      if (!name.startsWith("attributes.")) return null;
      const key = name.slice("attributes.".length);
      return { type: "ANY", said: key, read: (each) => each.attributes[key] ?? null };
    },
  };
}

const placeFields: Readonly<Record<string, Words>> = {
  state: choice("the interaction", ["ACTIVE", "COMPLETED"], (each) => each.state),
  status: choice("the status", interactionStatuses, (each) =>
    each.state === "ACTIVE" ? each.status : "COMPLETED",
  ),
  queue: { ...text("the queue", (each) => each.queueId), named: "QUEUE" },
  source: { ...text("the source", (each) => each.sourceId), named: "SOURCE" },
  list: { ...text("the list", (each) => each.listId), named: "LIST" },
  list_state: choice(
    "the list's entry",
    ["UNREAD", "ACTIVE", "INACTIVE", "CLOSED"],
    (each) => each.listState,
  ),
  direction: choice("the direction", ["INBOUND", "OUTBOUND"], (each) => each.direction),
  type: choice("the type", communicationTypes, (each) => each.communicationType),
  subtype: text("the sub-type", (each) => each.subCommunicationType),
  subject: text("the subject", (each) => each.subject),
  last_line: text("the last message", (each) => each.lastLine),
  number: { type: "NUMBER", said: "the number", read: (each) => each.displayNumber },
  priority: { type: "NUMBER", said: "the priority", read: (each) => each.priority },
  tag: words("its tags", (each) => each.tags),
  tags: words("its tags", (each) => each.tags),
};

function peopleFields(around: Surroundings): Readonly<Record<string, Words>> {
  return {
    owner: { ...text("the owner", ownerOf), named: "AGENT" },
    team: {
      ...words("the owner's teams", (each) => around.teamsOf(ownerOf(each) ?? "")),
      named: "TEAM",
    },
    participants: {
      ...words("those in the conversation", (each) =>
        each.state === "ACTIVE" ? each.participants.map(({ agentId }) => agentId) : [],
      ),
      named: "AGENT",
    },
    text: text("what a search looks at", (each) =>
      [searchedText(each), around.besides?.(each) ?? ""].join("\n"),
    ),
    customer: text("the customer's name", (each) => each.customerName),
    email: text("the customer's address", (each) => each.customerEmail),
    completed_by: {
      ...text("who completed it", (each) => (each.state === "COMPLETED" ? each.completedBy : null)),
      named: "USER",
    },
  };
}

function timeFields(around: Surroundings): Readonly<Record<string, Words>> {
  const promise = (each: Interaction) => runningPromise(each, around);
  return {
    age: lasting("its age", (each) => each.createdAt),
    waiting: lasting("the wait", (each) =>
      isWaiting(each) ? (each.firstEnqueuedAt ?? each.createdAt) : null,
    ),
    unanswered: lasting("the customer's wait for a reply", (each) =>
      // Since their first word that nobody answered, and not since the latest one.
      each.state === "ACTIVE" && each.lastLineBy === "CUSTOMER"
        ? Math.min(each.waitingSince, each.lastCustomerAt)
        : null,
    ),
    idle: lasting("the silence", (each) => each.lastMessageAt),
    completed: lasting("the time since it was completed", (each) =>
      each.state === "COMPLETED" ? each.completedAt : null,
    ),
    due: remaining("the time to the deadline", (each) =>
      each.state === "ACTIVE" ? each.slaDueAt : null,
    ),
    sla: {
      ...choice("the service level", ["OK", "WARNING", "BREACHED", "NONE"], (each, { now }) =>
        bandOf(promise(each), now),
      ),
      next: (each, { now }) => nextOf(promise(each), now),
    },
    created_at: instant("its beginning", (each) => each.createdAt),
    completed_at: instant("its completion", (each) =>
      each.state === "COMPLETED" ? each.completedAt : null,
    ),
  };
}

const caseFields: Readonly<Record<string, Words>> = {
  intervention: choice("the intervention", interventionStates, (each) => each.interventionState),
  engaged: flag("it is engaged", (each) => each.interventionId !== null),
  needs_reply: flag(
    "it is waiting for your reply",
    (each) =>
      each.state === "ACTIVE" &&
      each.interventionState === "OPENED" &&
      each.lastLineBy === "CUSTOMER",
  ),
  deferred: flag("it is deferred", (each) => each.clocks.deferredUntil !== NEVER),
  held: flag("it is on hold", (each) => each.clocks.held !== null),
  undelivered: flag(
    "it is undelivered",
    (each) => each.state === "ACTIVE" && each.status === "UNDELIVERED",
  ),
  reopened: flag("it is reopened", (each) => each.reopenedCount > 0),
  cloned: flag("it is a clone", (each) => each.clonedFromId !== null),
  has_clones: flag("it is cloned", (each) => each.cloneIds.length > 0),
  clone_of: text("its original", (each) => each.clonedFromId),
  disposition: words("its dispositions", (each) => each.dispositions),
  resolution: choice("the resolution", resolutions, (each) =>
    each.state === "COMPLETED" ? each.resolution : null,
  ),
};

interface Promised {
  readonly warnAt: Instant;
  readonly dueAt: Instant;
}

/** The promise of a first answer while it runs; null where none does. */
function runningPromise(each: Interaction, { promiseOf }: Surroundings): Promised | null {
  if (each.state !== "ACTIVE" || each.slaDueAt === NEVER) return null;
  const clock = { startedAt: each.firstEnqueuedAt ?? each.createdAt, dueAt: each.slaDueAt };
  return { warnAt: warnedAt(clock, promiseOf(each.queueId)), dueAt: clock.dueAt };
}

function bandOf(promise: Promised | null, now: Instant): string {
  if (promise === null) return "NONE";
  if (now >= promise.dueAt) return "BREACHED";
  return now >= promise.warnAt ? "WARNING" : "OK";
}

function nextOf(promise: Promised | null, now: Instant): Instant {
  if (promise === null) return NEVER;
  if (now < promise.warnAt) return promise.warnAt;
  return now < promise.dueAt ? promise.dueAt : NEVER;
}
