import {
  type MrdId,
  type QueueId,
  type SourceId,
  type WorkflowId,
  type WorkspaceId,
  brand,
} from "../domain/id.ts";
import { type Mrd, type Queue, plainConduct, plainRouting } from "../domain/queue.ts";
import { type Source, plainAbsence, plainArrival } from "../domain/source.ts";
import { type Workspace, workspaceDefaults } from "../domain/workspace.ts";
import {
  billingRouting,
  helpWorkflow,
  salesRouting,
  shopWorkflow,
  techRouting,
  webRouting,
} from "./demo-routing.ts";
import type { Reason, Team } from "../protocol/rows/directory-row.ts";

/** Acme Telecom, a company that does not exist: what it does and how it is asked. */
export const demoWorkspaceId: WorkspaceId = brand("demo");

export function demoWorkspace(): Workspace {
  return { id: demoWorkspaceId, name: "Acme Telecom", ...workspaceDefaults };
}

export const chatMrd: Mrd = {
  id: brand<MrdId>("chat"),
  name: "Chat",
  type: "CHAT",
  maxRequests: 4,
  wrapUpConsumesCapacity: true,
  offerSec: 20,
  requestTtlSec: 900,
  wrapUp: { enabled: true, seconds: 60 },
  ronaPolicy: null,
  conduct: plainConduct,
};

type Own = Pick<Queue, "name" | "dispositions"> &
  Partial<Queue> & { readonly thresholdSec: number };

function queue(id: string, { thresholdSec, ...own }: Own): Queue {
  return {
    id: brand<QueueId>(id),
    mrdId: chatMrd.id,
    queuePriority: 5,
    skills: [],
    serviceLevel: { thresholdSec, targetPct: 80, type: 2, warnPct: 50 },
    offerSec: null,
    requestTtlSec: null,
    wrapUp: null,
    dispositionRequired: false,
    ronaPolicy: null,
    archived: false,
    routing: plainRouting,
    ...own,
  };
}

export const demoQueues: readonly Queue[] = [
  queue("billing", {
    name: "Billing",
    thresholdSec: 90,
    routing: billingRouting,
    skills: [{ skill: "billing", atLeast: 1 }],
    dispositionRequired: true,
    dispositions: [
      { id: "refund", label: "Refund" },
      { id: "dispute", label: "Charge disputed" },
      { id: "payment-method", label: "Payment method" },
      { id: "copy", label: "Copy of a bill" },
      { id: "explained", label: "Bill explained" },
    ],
  }),
  queue("tech", {
    name: "Tech",
    thresholdSec: 120,
    skills: [{ skill: "tech", atLeast: 3 }],
    routing: techRouting,
    dispositions: [
      { id: "fixed", label: "Fixed" },
      { id: "outage", label: "Outage" },
      { id: "technician", label: "Technician booked" },
      { id: "explained", label: "Explained" },
    ],
  }),
  queue("sales", {
    name: "Sales",
    thresholdSec: 60,
    queuePriority: 7,
    routing: salesRouting,
    wrapUp: { enabled: true, seconds: 90 },
    dispositions: [
      { id: "sold", label: "Sold" },
      { id: "interested", label: "Interested" },
      { id: "moved", label: "Moving house" },
      { id: "declined", label: "Not interested" },
    ],
  }),
  queue("web", {
    name: "Web",
    thresholdSec: 90,
    routing: webRouting,
    dispositions: [
      { id: "access", label: "Access restored" },
      { id: "fault", label: "Fault of the site" },
      { id: "explained", label: "Explained" },
    ],
  }),
];

export function source(id: string, name: string, queueId: string, workflowId?: WorkflowId): Source {
  return {
    id: brand<SourceId>(id),
    name,
    type: "WEB_MESSAGING",
    communicationType: "MESSAGING",
    subCommunicationType: "WEB_MESSAGING",
    mrdId: chatMrd.id,
    queueId: brand<QueueId>(queueId),
    sessionBound: false,
    sites: [],
    defaultPriority: 1,
    active: true,
    arrival: { ...plainArrival, workflowId: workflowId ?? null },
    ...plainAbsence,
  };
}

/** The one whose customers end the conversation by leaving. */
const liveChat: Source = {
  ...source("live", "Live chat", "web"),
  type: "LIVE_CHAT",
  subCommunicationType: "LIVE_CHAT",
  sessionBound: true,
  defaultPriority: 3,
};

export const demoSources: readonly Source[] = [
  source("web", "Help page", "billing", helpWorkflow),
  source("support", "Support pages", "tech"),
  source("shop", "Shop", "sales", shopWorkflow),
  source("portal", "Customer portal", "web"),
  liveChat,
];

export const demoReasons: readonly Reason[] = [
  { id: "break", label: "Break" },
  { id: "lunch", label: "Lunch" },
  { id: "training", label: "Training" },
  { id: "meeting", label: "Meeting" },
];

export const demoTeams: readonly Team[] = [
  { id: "service", name: "Service" },
  { id: "technical", name: "Technical help" },
  { id: "sales", name: "Sales" },
];
