import { plainConduct, plainRouting } from "../../domain/queue.ts";
import { plainAbsence, plainArrival } from "../../domain/source.ts";
import type { SettingKind } from "../../protocol/settings.ts";

/** What a new setting begins with; what has no sensible beginning has to be said. */
export const beginnings: Readonly<Record<SettingKind, object>> = {
  WORKSPACE: {},
  QUEUE: {
    queuePriority: 1,
    skills: [],
    serviceLevel: { thresholdSec: 60, targetPct: 80, type: 1, warnPct: 75 },
    offerSec: null,
    requestTtlSec: null,
    wrapUp: null,
    dispositions: [],
    dispositionRequired: false,
    ronaPolicy: null,
    archived: false,
    routing: plainRouting,
  },
  MRD: {
    maxRequests: 1,
    wrapUpConsumesCapacity: true,
    offerSec: 20,
    requestTtlSec: 300,
    wrapUp: { enabled: true, seconds: 60 },
    ronaPolicy: null,
    conduct: plainConduct,
  },
  SOURCE: {
    type: "WEB_MESSAGING",
    communicationType: "MESSAGING",
    subCommunicationType: "Chat",
    sessionBound: false,
    sites: [],
    defaultPriority: 1,
    active: true,
    arrival: plainArrival,
    ...plainAbsence,
  },
  TEAM: {},
  REASON: { behaviour: "NONE" },
  SKILL: { kind: "PROFICIENCY_LEVEL" },
  TAG: { weight: 0, required: false },
  WORKFLOW: { filters: [], defaultTarget: null },
  LIST: { description: "" },
  // Hours have to be said: a week of none would never open.
  CALENDAR: { timezone: "UTC", holidays: [], active: true },
};

/** Parts of a setting that are changed field by field, like the whole. */
export const nested: ReadonlySet<string> = new Set([
  "routing",
  "conduct",
  "arrival",
  "serviceLevel",
]);

/** A setting with changes laid over it; what is not named stays as it is. */
export function changed(present: object, changes: object): object {
  const merged = new Map<string, unknown>(Object.entries(present));
  for (const [field, value] of Object.entries(changes)) {
    const before = merged.get(field);
    const isNested = nested.has(field) && isPlain(before) && isPlain(value);
    merged.set(field, isNested ? changed(before, value) : value);
  }
  return Object.fromEntries(merged);
}

function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
