import {
  type MrdId,
  type QueueId,
  type SourceId,
  type TeamId,
  type WorkspaceId,
  brand,
} from "../domain/id.ts";
import { type Mrd, type Queue, plainConduct, plainRouting } from "../domain/queue.ts";
import { type Source, plainAbsence, plainArrival } from "../domain/source.ts";
import { workspaceDefaults } from "../domain/workspace.ts";
import { bodiesOf } from "../protocol/rows/directory-row.ts";
import type { UserActor } from "./access/actor.ts";
import type { Configuration, Engine } from "./engine/api.ts";
import type { NewPerson } from "./people.ts";

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

export type FirstPerson = Pick<NewPerson, "username" | "name" | "password"> & {
  readonly workspaceName?: string;
};

const firstRights = {
  roles: ["admin", "supervisor", "agent"],
  teamIds: [starterTeam],
  queueIds: [starterQueue],
} as const;

interface Beginning {
  readonly engine: Engine;
  readonly workspaceId: WorkspaceId;
  readonly addPerson: (person: NewPerson) => Promise<UserActor>;
}

/** The first account finds a workspace that can be tried at once, unless somebody has configured one already. */
export async function beginWorkspace(
  { engine, workspaceId, addPerson }: Beginning,
  { workspaceName, ...person }: FirstPerson,
): Promise<UserActor> {
  const isBare = ![...engine.live.rows("DIRECTORY")].some(({ row }) => row.kind === "QUEUE");
  if (isBare) await engine.configure({ directory: starter });
  const actor = await addPerson({ ...person, ...firstRights });
  if (workspaceName !== undefined) await renameWorkspace(engine, workspaceId, workspaceName);
  return actor;
}

/** Until somebody names it, a workspace is called as the product is. */
export async function nameWorkspace(engine: Engine, id: WorkspaceId): Promise<void> {
  if (engine.live.row("DIRECTORY", `WORKSPACE:${id}`) !== null) return;
  const { timeZone: timezone } = Intl.DateTimeFormat().resolvedOptions();
  const body = { id, name: "Switchyard", ...workspaceDefaults, timezone };
  await engine.configure({ directory: [{ kind: "WORKSPACE", body }] });
}

async function renameWorkspace(engine: Engine, id: WorkspaceId, name: string): Promise<void> {
  const kept = engine.live.row("DIRECTORY", `WORKSPACE:${id}`);
  const [workspace] = kept === null ? [] : bodiesOf([kept.row], "WORKSPACE");
  if (workspace === undefined) return;
  await engine.configure({ directory: [{ kind: "WORKSPACE", body: { ...workspace, name } }] });
}
