import fc from "fast-check";
import type { Agent } from "../../src/domain/agent.ts";
import type { Answers, EndedWait } from "../../src/domain/answers.ts";
import { type Id, type ListId, brand } from "../../src/domain/id.ts";
import {
  type Interaction,
  type Participant,
  communicationTypes,
  interactionStatuses,
  noClocks,
} from "../../src/domain/interaction.ts";
import type { Intervention } from "../../src/domain/intervention.ts";
import type { AddedMedia } from "../../src/domain/media.ts";
import type { Message } from "../../src/domain/message.ts";
import type {
  AcceptedOffer,
  Assignment,
  CanceledOffer,
  Offer,
  PendingOffer,
  RejectedOffer,
  TimedOutOffer,
} from "../../src/domain/offer.ts";
import { routingFilters } from "../../src/domain/offer.ts";
import {
  type Task,
  type TaskState,
  closeReasons,
  participantRoles,
  taskDirections,
} from "../../src/domain/task.ts";
import { NEVER } from "../../src/domain/time.ts";
import { plainWait } from "../../src/domain/wait.ts";

/** Every shape the domain's rows can take, and no other. */

export const id = <T extends Id<string>>() =>
  fc.stringMatching(/^[A-Za-z0-9_:.-]{1,64}$/).map((text) => brand<T>(text));
const instant = fc.oneof(fc.integer({ min: 0, max: NEVER - 1 }), fc.constant(NEVER));
const text = fc.string({ maxLength: 40 });
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const list = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { maxLength: 3 });
/** A record of arbitraries that is exactly of the domain's type. */
const exactly = <T extends object>(parts: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(parts) as fc.Arbitrary<T>;

const assignment = exactly<Assignment>({
  policy: fc.constantFrom("LONGEST_AVAILABLE", "NAMED"),
  step: fc.nat(9),
  runnersUp: list(id()),
  filteredOut: fc.dictionary(fc.constantFrom(...routingFilters), fc.nat(99), {
    noNullPrototype: true,
  }),
  considered: fc.nat(99),
  matchedSkills: list(text),
  matchedTags: list(text),
});

const offerCommon = {
  id: id<Offer["id"]>(),
  agentId: id<Offer["agentId"]>(),
  createdAt: instant,
  expiresAt: instant,
  sentAt: orNull(instant),
  receivedAt: orNull(instant),
  shownAt: orNull(instant),
  assignment,
};
const pending = exactly<PendingOffer>({ ...offerCommon, state: fc.constant("PENDING" as const) });
const accepted = exactly<AcceptedOffer>({
  ...offerCommon,
  state: fc.constant("ACCEPTED" as const),
  respondedAt: instant,
});
const rejected = exactly<RejectedOffer>({
  ...offerCommon,
  state: fc.constant("REJECTED" as const),
  respondedAt: instant,
  declineReason: orNull(text),
});
const timedOut = exactly<TimedOutOffer>({
  ...offerCommon,
  state: fc.constant("TIMEOUT" as const),
  endedAt: instant,
});
const canceled = exactly<CanceledOffer>({
  ...offerCommon,
  state: fc.constant("CANCELED" as const),
  endedAt: instant,
  cancelReason: fc.constantFrom(
    "AGENT_UNREACHABLE",
    "LOCKED",
    "SUSPENDED",
    "NODE_DOWN",
    "CUSTOMER_LEFT",
    "AGENT_LOGOUT",
    "FORCE_CLOSED",
    "TAKEN_OVER",
  ),
});

const taskCommon = {
  id: id<Task["id"]>(),
  workspaceId: id<Task["workspaceId"]>(),
  homeNode: text,
  epoch: fc.nat(),
  interactionId: id<Task["interactionId"]>(),
  queueId: id<Task["queueId"]>(),
  mrdId: id<Task["mrdId"]>(),
  direction: fc.constantFrom(...taskDirections),
  mode: fc.constantFrom("AGENT" as const, "QUEUE" as const),
  priority: fc.integer({ min: 1, max: 11 }),
  skills: list(fc.record({ skill: text, atLeast: fc.integer({ min: 1, max: 10 }) })),
  rootTaskId: id<Task["id"]>(),
  previousTaskId: orNull(id<Task["id"]>()),
  attempt: fc.integer({ min: 1, max: 99 }),
  createdAt: instant,
  firstEnqueuedAt: instant,
  enqueuedAt: instant,
  requestExpiresAt: instant,
  slaDueAt: instant,
  exclusions: list(
    fc.record({
      agentId: id<Offer["agentId"]>(),
      until: instant,
      why: fc.constantFrom("RONA" as const, "DECLINED" as const, "RETURNED" as const),
    }),
  ),
  wait: instant.map(plainWait),
  addedMedia: list(
    exactly<AddedMedia>({
      id: id(),
      mrdId: id(),
      queueId: id(),
      state: fc.constantFrom("QUEUED", "ACTIVE", "CLOSED"),
      addedAt: instant,
      answeredAt: orNull(instant),
      endedAt: orNull(instant),
    }),
  ),
  requestedBy: orNull(id<Offer["agentId"]>()),
  note: text,
};
const held = {
  agentId: id<Offer["agentId"]>(),
  answeredAt: instant,
  offer: orNull(accepted),
};

export const tasks: { readonly [S in TaskState]: fc.Arbitrary<Extract<Task, { state: S }>> } = {
  QUEUED: exactly({ ...taskCommon, state: fc.constant("QUEUED" as const) }),
  RESERVED: exactly({
    ...taskCommon,
    state: fc.constant("RESERVED" as const),
    agentId: id<Offer["agentId"]>(),
    offer: pending,
  }),
  ACTIVE: exactly({
    ...taskCommon,
    ...held,
    role: fc.constantFrom(...participantRoles),
    state: fc.constant("ACTIVE" as const),
  }),
  WRAP_UP: exactly({
    ...taskCommon,
    ...held,
    state: fc.constant("WRAP_UP" as const),
    reason: fc.constantFrom("DONE" as const, "TRANSFERRED" as const),
    resolved: fc.boolean(),
    wrapUpStartedAt: instant,
    wrapUpExpiresAt: instant,
  }),
  CLOSED: exactly({
    ...taskCommon,
    state: fc.constant("CLOSED" as const),
    reason: fc.constantFrom(...closeReasons),
    closedAt: instant,
    agentId: orNull(id<Offer["agentId"]>()),
    answeredAt: orNull(instant),
    offer: orNull(fc.oneof(accepted, rejected, timedOut, canceled)),
    wrapUp: orNull(
      fc.record({
        outcome: fc.constantFrom(
          "WRAP_UP_APPLIED" as const,
          "WRAP_UP_NOT_APPLIED" as const,
          "WRAP_UP_EXPIRED" as const,
        ),
        dispositions: list(text),
        note: text,
      }),
    ),
  }),
};

const endedWait = exactly<EndedWait>({ since: instant, at: instant, dueAt: instant });

const interactionCommon = {
  id: id<Interaction["id"]>(),
  workspaceId: id<Interaction["workspaceId"]>(),
  displayNumber: fc.nat(),
  threadId: id<Interaction["threadId"]>(),
  threadState: fc.constantFrom("OPEN" as const, "CLOSED" as const),
  sourceId: id<Interaction["sourceId"]>(),
  queueId: id<Interaction["queueId"]>(),
  customerId: id<Interaction["customerId"]>(),
  customerName: text,
  customerEmail: orNull(text),
  direction: fc.constantFrom("INBOUND" as const, "OUTBOUND" as const),
  communicationType: fc.constantFrom(...communicationTypes),
  subCommunicationType: text,
  subject: text,
  tags: list(text),
  dispositions: list(text),
  dispositionNote: text,
  priority: fc.integer({ min: 1, max: 11 }),
  ownerId: orNull(id<Offer["agentId"]>()),
  createdAt: instant,
  firstEnqueuedAt: orNull(instant),
  firstAnsweredAt: orNull(instant),
  lastLine: text,
  lastLineBy: fc.constantFrom("CUSTOMER" as const, "AGENT" as const),
  lastMessageAt: instant,
  interventionId: orNull(id<Intervention["id"]>()),
  interventionState: orNull(
    fc.constantFrom("OPENED" as const, "DEFERRED" as const, "CLOSED" as const),
  ),
  previousInteractionId: orNull(id<Interaction["id"]>()),
  clonedFromId: orNull(id<Interaction["id"]>()),
  cloneIds: list(id<Interaction["id"]>()),
  rootInteractionId: id<Interaction["id"]>(),
  attributes: fc.dictionary(text, orNull(text), { noNullPrototype: true }),
  listId: orNull(id<ListId>()),
  listState: orNull(fc.constantFrom("UNREAD" as const, "ACTIVE" as const, "INACTIVE" as const)),
  lastCustomerAt: instant,
  waitingSince: instant,
  answers: exactly<Answers>({
    pickedUp: orNull(endedWait),
    first: orNull(endedWait),
    next: exactly({
      count: fc.nat(),
      inTime: fc.nat(),
      late: fc.nat(),
      totalMs: fc.nat(),
      longestMs: fc.nat(),
    }),
    dueAt: instant,
    lastBy: orNull(text),
    entryPickedUpAt: orNull(instant),
  }),
  reopenedCount: fc.nat(),
  clocks: instant.map((until) => ({
    ...noClocks,
    held: { since: 1, until, because: "AGENT" as const },
  })),
};

export const interactions: {
  readonly [S in Interaction["state"]]: fc.Arbitrary<Extract<Interaction, { state: S }>>;
} = {
  ACTIVE: exactly({
    ...interactionCommon,
    state: fc.constant("ACTIVE" as const),
    taskId: orNull(id<Task["id"]>()),
    status: fc.constantFrom(
      ...interactionStatuses.flatMap((each) => (each === "COMPLETED" ? [] : [each])),
    ),
    agentId: orNull(id<Offer["agentId"]>()),
    slaDueAt: instant,
    participants: list(
      exactly<Participant>({
        agentId: id(),
        role: fc.constantFrom(...participantRoles),
        taskId: id(),
      }),
    ),
  }),
  COMPLETED: exactly({
    ...interactionCommon,
    state: fc.constant("COMPLETED" as const),
    completedAt: instant,
    completedBy: text,
    completedByName: text,
    resolution: fc.constantFrom(
      "RESOLVED" as const,
      "UNRESOLVED" as const,
      "ABANDONED" as const,
      "NO_AGENT" as const,
      "FLUSHED" as const,
    ),
  }),
};

export const messages = exactly<Message>({
  id: id<Message["id"]>(),
  interactionId: id<Interaction["id"]>(),
  threadId: id<Message["threadId"]>(),
  kind: fc.constantFrom("CUSTOMER", "AGENT", "NOTE", "EVENT"),
  authorId: text,
  authorName: text,
  body: text,
  createdAt: instant,
});

const interventionCommon = {
  id: id<Intervention["id"]>(),
  interactionId: id<Interaction["id"]>(),
  threadId: id<Message["threadId"]>(),
  agentId: id<Offer["agentId"]>(),
  openedAt: instant,
  firstReplyAt: orNull(instant),
  repliesCount: fc.nat(),
  commentsCount: fc.nat(),
  segmentIndex: fc.nat(),
};
export const interventions: {
  readonly [S in Intervention["state"]]: fc.Arbitrary<Extract<Intervention, { state: S }>>;
} = {
  OPENED: exactly({ ...interventionCommon, state: fc.constant("OPENED" as const) }),
  DEFERRED: exactly({
    ...interventionCommon,
    state: fc.constant("DEFERRED" as const),
    deferredUntil: instant,
  }),
  CLOSED: exactly({
    ...interventionCommon,
    state: fc.constant("CLOSED" as const),
    closedAt: instant,
    closedBy: text,
  }),
};

export const agents = exactly<Agent>({
  id: id<Agent["id"]>(),
  workspaceId: id<Agent["workspaceId"]>(),
  name: text,
  teamIds: list(id()),
  queueIds: list(id()),
  memberOf: list(id()),
  occupiedSince: instant,
  skills: fc.dictionary(text, fc.integer({ min: 1, max: 10 }), { noNullPrototype: true }),
  state: fc.constantFrom("LOGIN", "NOT_READY", "READY", "LOGOUT", "UNKNOWN"),
  reason: orNull(text),
  since: instant,
  loginAt: orNull(instant),
  reachable: fc.boolean(),
  stateBefore: orNull(fc.constantFrom("READY" as const, "NOT_READY" as const)),
  mrds: list(
    exactly<Agent["mrds"][number]>({
      mrdId: id(),
      toggle: fc.boolean(),
      reason: orNull(text),
      state: fc.constantFrom("LOGOUT", "NOT_READY", "READY", "RESERVED", "ACTIVE", "BUSY"),
      since: instant,
      lastReadyAt: instant,
      lastAssignedAt: instant,
      interrupted: fc.boolean(),
      softTasks: fc.nat(9),
      maxTasks: fc.nat(9),
      active: fc.nat(9),
      reserved: fc.nat(9),
      wrapUp: fc.nat(9),
    }),
  ),
  tags: list(text),
  attributes: fc.dictionary(text, orNull(text), { noNullPrototype: true }),
  missesInRow: fc.nat(9),
  returnAt: instant,
  recentAssignments: list(
    exactly<Agent["recentAssignments"][number]>({ queueId: id(), at: instant }),
  ),
});
