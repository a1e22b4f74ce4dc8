import type { Calendar } from "../domain/calendar.ts";
import { type CalendarId, type QueueId, type WorkflowId, brand } from "../domain/id.ts";
import { type QueueRouting, plainRouting } from "../domain/queue.ts";
import type { Folder } from "../domain/folder.ts";
import type { Tag, Workflow, WorkflowTarget } from "../domain/workflow.ts";
import type { Skill } from "../protocol/rows/directory-row.ts";

/** How Acme Telecom routes: enough of everything that it can be seen at work. */

const target = (queue: string, changes: Partial<WorkflowTarget> = {}): WorkflowTarget => ({
  queueId: brand<QueueId>(queue),
  knownAgent: null,
  priority: null,
  timeoutSec: null,
  expression: null,
  orderBy: [],
  skipIf: null,
  ...changes,
});

/** Agents at whose desks people sit: what comes from the help page is theirs first. */
export const GUEST_TAG = "guest";

export const helpWorkflow: WorkflowId = brand("help");
export const shopWorkflow: WorkflowId = brand("shop");

/** The help page knows an outage from a bill; the shop sends what is large to whoever sells best. */
export const demoWorkflows: readonly Workflow[] = [
  {
    id: helpWorkflow,
    name: "Help page",
    filters: [
      {
        name: "Outages go first",
        expression: "text CONTAINS 'outage' OR text CONTAINS 'no internet'",
        targets: [target("tech", { priority: 8 })],
        tags: { add: [{ tag: "outage", weight: 40, required: false }], remove: [], set: null },
      },
      {
        name: "Refunds to those who may grant them",
        expression: "text CONTAINS 'refund'",
        targets: [
          target("billing", { timeoutSec: 20, expression: "worker.skills.billing >= 5" }),
          target("billing"),
        ],
        tags: null,
      },
    ],
    defaultTarget: target("billing"),
  },
  {
    id: shopWorkflow,
    name: "Shop",
    filters: [
      {
        name: "Business customers",
        expression: "text CONTAINS 'business' OR text CONTAINS 'company'",
        targets: [
          target("sales", {
            priority: 6,
            timeoutSec: 30,
            orderBy: [{ field: "skills.sales", direction: "DESC" }],
          }),
          target("sales", { priority: 7 }),
        ],
        tags: { add: [{ tag: "vip", weight: 50, required: false }], remove: [], set: null },
      },
    ],
    defaultTarget: target("sales"),
  },
];

export const demoTags: readonly Tag[] = [
  { id: "vip", name: "VIP", weight: 50, required: false },
  { id: "outage", name: "Outage", weight: 40, required: false },
  { id: GUEST_TAG, name: "Guest", weight: 0, required: false },
];

export const demoSkills: readonly Skill[] = [
  "billing",
  "tech",
  "sales",
  "english",
  "french",
  "german",
  "japanese",
  "portuguese",
  "spanish",
].map((id) => ({
  id,
  name: id.charAt(0).toUpperCase() + id.slice(1),
  kind: "PROFICIENCY_LEVEL" as const,
}));

const allDay = [{ from: 0, to: 1440 }];

/** Open around the clock, so that the demo can be looked at at any hour; but not on New Year's Day. */
export const demoCalendar: Calendar = {
  id: brand<CalendarId>("always"),
  name: "Around the clock",
  timezone: "UTC",
  week: Array.from({ length: 7 }, () => allDay),
  holidays: [{ date: "2027-01-01", name: "New Year's Day" }],
  active: true,
};

/** The best first, after twenty seconds everybody: the queue's own skill is asked for in any case. */
export const techRouting: QueueRouting = {
  ...plainRouting,
  tagRouting: true,
  steps: [
    { timeoutSec: 20, skills: [{ skill: "tech", atLeast: 6 }], rule: null },
    { timeoutSec: 0, skills: [], rule: null },
  ],
};

/** Customers are told how long it may take: half a minute at least, a quarter of an hour at most. */
const estimatedWait = { minSec: 30, maxSec: 900 };

/**
 * Whoever tries the demo gets what they wrote themselves: people at desks first, after some seconds everybody. A step
 * asks no clock of nobody's being there, so a simulated agent waits as long where no desk is open.
 */
export const billingRouting: QueueRouting = {
  ...plainRouting,
  estimatedWait,
  askRating: true,
  steps: [
    { timeoutSec: 8, skills: [], rule: `tags HAS '${GUEST_TAG}'` },
    { timeoutSec: 0, skills: [], rule: null },
  ],
};

export const salesRouting: QueueRouting = { ...plainRouting, tagRouting: true, estimatedWait };

export const webRouting: QueueRouting = { ...plainRouting, calendarId: demoCalendar.id };

/** Everybody's: what supervisors of such a company would keep an eye on. */
export const demoFolders: readonly Folder[] = [
  {
    id: brand("outages"),
    name: "Outages",
    rule: "state == ACTIVE AND tags HAS 'outage'",
    ownerId: null,
    position: 1,
    archived: false,
  },
  {
    id: brand("long-waits"),
    name: "Waiting over a minute",
    rule: "waiting > 1m",
    ownerId: null,
    position: 2,
    archived: false,
  },
];
