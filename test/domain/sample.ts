import { type Agent, type AgentMrd, freshAgent } from "../../src/domain/agent.ts";
import {
  type AgentId,
  type InteractionId,
  type MrdId,
  type OfferId,
  type QueueId,
  type SourceId,
  type TaskId,
  type WorkspaceId,
  brand,
} from "../../src/domain/id.ts";
import {
  type ActiveInteraction,
  type CompletedInteraction,
  beginInteraction,
  completeInteraction,
} from "../../src/domain/interaction.ts";
import type { Assignment } from "../../src/domain/offer.ts";
import { type Mrd, type Queue, plainConduct, plainRouting } from "../../src/domain/queue.ts";
import { type Refusal, isRefusal } from "../../src/domain/refusal.ts";
import { type Source, plainAbsence, plainArrival } from "../../src/domain/source.ts";
import {
  type ActiveTask,
  type QueuedTask,
  type ReservedTask,
  type TaskRequest,
  type WrapUpTask,
  enqueue,
  reserve,
} from "../../src/domain/task.ts";
import { accept } from "../../src/domain/accept.ts";
import { resolve } from "../../src/domain/closing.ts";
import { NEVER } from "../../src/domain/time.ts";

/** What the domain's tests have in common: one noon, a few people, one request on its way through a day. */

export const noon = Date.UTC(2026, 10, 20, 12);
export const after = (ms: number): number => noon + ms;

export const ana = brand<AgentId>("ana");
export const ben = brand<AgentId>("ben");
export const cara = brand<AgentId>("cara");
export const ws = brand<WorkspaceId>("ws");
export const support = brand<QueueId>("support");
export const chat = brand<MrdId>("chat");
export const taskId = brand<TaskId>("t1");
export const nextId = brand<TaskId>("t2");
export const offerId = brand<OfferId>("o1");

export const OFFER_MS = 20_000;
export const GRACE_MS = 1_500;
export const TTL_MS = 300_000;
export const THRESHOLD_MS = 60_000;
export const WRAP_UP_SEC = 60;
export const WRAP_UP_MS = WRAP_UP_SEC * 1_000;
export const wrapUpRule = { enabled: true, seconds: WRAP_UP_SEC };
export const noWrapUp = { enabled: false, seconds: 0 };

export const chatMrd: Mrd = {
  id: chat,
  name: "Chat",
  type: "CHAT",
  maxRequests: 2,
  wrapUpConsumesCapacity: true,
  offerSec: 20,
  requestTtlSec: 300,
  wrapUp: wrapUpRule,
  ronaPolicy: null,
  conduct: plainConduct,
};

export const supportQueue: Queue = {
  id: support,
  name: "Support",
  mrdId: chat,
  queuePriority: 5,
  skills: [],
  serviceLevel: { thresholdSec: 60, targetPct: 80, type: 1, warnPct: 50 },
  offerSec: null,
  requestTtlSec: null,
  wrapUp: null,
  dispositions: [
    { id: "solved", label: "Solved" },
    { id: "sold", label: "Sold" },
  ],
  dispositionRequired: false,
  ronaPolicy: null,
  archived: false,
  routing: plainRouting,
};

export const assignment: Assignment = {
  policy: "LONGEST_AVAILABLE",
  step: 0,
  runnersUp: [ben],
  filteredOut: {},
  considered: 2,
  matchedSkills: [],
  matchedTags: [],
};

export function request(changes: Partial<TaskRequest> = {}): TaskRequest {
  return {
    id: taskId,
    workspaceId: ws,
    homeNode: "node-1",
    epoch: 1,
    interactionId: brand<InteractionId>("i1"),
    queueId: support,
    mrdId: chat,
    direction: "INBOUND",
    mode: "QUEUE",
    priority: 3,
    skills: [],
    requestExpiresAt: after(TTL_MS),
    slaDueAt: after(THRESHOLD_MS),
    ...changes,
  };
}

export function queued(changes: Partial<TaskRequest> = {}): QueuedTask {
  return enqueue(request(changes), noon);
}

/** Offered to Ana at noon. */
export function reserved(changes: Partial<TaskRequest> = {}): ReservedTask {
  return reserve(queued(changes), { offerId, agentId: ana, offerMs: OFFER_MS, assignment }, noon);
}

export const anaAnswers = { agentId: ana, offerId, offerGraceMs: GRACE_MS };

/** Ana's since one second after noon. */
export function active(changes: Partial<TaskRequest> = {}): ActiveTask {
  return agreed(accept(reserved(changes), anaAnswers, after(1_000)));
}

/** Resolved by Ana ten seconds after noon. */
export function wrappingUp(changes: Partial<TaskRequest> = {}): WrapUpTask {
  const left = agreed(resolve(active(changes), ana, wrapUpRule, after(10_000)));
  if (left.state !== "WRAP_UP") throw new Error("the sample queue wants a wrap-up");
  return left;
}

/** The value where it is no refusal; a test that meant to succeed fails with the code it met. */
export function agreed<T extends object>(value: T): Exclude<T, Refusal> {
  if (isRefusal(value)) throw new Error(`refused: ${value.refused}`);
  return value as Exclude<T, Refusal>;
}

export function anMrd(changes: Partial<AgentMrd> = {}): AgentMrd {
  return {
    mrdId: chat,
    toggle: true,
    reason: null,
    state: "READY",
    since: noon,
    lastReadyAt: noon,
    maxTasks: 2,
    softTasks: 2,
    lastAssignedAt: 0,
    interrupted: false,
    active: 0,
    reserved: 0,
    wrapUp: 0,
    ...changes,
  };
}

/** A ready agent of the support queue. */
export function anAgent(changes: Partial<Agent> = {}): Agent {
  return {
    ...freshAgent,
    id: ana,
    workspaceId: ws,
    name: "Ana",
    teamIds: [],
    queueIds: [support],
    skills: {},
    state: "READY",
    reason: null,
    since: noon,
    loginAt: noon,
    reachable: true,
    stateBefore: null,
    mrds: [anMrd()],
    ...changes,
  };
}

/** Not there yet, and to be found under this name. */
export function signedOutAgent(id: string, changes: Partial<Agent> = {}): Agent {
  return anAgent({
    id: brand(id),
    name: id,
    state: "LOGOUT",
    loginAt: null,
    reachable: false,
    mrds: [anMrd({ toggle: false, state: "LOGOUT" })],
    ...changes,
  });
}

/** The website's chat, which leads to support. */
export function aSource(changes: Partial<Source> = {}): Source {
  return {
    id: brand<SourceId>("web"),
    name: "web",
    type: "WEB_MESSAGING",
    communicationType: "MESSAGING",
    subCommunicationType: "Web",
    mrdId: chat,
    queueId: support,
    sessionBound: false,
    sites: [],
    defaultPriority: 3,
    active: true,
    arrival: plainArrival,
    ...plainAbsence,
    ...changes,
  };
}

export function anInteraction(changes: Partial<ActiveInteraction> = {}): ActiveInteraction {
  const id = brand<InteractionId>("i1");
  const beginning = beginInteraction(
    {
      id,
      workspaceId: ws,
      displayNumber: 4821,
      threadId: brand("thread"),
      threadState: "OPEN",
      sourceId: brand("web"),
      queueId: support,
      customerId: brand("customer"),
      customerName: "Kim Lee",
      customerEmail: "kim@example.org",
      direction: "INBOUND",
      communicationType: "MESSAGING",
      subCommunicationType: "Web chat",
      subject: "My parcel",
      tags: ["parcel"],
      dispositions: ["solved"],
      dispositionNote: "called back",
      priority: 3,
      ownerId: ana,
      createdAt: noon,
      firstEnqueuedAt: noon,
      firstAnsweredAt: after(1_000),
      interventionId: brand("v1"),
      interventionState: "OPENED",
      previousInteractionId: null,
      clonedFromId: null,
      cloneIds: [],
      rootInteractionId: id,
      attributes: {},
      listId: null,
      listState: null,
    },
    NEVER,
  );
  return { ...beginning, ...changes };
}

export function aCompletedInteraction(
  changes: Partial<ActiveInteraction> = {},
): CompletedInteraction {
  return completeInteraction(anInteraction(changes), {
    by: ana,
    byName: "Ana",
    at: after(90_000),
    resolution: "RESOLVED",
  });
}
