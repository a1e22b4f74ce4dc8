import { noAnswers } from "../../src/domain/answers.ts";
import type { AgentId, InteractionId, OfferId, TaskId } from "../../src/domain/id.ts";
import { brand } from "../../src/domain/id.ts";
import { NEVER } from "../../src/domain/time.ts";
import type { Me } from "../../src/protocol/frames.ts";
import type { RowOf, WireRow } from "../../src/protocol/rows.ts";
import { directoryRow } from "../../src/protocol/rows/directory-row.ts";
import { noClocks } from "../../src/domain/interaction.ts";
import { type Mrd, type Queue, plainConduct, plainRouting } from "../../src/domain/queue.ts";
import { plainWait } from "../../src/domain/wait.ts";

export const noon = Date.UTC(2026, 10, 20, 12);
export const ana = brand<AgentId>("u-ana");

export const me: Me = {
  id: ana,
  name: "Ana",
  username: "ana",
  roles: ["agent"],
  agentId: ana,
  workspaceId: "w1",
  workspaceName: "Acme",
  teamIds: ["t1"],
  queueIds: ["billing"],
  demo: false,
};

export const billing: Queue = {
  id: brand("billing"),
  name: "Billing",
  mrdId: brand("chat"),
  queuePriority: 5,
  skills: [],
  serviceLevel: { thresholdSec: 60, targetPct: 80, type: 1, warnPct: 75 },
  offerSec: null,
  requestTtlSec: null,
  wrapUp: null,
  dispositions: [
    { id: "solved", label: "Solved" },
    { id: "other", label: "Other" },
  ],
  dispositionRequired: true,
  ronaPolicy: null,
  archived: false,
  routing: plainRouting,
};

export const chat: Mrd = {
  id: brand("chat"),
  name: "Chat",
  type: "CHAT",
  maxRequests: 4,
  wrapUpConsumesCapacity: false,
  offerSec: 20,
  requestTtlSec: 300,
  wrapUp: { enabled: true, seconds: 60 },
  ronaPolicy: null,
  conduct: plainConduct,
};

export function interactionRow(
  id: string,
  more: Partial<RowOf["INTERACTION"]> = {},
): RowOf["INTERACTION"] {
  return {
    id: brand(id),
    workspaceId: brand("w1"),
    displayNumber: 4821,
    threadId: brand(`thread-${id}`),
    threadState: "OPEN",
    sourceId: brand("site"),
    queueId: brand("billing"),
    customerId: brand("mia"),
    customerName: "Mia Wong",
    customerEmail: null,
    direction: "INBOUND",
    communicationType: "MESSAGING",
    subCommunicationType: "WEB",
    subject: "My invoice",
    tags: [],
    dispositions: [],
    dispositionNote: "",
    priority: 1,
    ownerId: ana,
    createdAt: noon,
    firstEnqueuedAt: noon,
    firstAnsweredAt: noon,
    lastLine: "Hello?",
    lastLineBy: "CUSTOMER",
    lastMessageAt: noon,
    interventionId: brand(`case-${id}`),
    interventionState: "OPENED",
    previousInteractionId: null,
    clonedFromId: null,
    cloneIds: [],
    rootInteractionId: brand(id),
    attributes: {},
    listId: null,
    listState: null,
    lastCustomerAt: noon,
    waitingSince: noon,
    answers: noAnswers,
    reopenedCount: 0,
    clocks: noClocks,
    state: "ACTIVE",
    status: "CONNECTED",
    taskId: brand(`task-${id}`),
    agentId: ana,
    slaDueAt: NEVER,
    participants: [],
    completedAt: NEVER,
    completedBy: "",
    completedByName: "",
    resolution: null,
    ...more,
  };
}

export function completedRow(id: string): RowOf["INTERACTION"] {
  return interactionRow(id, {
    state: "COMPLETED",
    status: "COMPLETED",
    taskId: null,
    agentId: "",
    interventionState: "CLOSED",
    completedAt: noon,
    completedBy: ana,
    completedByName: "Ana",
    resolution: "RESOLVED",
    dispositions: ["solved"],
  });
}

/** The task of an interaction, held by Ana. */
export function taskRow(interactionId: string, more: Partial<RowOf["TASK"]> = {}): RowOf["TASK"] {
  const id = brand<TaskId>(`task-${interactionId}`);
  return {
    id,
    workspaceId: brand("w1"),
    homeNode: "n1",
    epoch: 1,
    interactionId: brand<InteractionId>(interactionId),
    queueId: brand("billing"),
    mrdId: brand("chat"),
    direction: "INBOUND",
    mode: "QUEUE",
    priority: 1,
    skills: [],
    rootTaskId: id,
    previousTaskId: null,
    attempt: 1,
    createdAt: noon,
    firstEnqueuedAt: noon,
    enqueuedAt: noon,
    requestExpiresAt: noon + 300_000,
    slaDueAt: noon + 60_000,
    exclusions: [],
    wait: plainWait(noon),
    addedMedia: [],
    requestedBy: "",
    note: "",
    taskState: "ACTIVE",
    mediaState: "ACTIVE",
    agentId: ana,
    offer: null,
    answeredAt: noon,
    role: "PRIMARY",
    reason: null,
    wrapUpStartedAt: null,
    wrapUpExpiresAt: null,
    resolved: false,
    wrapUp: null,
    closedAt: NEVER,
    displayNumber: 4821,
    customerName: "Mia Wong",
    subject: "My invoice",
    lastLine: "Hello?",
    lastLineBy: "CUSTOMER",
    lastMessageAt: noon,
    customerAwaySince: null,
    waitingSince: noon,
    answerDueAt: NEVER,
    communicationType: "MESSAGING",
    subCommunicationType: "WEB",
    ...more,
  };
}

/** The same task while it is offered to Ana. */
export function offeredRow(interactionId: string): RowOf["TASK"] {
  const assignment = {
    policy: "LONGEST_AVAILABLE",
    step: 1,
    runnersUp: [],
    filteredOut: {},
    considered: 1,
    matchedSkills: [],
    matchedTags: [],
  } as const;
  const receipts = { sentAt: noon, receivedAt: null, shownAt: null };
  const id = brand<OfferId>(`offer-${interactionId}`);
  return taskRow(interactionId, {
    mediaState: "RESERVED",
    answeredAt: null,
    role: "",
    offer: {
      id,
      agentId: ana,
      createdAt: noon,
      expiresAt: noon + 20_000,
      assignment,
      ...receipts,
      state: "PENDING",
    },
  });
}

export function messageRow(id: string, interactionId: string, body = "Hello"): RowOf["MESSAGE"] {
  return {
    id: brand(id),
    interactionId: brand(interactionId),
    threadId: brand(`thread-${interactionId}`),
    kind: "CUSTOMER",
    authorId: "mia",
    authorName: "Mia Wong",
    body,
    createdAt: noon,
  };
}

export function interventionRow(interactionId: string): RowOf["INTERVENTION"] {
  return {
    id: brand(`case-${interactionId}`),
    interactionId: brand(interactionId),
    threadId: brand(`thread-${interactionId}`),
    agentId: ana,
    state: "OPENED",
    openedAt: noon,
    firstReplyAt: null,
    repliesCount: 0,
    commentsCount: 0,
    segmentIndex: 0,
    deferredUntil: NEVER,
    closedAt: NEVER,
    closedBy: "",
  };
}

export type KindAndRow = { [K in WireRow["kind"]]: readonly [K, RowOf[K]] }[WireRow["kind"]];

/** Ana at work on one conversation, with the queue it came through. */
export function workOf(interactionId: string): KindAndRow[] {
  return [
    ["DIRECTORY", directoryRow("QUEUE", billing)],
    ["DIRECTORY", directoryRow("MRD", chat)],
    ["INTERACTION", interactionRow(interactionId)],
    ["TASK", taskRow(interactionId)],
    ["INTERVENTION", interventionRow(interactionId)],
    ["MESSAGE", messageRow(`m1-${interactionId}`, interactionId)],
  ];
}
