import Type, { type TSchema } from "typebox";
import { RULE_MAX_LENGTH } from "../domain/rules/rule.ts";
import { selectionPolicies } from "../domain/selection.ts";
import { communicationTypes } from "../domain/interaction.ts";
import { IdText, exact, literals, nullable } from "./schema.ts";
import { AttributesShape, LineText, NameText, ProseText, SiteText } from "./text.ts";

/** What an administrator sets, field by field: the shapes of directory bodies, with their limits (domain.md 7.9). */

const name = NameText(100);
const archived = Type.Optional(Type.Boolean());
const longText = ProseText(500);
const id = IdText();
const seconds = (maximum: number, minimum = 0) => Type.Integer({ minimum, maximum });
const DAY = 86_400;
const FORTNIGHT = 14 * DAY;
const rule = ProseText(RULE_MAX_LENGTH);
const ronaPolicy = literals(["MRD_NOT_READY", "AGENT_TIMEOUT_ACTIVITY", "KEEP_READY"]);
const fallback = literals(["REQUEUE", "RETURN_TO_SENDER", "NONE"]);
const wrapUp = exact({ enabled: Type.Boolean(), seconds: seconds(DAY) });
const skillNeeds = Type.Array(
  exact({
    skill: NameText(64),
    atLeast: Type.Integer({ minimum: 1, maximum: 10 }),
  }),
  { maxItems: 20 },
);
const wayOut = Type.Union([
  exact({ action: Type.Literal("NO_AGENT_AVAILABLE") }),
  exact({ action: Type.Literal("OVERFLOW_QUEUE"), queueId: id }),
  exact({ action: literals(["VOICEMAIL", "CALLBACK"]), queueId: nullable(id) }),
  exact({ action: Type.Literal("WORKFLOW"), workflowId: id }),
]);
const closedHours = Type.Union([
  exact({ action: Type.Literal("QUEUE") }),
  exact({
    action: Type.Literal("REFUSE"),
    message: ProseText(1000, 1),
  }),
  wayOut,
]);

const RoutingSettings = exact({
  enabled: Type.Boolean(),
  policy: literals(selectionPolicies),
  order: literals(["OLDEST", "LONGEST_SINCE_CUSTOMER"]),
  steps: Type.Array(exact({ timeoutSec: seconds(DAY), skills: skillNeeds, rule: nullable(rule) }), {
    maxItems: 10,
  }),
  membership: nullable(rule),
  tagRouting: Type.Boolean(),
  lastAgent: nullable(exact({ holdSec: seconds(DAY) })),
  fairShare: nullable(
    exact({ max: Type.Integer({ minimum: 1, maximum: 1000 }), windowSec: seconds(DAY, 1) }),
  ),
  staleAfterSec: nullable(seconds(FORTNIGHT, 1)),
  declineBackOffSec: nullable(seconds(DAY)),
  maxMisses: nullable(Type.Integer({ minimum: 1, maximum: 100 })),
  transferRonaFallback: nullable(fallback),
  maxWait: nullable(exact({ sec: seconds(FORTNIGHT, 1), wayOut })),
  calendarId: nullable(id),
  closedHours,
  nobodySignedIn: literals(["PARK", "REFUSE"]),
  unresolved: literals(["REQUEUE", "COMPLETE"]),
  responseSla: nullable(
    exact({ sec: seconds(FORTNIGHT, 1), action: literals(["REROUTE", "WARN"]) }),
  ),
  firstReply: nullable(
    exact({ sec: seconds(FORTNIGHT, 1), times: Type.Integer({ minimum: 1, maximum: 20 }) }),
  ),
  inactivitySec: nullable(seconds(FORTNIGHT * 26, 1)),
  reopenWindowSec: nullable(seconds(FORTNIGHT * 26)),
  estimatedWait: nullable(exact({ minSec: seconds(DAY), maxSec: seconds(DAY) })),
  greeting: nullable(ProseText(1000, 1)),
  askRating: Type.Boolean(),
});

const QueueSettings = exact({
  id,
  name,
  mrdId: id,
  queuePriority: Type.Integer({ minimum: 1, maximum: 10 }),
  skills: skillNeeds,
  serviceLevel: exact({
    thresholdSec: seconds(FORTNIGHT, 1),
    targetPct: Type.Integer({ minimum: 0, maximum: 100 }),
    type: Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3)]),
    warnPct: Type.Integer({ minimum: 1, maximum: 100 }),
    shortAbandonSec: Type.Optional(seconds(DAY)),
    includeFlowOuts: Type.Optional(Type.Boolean()),
  }),
  offerSec: nullable(seconds(DAY, 1)),
  requestTtlSec: nullable(seconds(FORTNIGHT, 1)),
  wrapUp: nullable(wrapUp),
  dispositions: Type.Array(exact({ id: NameText(64), label: name }), { maxItems: 200 }),
  dispositionRequired: Type.Boolean(),
  ronaPolicy: nullable(ronaPolicy),
  archived: Type.Boolean(),
  routing: RoutingSettings,
});

const MrdSettings = exact({
  id,
  name,
  type: literals(["CHAT", "CX_VOICE", "EMAIL", "TASK"]),
  maxRequests: Type.Integer({ minimum: 1, maximum: 50 }),
  wrapUpConsumesCapacity: Type.Boolean(),
  offerSec: seconds(DAY, 1),
  requestTtlSec: seconds(FORTNIGHT, 1),
  wrapUp,
  ronaPolicy: nullable(ronaPolicy),
  conduct: exact({
    interruptible: Type.Boolean(),
    onInterrupted: literals(["REMOVE_ALL_AGENTS", "HOLD"]),
    autoJoin: Type.Boolean(),
    autoAccept: Type.Boolean(),
    units: Type.Integer({ minimum: 0, maximum: 100 }),
  }),
});

const tagNeeds = Type.Array(
  exact({
    tag: NameText(64),
    weight: Type.Integer({ minimum: 0, maximum: 100 }),
    required: Type.Boolean(),
  }),
  { maxItems: 20 },
);
const target = exact({
  queueId: id,
  knownAgent: nullable(NameText(200)),
  priority: nullable(Type.Integer({ minimum: 1, maximum: 10 })),
  timeoutSec: nullable(seconds(FORTNIGHT)),
  expression: nullable(rule),
  orderBy: Type.Array(
    exact({
      field: Type.String({
        pattern: "^(skills|attributes)\\.[A-Za-z0-9_.]{1,64}$",
        description: "skills.NAME or attributes.NAME",
      }),
      direction: literals(["ASC", "DESC"]),
    }),
    { maxItems: 5 },
  ),
  skipIf: nullable(rule),
});

const WorkflowSettings = exact({
  id,
  name,
  filters: Type.Array(
    exact({
      name,
      expression: rule,
      targets: Type.Array(target, { minItems: 1, maxItems: 20 }),
      tags: nullable(
        exact({
          add: tagNeeds,
          remove: Type.Array(NameText(64), { maxItems: 20 }),
          set: nullable(tagNeeds),
        }),
      ),
    }),
    { maxItems: 200 },
  ),
  defaultTarget: nullable(target),
  archived,
});

const SourceSettings = exact({
  id,
  name,
  type: literals(["WEB_MESSAGING", "LIVE_CHAT"]),
  communicationType: literals(communicationTypes),
  subCommunicationType: NameText(40),
  mrdId: id,
  queueId: id,
  sessionBound: Type.Boolean(),
  sites: Type.Array(SiteText(), { maxItems: 50 }),
  defaultPriority: Type.Integer({ minimum: 1, maximum: 10 }),
  active: Type.Boolean(),
  arrival: exact({
    mode: literals(["PUSH", "PULL", "INBOX"]),
    workflowId: nullable(id),
    listId: nullable(id),
    externalTransfer: literals(["NONE", "BLIND", "ATTENDED"]),
  }),
  absentAfterSec: seconds(DAY, 10),
  onAbsent: literals(["END", "MARK"]),
});

const periods = Type.Array(exact({ from: Type.Integer(), to: Type.Integer() }), { maxItems: 24 });
const CalendarSettings = exact({
  id,
  name,
  timezone: LineText(100),
  week: Type.Array(periods),
  holidays: Type.Array(exact({ date: LineText(10), name, periods: Type.Optional(periods) })),
  active: Type.Boolean(),
});

const WorkspaceSettings = exact({
  id,
  name,
  timezone: LineText(100),
  ronaPolicy,
  offerGraceMs: Type.Integer({ minimum: 0, maximum: 10_000 }),
  agentSilenceSec: seconds(600, 5),
  agentDisconnectSec: seconds(DAY, 10),
  ronaBackOffSec: seconds(DAY),
  declineBackOffSec: seconds(DAY),
  transferRonaFallback: fallback,
  reopenWindowSec: seconds(FORTNIGHT * 26),
  ronaAutoReturnSec: nullable(seconds(DAY, 1)),
  defaultQueueId: nullable(id),
});

const TeamSettings = exact({ id, name, archived });
const ReasonSettings = exact({
  id,
  label: name,
  behaviour: Type.Optional(literals(["NONE", "CALLBACK"])),
  archived,
});
const SkillSettings = exact({
  id,
  name,
  kind: literals(["BOOLEAN", "PROFICIENCY_LEVEL"]),
  archived,
});
const TagSettings = exact({
  id,
  name,
  weight: Type.Integer({ minimum: 0, maximum: 100 }),
  required: Type.Boolean(),
  archived,
});
const ListSettings = exact({ id, name, description: longText, mrdId: id, queueId: id, archived });

/** Of an agent, what is set and not lived. */
export const AgentSettings = exact({
  name: NameText(200),
  teamIds: Type.Array(id, { maxItems: 100 }),
  queueIds: Type.Array(id, { maxItems: 500 }),
  skills: Type.Record(
    Type.String({ pattern: "^(?!__proto__$).{1,64}$" }),
    Type.Integer({ minimum: 1, maximum: 10 }),
    { maxProperties: 200, additionalProperties: false },
  ),
  tags: Type.Array(NameText(64), { maxItems: 100 }),
  attributes: AttributesShape(),
  /** By MRD: offers stop at `soft`, nothing goes beyond `max`. */
  capacities: Type.Array(
    exact({
      mrdId: id,
      soft: Type.Integer({ minimum: 0, maximum: 50 }),
      max: Type.Integer({ minimum: 0, maximum: 50 }),
    }),
    { maxItems: 50 },
  ),
});

export const settingsSchemas = {
  WORKSPACE: WorkspaceSettings,
  QUEUE: QueueSettings,
  MRD: MrdSettings,
  SOURCE: SourceSettings,
  TEAM: TeamSettings,
  REASON: ReasonSettings,
  SKILL: SkillSettings,
  TAG: TagSettings,
  WORKFLOW: WorkflowSettings,
  LIST: ListSettings,
  CALENDAR: CalendarSettings,
} as const satisfies Record<string, TSchema>;
export type SettingKind = keyof typeof settingsSchemas;
