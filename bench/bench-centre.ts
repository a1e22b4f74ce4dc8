import { type Agent, freshAgent, idleMrd } from "../src/domain/agent.ts";
import {
  type AgentId,
  type MrdId,
  type QueueId,
  type SourceId,
  type TeamId,
  type WorkspaceId,
  brand,
} from "../src/domain/id.ts";
import { type Mrd, type Queue, plainConduct, plainRouting } from "../src/domain/queue.ts";
import { type Source, plainAbsence, plainArrival } from "../src/domain/source.ts";
import { workspaceDefaults } from "../src/domain/workspace.ts";
import type { UserActor } from "../src/node/access/actor.ts";
import type { Configuration } from "../src/node/engine/api.ts";

/** A large contact centre for benchmarks: fifty queues that ask for skills, and agents who have some of them. */
export const workspaceId = brand<WorkspaceId>("bench");
export const QUEUES = 50;
const SKILLS = 50;
const QUEUES_OF_AN_AGENT = 3;

const mrd: Mrd = {
  id: brand<MrdId>("chat"),
  name: "Chat",
  type: "CHAT",
  maxRequests: 3,
  wrapUpConsumesCapacity: true,
  offerSec: 20,
  requestTtlSec: 900,
  wrapUp: { enabled: false, seconds: 60 },
  ronaPolicy: null,
  conduct: plainConduct,
};

export const queueIds = Array.from({ length: QUEUES }, (_, nth) => brand<QueueId>(`queue-${nth}`));
export const queueAt = (nth: number): QueueId => queueIds[nth % QUEUES] ?? brand<QueueId>("none");
export const sourceAt = (nth: number): SourceId => brand<SourceId>(queueAt(nth));
export const agentIdAt = (nth: number): AgentId => brand<AgentId>(`agent-${nth}`);

/** One or two skills, each with a level: about half of a queue's agents have them. */
function needsAt(nth: number): Queue["skills"] {
  const first = { skill: `skill-${nth % SKILLS}`, atLeast: 2 };
  return nth % 3 === 0 ? [first, { skill: `skill-${(nth + 7) % SKILLS}`, atLeast: 1 }] : [first];
}

function queue(nth: number): Queue {
  return {
    id: queueAt(nth),
    name: queueAt(nth),
    mrdId: mrd.id,
    queuePriority: (nth % 10) + 1,
    skills: needsAt(nth),
    serviceLevel: { thresholdSec: 60, targetPct: 80, type: 2, warnPct: 50 },
    offerSec: null,
    requestTtlSec: null,
    wrapUp: null,
    dispositions: [],
    dispositionRequired: false,
    ronaPolicy: null,
    archived: false,
    routing: plainRouting,
  };
}

function source(nth: number): Source {
  return {
    id: sourceAt(nth),
    name: queueAt(nth),
    type: "WEB_MESSAGING",
    communicationType: "MESSAGING",
    subCommunicationType: "CHAT",
    mrdId: mrd.id,
    queueId: queueAt(nth),
    sessionBound: false,
    sites: [],
    defaultPriority: (nth % 10) + 1,
    active: true,
    arrival: plainArrival,
    ...plainAbsence,
  };
}

const queuesOf = (agent: number): number[] =>
  Array.from({ length: QUEUES_OF_AN_AGENT }, (_, nth) => (agent + nth * 17) % QUEUES);

/** Three queues each; every skill these ask for, at levels 1 to 5. */
function agent(nth: number): Agent {
  const needed = queuesOf(nth).flatMap((each) => needsAt(each));
  const levels = needed.map(({ skill }, at) => [skill, ((nth + at * 3) % 5) + 1] as const);
  return {
    ...freshAgent,
    id: agentIdAt(nth),
    workspaceId,
    name: `Agent ${nth}`,
    teamIds: [brand<TeamId>("bench")],
    queueIds: queuesOf(nth).map(queueAt),
    skills: Object.fromEntries(levels),
    since: 0,
    mrds: [idleMrd(mrd.id, mrd.maxRequests, 0)],
  };
}

export function benchCentre(agents: number): Configuration {
  const queues = Array.from({ length: QUEUES }, (_, nth) => nth);
  return {
    directory: [
      { kind: "WORKSPACE", body: { id: workspaceId, name: "Bench", ...workspaceDefaults } },
      { kind: "MRD", body: mrd },
      ...queues.map((nth) => ({ kind: "QUEUE" as const, body: queue(nth) })),
      ...queues.map((nth) => ({ kind: "SOURCE" as const, body: source(nth) })),
    ],
    agents: Array.from({ length: agents }, (_, nth) => agent(nth)),
  };
}

export function agentActor(nth: number): UserActor {
  return {
    kind: "USER",
    userId: brand(agentIdAt(nth)),
    workspaceId,
    name: `Agent ${nth}`,
    username: agentIdAt(nth),
    roles: ["agent"],
    teamIds: [brand<TeamId>("bench")],
    queueIds: queuesOf(nth).map(queueAt),
  };
}
