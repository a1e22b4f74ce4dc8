import { NEVER } from "../../src/domain/time.ts";
import { noAnswers } from "../../src/domain/answers.ts";
import { noClocks } from "../../src/domain/interaction.ts";
import { type Queue, plainRouting } from "../../src/domain/queue.ts";
import { plainWait } from "../../src/domain/wait.ts";
import type { InteractionRow } from "../../src/protocol/rows/interaction-row.ts";
import type { AgentRow } from "../../src/protocol/rows/other-rows.ts";
import type { TaskRow } from "../../src/protocol/rows/task-row.ts";

/** Rows as the node would send them, for screens' own arithmetic: only what a test says differs from these. */
export const noon = Date.UTC(2026, 10, 20, 12);
export const before = (seconds: number): number => noon - seconds * 1_000;
export const after = (seconds: number): number => noon + seconds * 1_000;

export function queue(parts: object = {}): Queue {
  return {
    id: "billing",
    name: "Billing",
    mrdId: "chat",
    queuePriority: 5,
    skills: [],
    serviceLevel: { thresholdSec: 60, targetPct: 80, type: 2, warnPct: 50 },
    offerSec: null,
    requestTtlSec: null,
    wrapUp: null,
    dispositions: [{ id: "refund", label: "Refund" }],
    dispositionRequired: false,
    ronaPolicy: null,
    archived: false,
    routing: plainRouting,
    ...parts,
  } as unknown as Queue;
}

export function task(parts: object = {}): TaskRow {
  return {
    id: "t1",
    workspaceId: "w",
    homeNode: "hq",
    epoch: 1,
    interactionId: "i1",
    queueId: "billing",
    mrdId: "chat",
    direction: "INBOUND",
    mode: "QUEUE",
    priority: 5,
    skills: [],
    rootTaskId: "t1",
    previousTaskId: null,
    attempt: 1,
    createdAt: before(30),
    firstEnqueuedAt: before(30),
    enqueuedAt: before(30),
    requestExpiresAt: after(900),
    slaDueAt: after(30),
    exclusions: [],
    wait: plainWait(before(30)),
    addedMedia: [],
    requestedBy: "",
    note: "",
    taskState: "ACTIVE",
    mediaState: "QUEUED",
    agentId: "",
    offer: null,
    answeredAt: null,
    role: "",
    reason: null,
    wrapUpStartedAt: null,
    wrapUpExpiresAt: null,
    resolved: false,
    wrapUp: null,
    closedAt: NEVER,
    displayNumber: 4821,
    customerName: "Mia Wong",
    subject: "Refund",
    lastLine: "Where is my refund?",
    lastLineBy: "CUSTOMER",
    lastMessageAt: before(30),
    customerAwaySince: null,
    waitingSince: before(30),
    answerDueAt: NEVER,
    communicationType: "MESSAGING",
    subCommunicationType: "WEB_CHAT",
    ...parts,
  } as unknown as TaskRow;
}

export function mrd(parts: object = {}): AgentRow["mrds"][number] {
  return {
    mrdId: "chat",
    toggle: true,
    reason: null,
    state: "READY",
    since: before(60),
    lastReadyAt: before(60),
    maxTasks: 4,
    softTasks: 4,
    lastAssignedAt: 0,
    interrupted: false,
    active: 0,
    reserved: 0,
    wrapUp: 0,
    ...parts,
  } as unknown as AgentRow["mrds"][number];
}

export function agent(parts: object = {}): AgentRow {
  return {
    id: "ana",
    workspaceId: "w",
    name: "Ana",
    teamIds: ["front"],
    queueIds: ["billing"],
    skills: {},
    state: "READY",
    reason: null,
    since: before(300),
    loginAt: before(3_600),
    reachable: true,
    stateBefore: null,
    mrds: [mrd()],
    tags: [],
    attributes: {},
    missesInRow: 0,
    returnAt: NEVER,
    recentAssignments: [],
    ...parts,
  } as unknown as AgentRow;
}

export function completed(parts: object = {}): InteractionRow {
  return {
    id: "i1",
    workspaceId: "w",
    displayNumber: 4821,
    threadId: "th",
    threadState: "OPEN",
    sourceId: "web",
    queueId: "billing",
    customerId: "mia",
    customerName: "Mia Wong",
    customerEmail: "mia@example.com",
    direction: "INBOUND",
    communicationType: "MESSAGING",
    subCommunicationType: "WEB_CHAT",
    subject: "Refund for order 77",
    tags: ["vip"],
    dispositions: [],
    dispositionNote: "",
    priority: 5,
    ownerId: "ana",
    createdAt: before(600),
    firstEnqueuedAt: before(600),
    firstAnsweredAt: before(559),
    lastLine: "Thank you!",
    lastLineBy: "CUSTOMER",
    lastMessageAt: before(60),
    interventionId: null,
    interventionState: null,
    previousInteractionId: null,
    clonedFromId: null,
    cloneIds: [],
    rootInteractionId: "i1",
    attributes: {},
    listId: null,
    listState: null,
    lastCustomerAt: before(60),
    waitingSince: NEVER,
    answers: noAnswers,
    reopenedCount: 0,
    clocks: noClocks,
    state: "COMPLETED",
    status: "COMPLETED",
    taskId: null,
    agentId: "",
    slaDueAt: NEVER,
    participants: [],
    completedAt: before(30),
    completedBy: "ana",
    completedByName: "Ana",
    resolution: "RESOLVED",
    ...parts,
  } as unknown as InteractionRow;
}
