import { type Agent, freshAgent, idleMrd } from "../../src/domain/agent.ts";
import {
  type AgentId,
  type ListId,
  type MrdId,
  type QueueId,
  type SourceId,
  type WorkflowId,
  type WorkspaceId,
  brand,
} from "../../src/domain/id.ts";
import {
  type Mrd,
  type Queue,
  type QueueRouting,
  plainConduct,
  plainRouting,
} from "../../src/domain/queue.ts";
import { type Source, plainArrival } from "../../src/domain/source.ts";
import type { Calendar } from "../../src/domain/calendar.ts";
import type { Workflow, WorkflowTarget } from "../../src/domain/workflow.ts";
import { type Workspace, workspaceDefaults } from "../../src/domain/workspace.ts";
import type { Configuration } from "../../src/node/engine/api.ts";
import type { Random } from "./random.ts";
import { START } from "./simulated-time.ts";
import { aSource } from "../domain/sample.ts";

export const workspaceId = brand<WorkspaceId>("sim");
const chat = brand<MrdId>("chat");
const voice = brand<MrdId>("voice");
export const mrdIds = [chat, voice] as const;
export const queueIds = ["support", "billing", "calls"].map((id) => brand<QueueId>(id));
export const sourceIds = ["web", "live", "phone", "list", "inbox"].map((id) => brand<SourceId>(id));
const listId = brand<ListId>("picks");
export const workflow = brand<WorkflowId>("flow");

const START_DATE = new Date(START).toISOString().slice(0, 10);

/** Open for a quarter of an hour, closed for the next: every run sees both. */
const quarters = Array.from({ length: 48 }, (_, at) => ({ from: at * 30, to: at * 30 + 15 }));
const calendar: Calendar = {
  id: brand("quarters"),
  name: "Quarters",
  timezone: "UTC",
  week: Array.from({ length: 7 }, () => quarters),
  holidays: [],
  active: true,
};

function target(random: Random, changes: Partial<WorkflowTarget> = {}): WorkflowTarget {
  const { pick } = { pick: <T>(from: readonly T[]) => random.pick(from) ?? null };
  return {
    queueId: pick(queueIds.filter((id) => id !== "calls")) ?? brand<QueueId>("support"),
    knownAgent: pick([null, null, null, "ana", "task.last_agent"]),
    priority: pick([null, random.between(1, 10)]),
    timeoutSec: pick([null, random.between(5, 60)]),
    expression: pick([null, "worker.level >= 2", "task.language IN worker.languages"]),
    orderBy: random.chance(30) ? [{ field: "attributes.level", direction: "DESC" }] : [],
    skipIf: pick([null, "workers.available == 0", "workers.total < 2"]),
    ...changes,
  };
}

function flow(random: Random): Workflow {
  const tags = {
    add: [{ tag: "vip", weight: 40, required: random.chance(30) }],
    remove: [],
    set: null,
  };
  return {
    id: workflow,
    name: "Flow",
    filters: [
      {
        name: "claims",
        expression: "type == 'claim' OR text CONTAINS 'help'",
        targets: [target(random), target(random), target(random)],
        tags: random.chance(50) ? tags : null,
      },
      { name: "rest", expression: "priority > 5", targets: [target(random)], tags: null },
    ],
    defaultTarget: random.chance(60) ? target(random, { timeoutSec: null }) : null,
  };
}

const agentNames = ["ana", "ben", "cara", "dan", "eve", "fay"];
const supervisorNames = ["sam", "sue"];
export const agentIds = [...agentNames, ...supervisorNames].map((id) => brand<AgentId>(id));
export const supervisors: ReadonlySet<string> = new Set(supervisorNames);

function mrd(id: MrdId, random: Random, more: Partial<Mrd> = {}): Mrd {
  return {
    id,
    name: id,
    type: "CHAT",
    maxRequests: random.between(1, 3),
    wrapUpConsumesCapacity: random.chance(70),
    offerSec: random.between(5, 30),
    requestTtlSec: random.between(30, 400),
    wrapUp: { enabled: random.chance(70), seconds: random.between(5, 60) },
    ronaPolicy:
      random.pick(["MRD_NOT_READY", "KEEP_READY", "AGENT_TIMEOUT_ACTIVITY", null]) ?? null,
    conduct: plainConduct,
    ...more,
  };
}

/** Rules that a seed switches on or off: each run is another workspace. */
function routing(random: Random, places: readonly QueueId[]): QueueRouting {
  const some = <T>(percent: number, value: T): T | null => (random.chance(percent) ? value : null);
  const other = random.pick(places) ?? brand<QueueId>("support");
  return {
    ...plainRouting,
    policy:
      random.pick(["LONGEST_AVAILABLE", "LEAST_LOADED", "ROTATION", "MOST_SKILLED"] as const) ??
      "LONGEST_AVAILABLE",
    order: random.chance(70) ? "OLDEST" : "LONGEST_SINCE_CUSTOMER",
    steps: random.chance(50)
      ? [
          {
            timeoutSec: random.between(5, 40),
            skills: [{ skill: "german", atLeast: 5 }],
            rule: random.chance(30) ? "level >= 2" : null,
          },
          {
            timeoutSec: random.between(5, 40),
            skills: [{ skill: "german", atLeast: 2 }],
            rule: null,
          },
          { timeoutSec: 0, skills: [], rule: null },
        ]
      : [],
    membership: some(20, "level >= 3 AND NOT tags HAS 'new'"),
    tagRouting: random.chance(40),
    calendarId: some(35, calendar.id),
    closedHours:
      random.pick([
        { action: "QUEUE" },
        { action: "REFUSE", message: "We are closed." },
        { action: "NO_AGENT_AVAILABLE" },
        { action: "OVERFLOW_QUEUE", queueId: other },
        { action: "CALLBACK", queueId: null },
        { action: "WORKFLOW", workflowId: workflow },
      ] as const) ?? plainRouting.closedHours,
    nobodySignedIn: random.chance(85) ? "PARK" : "REFUSE",
    greeting: some(20, "Hello"),
    askRating: random.chance(50),
    lastAgent: some(40, { holdSec: random.between(0, 20) }),
    fairShare: some(20, { max: random.between(1, 3), windowSec: random.between(20, 90) }),
    staleAfterSec: some(15, random.between(60, 300)),
    declineBackOffSec: some(50, random.between(1, 30)),
    maxMisses: some(30, random.between(1, 3)),
    transferRonaFallback:
      random.pick(["REQUEUE", "RETURN_TO_SENDER", "NONE", null] as const) ?? null,
    maxWait: some(40, {
      sec: random.between(10, 120),
      wayOut:
        random.pick([
          { action: "NO_AGENT_AVAILABLE" },
          { action: "OVERFLOW_QUEUE", queueId: other },
          { action: "OVERFLOW_QUEUE", queueId: other },
          { action: "WORKFLOW", workflowId: workflow },
        ] as const) ?? ({ action: "NO_AGENT_AVAILABLE" } as const),
    }),
    unresolved: random.chance(80) ? "REQUEUE" : "COMPLETE",
    responseSla: some(40, {
      sec: random.between(10, 90),
      action: random.chance(60) ? ("REROUTE" as const) : ("WARN" as const),
    }),
    firstReply: some(40, { sec: random.between(5, 30), times: random.between(1, 3) }),
    inactivitySec: some(30, random.between(60, 400)),
    reopenWindowSec: random.pick([0, 60, 600, null]) ?? null,
  };
}

function queue(id: QueueId, mrdId: MrdId, random: Random): Queue {
  const places = mrdId === chat ? queueIds.filter((each) => each !== id && each !== "calls") : [];
  return {
    id,
    name: id,
    mrdId,
    queuePriority: random.between(1, 10),
    skills: random.chance(20) ? [{ skill: "billing", atLeast: 1 }] : [],
    serviceLevel: { thresholdSec: random.between(5, 60), targetPct: 80, type: 2, warnPct: 50 },
    offerSec: null,
    requestTtlSec: null,
    wrapUp: null,
    dispositions: [{ id: "solved", label: "Solved" }],
    dispositionRequired: random.chance(20),
    ronaPolicy: null,
    archived: false,
    routing: routing(random, places),
  };
}

/** The queue as somebody in charge may leave it: back in use, out of it, or with another word at its door. */
export function shutDifferently(random: Random, before: Queue): Queue {
  const places = queueIds.filter((id) => id !== before.id && id !== "calls");
  const { closedHours, nobodySignedIn } = routing(random, before.id === "calls" ? [] : places);
  const archived = !before.archived && random.chance(40);
  return { ...before, archived, routing: { ...before.routing, closedHours, nobodySignedIn } };
}

/** Other times for what waits already: of a queue, of its calendar, or of its medium. */
export function retimed(
  random: Random,
  queue: Queue,
): NonNullable<Configuration["directory"]>[number] {
  const [what] = [random.below(4)];
  if (what === 0) {
    const holidays = random.chance(50) ? [{ date: START_DATE, name: "Holiday" }] : [];
    return { kind: "CALENDAR", body: { ...calendar, holidays } };
  }
  const { steps, responseSla, firstReply, inactivitySec, staleAfterSec, lastAgent } = routing(
    random,
    [],
  );
  const times = { steps, responseSla, firstReply, inactivitySec, staleAfterSec, lastAgent };
  const calendarId =
    what === 1
      ? queue.routing.calendarId === null
        ? calendar.id
        : null
      : queue.routing.calendarId;
  const thresholdSec = random.between(5, 60);
  return {
    kind: "QUEUE",
    body: {
      ...queue,
      requestTtlSec: random.chance(50) ? random.between(30, 400) : null,
      serviceLevel: { ...queue.serviceLevel, thresholdSec },
      routing: { ...queue.routing, ...times, calendarId },
    },
  };
}

function source(id: SourceId, queueId: string, more: Partial<Source> = {}): Source {
  const mrdId = queueId === "calls" ? voice : chat;
  return aSource({ id, name: id, queueId: brand(queueId), mrdId, ...more });
}

/** What somebody may look like to begin with; the seed decides on skills and limits. */
function person(id: AgentId, random: Random): Agent {
  const mrds = mrdIds.map((mrdId) => idleMrd(mrdId, random.between(1, 3), START));
  return {
    ...freshAgent,
    id,
    workspaceId,
    name: id,
    teamIds: [brand("team")],
    queueIds: queueIds.filter(() => supervisors.has(id) || random.chance(75)),
    skills: {
      ...(random.chance(60) ? { german: random.between(1, 10) } : {}),
      ...(random.chance(60) ? { billing: random.between(1, 10) } : {}),
    },
    tags: random.chance(30) ? ["vip"] : random.chance(20) ? ["new"] : [],
    attributes: {
      level: random.between(1, 4),
      languages: random.chance(60) ? ["en", "fr"] : ["en"],
    },
    since: START,
    mrds: mrds.map((each) => ({ ...each, softTasks: random.between(1, each.maxTasks) })),
  };
}

export function configurationOf(random: Random): Configuration {
  const workspace: Workspace = {
    ...workspaceDefaults,
    id: workspaceId,
    name: "Simulated",
    ronaAutoReturnSec: random.chance(30) ? random.between(5, 60) : null,
    defaultQueueId: brand("support"),
  };
  const interruptible = { ...plainConduct, interruptible: random.chance(50) };
  return {
    directory: [
      { kind: "WORKSPACE", body: workspace },
      {
        kind: "MRD",
        body: mrd(chat, random, {
          conduct: {
            ...interruptible,
            onInterrupted: random.chance(50) ? "HOLD" : "REMOVE_ALL_AGENTS",
            autoJoin: random.chance(50),
            units: random.pick([0, 0, 25, 40]) ?? 0,
          },
        }),
      },
      { kind: "MRD", body: mrd(voice, random, { type: "CX_VOICE", maxRequests: 1 }) },
      ...queueIds.map((id) => ({
        kind: "QUEUE" as const,
        body: queue(id, id === "calls" ? voice : chat, random),
      })),
      {
        kind: "LIST",
        body: {
          id: listId,
          name: "Picks",
          description: "",
          mrdId: chat,
          queueId: brand("support"),
        },
      },
      { kind: "CALENDAR", body: calendar },
      { kind: "WORKFLOW", body: flow(random) },
      { kind: "TAG", body: { id: "vip", name: "VIP", weight: 20, required: false } },
      {
        kind: "SOURCE",
        body: source(brand("web"), "support", {
          arrival: { ...plainArrival, workflowId: random.chance(50) ? workflow : null },
        }),
      },
      {
        kind: "SOURCE",
        body: source(brand("live"), "billing", {
          sessionBound: true,
          absentAfterSec: random.between(10, 120),
          onAbsent: random.chance(70) ? "END" : "MARK",
        }),
      },
      {
        kind: "SOURCE",
        body: source(brand("phone"), "calls", {
          sessionBound: true,
          communicationType: "PHONE",
          arrival: { ...plainArrival, externalTransfer: "BLIND" },
        }),
      },
      {
        kind: "SOURCE",
        body: source(brand("list"), "support", {
          arrival: { ...plainArrival, mode: "PULL", listId },
        }),
      },
      {
        kind: "SOURCE",
        body: source(brand("inbox"), "support", { arrival: { ...plainArrival, mode: "INBOX" } }),
      },
      { kind: "REASON", body: { id: "BREAK", label: "Break" } },
    ],
    agents: agentIds.map((id) => person(id, random)),
  };
}
