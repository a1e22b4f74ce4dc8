import { type MrdId, type QueueId, type SourceId, type TeamId, brand } from "../domain/id.ts";
import { type Mrd, type Queue, plainConduct, plainRouting } from "../domain/queue.ts";
import { type Source, plainAbsence, plainArrival } from "../domain/source.ts";
import type { Configuration } from "./engine/api.ts";

const mrdId = brand<MrdId>("chat");
const queueId = brand<QueueId>("support");
export const starterTeam = brand<TeamId>("team");
export const starterQueue = queueId;

const mrd: Mrd = {
  id: mrdId,
  name: "Chat",
  type: "CHAT",
  maxRequests: 3,
  wrapUpConsumesCapacity: true,
  offerSec: 20,
  requestTtlSec: 86_400,
  wrapUp: { enabled: true, seconds: 60 },
  ronaPolicy: null,
  conduct: plainConduct,
};

const queue: Queue = {
  id: queueId,
  name: "Support",
  mrdId,
  queuePriority: 5,
  skills: [],
  serviceLevel: { thresholdSec: 60, targetPct: 80, type: 1, warnPct: 50 },
  offerSec: null,
  requestTtlSec: null,
  wrapUp: null,
  dispositions: [
    { id: "solved", label: "Solved" },
    { id: "follow-up", label: "Needs follow-up" },
  ],
  dispositionRequired: false,
  ronaPolicy: null,
  archived: false,
  routing: plainRouting,
};

const source: Source = {
  id: brand<SourceId>("web"),
  name: "Web chat",
  type: "WEB_MESSAGING",
  communicationType: "MESSAGING",
  subCommunicationType: "WEB",
  mrdId,
  queueId,
  sessionBound: false,
  sites: [],
  defaultPriority: 5,
  active: true,
  arrival: plainArrival,
  ...plainAbsence,
};

/** The least with which a new workspace can take its first message: one kind of work, one queue, one way in. */
export const starter: NonNullable<Configuration["directory"]> = [
  { kind: "MRD", body: mrd },
  { kind: "QUEUE", body: queue },
  { kind: "SOURCE", body: source },
  { kind: "TEAM", body: { id: starterTeam, name: "Team" } },
  { kind: "REASON", body: { id: "BREAK", label: "Break" } },
  { kind: "REASON", body: { id: "LUNCH", label: "Lunch" } },
  { kind: "REASON", body: { id: "TRAINING", label: "Training" } },
];
