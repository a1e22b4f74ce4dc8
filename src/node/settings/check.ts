import { checkCalendar } from "../../domain/calendar/check.ts";
import { isTimezone } from "../../domain/calendar/zone.ts";
import type { Queue, WayOut } from "../../domain/queue.ts";
import { type Rule, leavesOf } from "../../domain/rules/rule.ts";
import { agentWords } from "../../domain/rules/agent-words.ts";
import { contradictionIn } from "../../domain/rules/contradiction.ts";
import { problemText, readRule } from "../../domain/rules/read.ts";
import { targetWords } from "../../domain/rules/target-words.ts";
import { nearest } from "../../domain/rules/nearest.ts";
import { type Vocabulary, plainName } from "../../domain/rules/vocabulary.ts";
import { workWords, workforceWords } from "../../domain/rules/work-words.ts";
import type { SkillNeed } from "../../domain/skill.ts";
import type { Source } from "../../domain/source.ts";
import type { Workflow, WorkflowTarget } from "../../domain/workflow.ts";
import type { DirectoryBodies, DirectoryKind } from "../../protocol/rows/directory-row.ts";
import type { SettingKind } from "../../protocol/settings.ts";
import type { Fault } from "../faults.ts";

/** What is wrong with a setting whose shape is right, and where. */
export interface SettingProblem extends Fault {
  /** True where it is a rule that cannot be read. */
  readonly isRule: boolean;
}

/** What does not even have the right shape. */
export function asProblem(fault: Fault): SettingProblem {
  return { ...fault, isRule: false };
}

/** Looks up another setting. */
export type Look = <K extends DirectoryKind>(kind: K, id: string) => DirectoryBodies[K] | undefined;

/** The ids of all settings of a kind that are in use: for what was probably meant. */
export type IdsOf = (kind: SettingKind) => readonly string[];

type Say = (path: string, message: string, isRule?: boolean) => void;
interface Looking {
  readonly look: Look;
  readonly idsOf: IdsOf;
  readonly say: Say;
}
type Checks = {
  readonly [K in SettingKind]: (body: DirectoryBodies[K], looking: Looking) => void;
};

const nothing = () => undefined;

const checks: Checks = {
  WORKSPACE: ({ timezone, defaultQueueId }, looking) => {
    checkZone(timezone, looking.say);
    refersTo("defaultQueueId", "QUEUE", defaultQueueId, looking);
  },
  QUEUE: checkQueue,
  MRD: nothing,
  SOURCE: checkSource,
  TEAM: nothing,
  REASON: nothing,
  SKILL: nothing,
  TAG: nothing,
  WORKFLOW: checkWorkflow,
  LIST: ({ mrdId, queueId }, looking) => {
    refersTo("mrdId", "MRD", mrdId, looking);
    refersTo("queueId", "QUEUE", queueId, looking);
    staysInMedium("queueId", { kind: "QUEUE", id: queueId, mrdId }, looking);
  },
  CALENDAR: (calendar, { say }) => {
    for (const { path, message } of checkCalendar(calendar)) say(path, message);
    const days = [...calendar.week, ...calendar.holidays.map(({ periods }) => periods ?? [])];
    if (calendar.active && days.every((periods) => periods.length === 0))
      say("week", "never opens, and work would wait for ever: give at least one day its hours");
  },
};

/** Everything that is wrong with a setting; empty where it may be used. */
export function checkSetting<K extends SettingKind>(
  kind: K,
  body: DirectoryBodies[K],
  look: Look,
  idsOf: IdsOf = () => [],
): readonly SettingProblem[] {
  const problems: SettingProblem[] = [];
  const say: Say = (path, message, isRule = false) => problems.push({ path, message, isRule });
  checks[kind](body, { look, idsOf, say });
  return problems;
}

function refersTo(
  path: string,
  kind: SettingKind,
  id: string | null,
  { look, idsOf, say }: Looking,
): void {
  if (id === null) return;
  const fault = missing(kind, id, { look, idsOf });
  if (fault !== null) say(path, fault);
}

/** Why a setting cannot be named; null where it is there and in use. */
export function missing(
  kind: SettingKind,
  id: string,
  { look, idsOf }: Pick<Looking, "look" | "idsOf">,
): string | null {
  const one = kind.toLowerCase();
  const named = look(kind, id);
  if (named !== undefined) return isArchived(named) ? `the ${one} ${id} is archived` : null;
  const near = nearest(id, idsOf(kind));
  return `there is no ${one} "${id}"${near === null ? "" : `; did you mean "${near}"?`}`;
}

function isArchived(body: object): boolean {
  return "archived" in body && body.archived === true;
}

/** False of what is archived or switched off: nothing goes there by itself. */
export function isInUse(body: object): boolean {
  return !isArchived(body) && !("active" in body && body.active === false);
}

function checkZone(timezone: string, say: Say): void {
  if (!isTimezone(timezone)) say("timezone", `"${timezone}" is no time zone of the IANA database`);
}

function checkQueue(queue: Queue, looking: Looking): void {
  const { say } = looking;
  const { routing, dispositions } = queue;
  refersTo("mrdId", "MRD", queue.mrdId, looking);
  refersTo("routing.calendarId", "CALENDAR", routing.calendarId, looking);
  checkNeeds("skills", queue.skills, looking);
  checkRule("routing.membership", routing.membership, agentWords, looking);
  routing.steps.forEach(({ skills, rule }, at) => {
    checkNeeds(`routing.steps.${at}.skills`, skills, looking);
    checkRule(`routing.steps.${at}.rule`, rule, agentWords, looking);
  });
  if (routing.maxWait !== null)
    checkWayOut("routing.maxWait.wayOut", routing.maxWait.wayOut, queue, looking);
  const { closedHours } = routing;
  if (closedHours.action !== "QUEUE" && closedHours.action !== "REFUSE")
    checkWayOut("routing.closedHours", closedHours, queue, looking);
  const estimate = routing.estimatedWait;
  if (estimate !== null && estimate.minSec > estimate.maxSec)
    say("routing.estimatedWait", "minSec is not above maxSec");
  eachOnce("dispositions", dispositions, ({ id }) => id, say);
  if (queue.dispositionRequired && dispositions.length === 0)
    say("dispositionRequired", "cannot be true: the queue has no dispositions to choose from");
}

/** A list whose entries are told apart by one of their fields. */
function eachOnce<T>(path: string, list: readonly T[], key: (entry: T) => string, say: Say): void {
  if (new Set(list.map(key)).size < list.length) say(path, "each id stands once");
}

/** Skills that a queue or one of its steps asks for, at levels that somebody can have. */
function checkNeeds(path: string, needs: readonly SkillNeed[], looking: Looking): void {
  needs.forEach(({ skill, atLeast }, at) => {
    refersTo(`${path}.${at}.skill`, "SKILL", skill, looking);
    if (looking.look("SKILL", skill)?.kind === "BOOLEAN" && atLeast > 1)
      looking.say(`${path}.${at}.atLeast`, `nobody can have it: ${skill} has no levels above 1`);
  });
  eachOnce(path, needs, ({ skill }) => skill, looking.say);
}

/** Work that leaves a queue stays with the same kind of agents. */
function checkWayOut(path: string, wayOut: WayOut, queue: Queue, looking: Looking): void {
  if (wayOut.action === "NO_AGENT_AVAILABLE") return;
  if (wayOut.action === "WORKFLOW")
    return refersTo(`${path}.workflowId`, "WORKFLOW", wayOut.workflowId, looking);
  refersTo(`${path}.queueId`, "QUEUE", wayOut.queueId, looking);
  if (wayOut.action === "OVERFLOW_QUEUE" && wayOut.queueId === queue.id)
    looking.say(`${path}.queueId`, "a queue cannot overflow into itself");
}

function staysInMedium(
  path: string,
  { kind, id, mrdId }: { kind: "QUEUE" | "LIST"; id: string | null; mrdId: string },
  { look, say }: Looking,
): void {
  const named = id === null ? undefined : look(kind, id);
  if (named !== undefined && named.mrdId !== mrdId)
    say(path, `the ${kind.toLowerCase()} ${id} is of another medium`);
}

function checkSource({ mrdId, queueId, sites, arrival }: Source, looking: Looking): void {
  const { say } = looking;
  refersTo("mrdId", "MRD", mrdId, looking);
  refersTo("queueId", "QUEUE", queueId, looking);
  staysInMedium("queueId", { kind: "QUEUE", id: queueId, mrdId }, looking);
  sites.forEach((site, at) => {
    if (!URL.canParse(site)) say(`sites.${at}`, "is no address that a browser could open");
  });
  refersTo("arrival.workflowId", "WORKFLOW", arrival.workflowId, looking);
  refersTo("arrival.listId", "LIST", arrival.listId, looking);
  staysInMedium("arrival.listId", { kind: "LIST", id: arrival.listId, mrdId }, looking);
  if (arrival.mode === "PULL" && arrival.listId === null)
    say("arrival.listId", "a source that is pulled from names its list");
}

function checkWorkflow({ filters, defaultTarget }: Workflow, looking: Looking): void {
  if (filters.length === 0 && defaultTarget === null)
    looking.say(
      "filters",
      "work would lead nowhere: there is neither a filter nor a default target",
    );
  filters.forEach(({ expression, targets }, at) => {
    const path = `filters.${at}`;
    checkRule(`${path}.expression`, expression, workWords, looking);
    const before = filters.findIndex((other) => other.expression === expression);
    if (before < at)
      looking.say(
        `${path}.expression`,
        `takes nothing: filter ${before} takes the same work before`,
      );
    targets.forEach((target, place) => checkTarget(`${path}.targets.${place}`, target, looking));
  });
  if (defaultTarget !== null) checkTarget("defaultTarget", defaultTarget, looking);
}

function checkTarget(path: string, target: WorkflowTarget, looking: Looking): void {
  refersTo(`${path}.queueId`, "QUEUE", target.queueId, looking);
  checkRule(`${path}.expression`, target.expression, targetWords, looking);
  checkRule(`${path}.skipIf`, target.skipIf, workforceWords, looking);
  target.orderBy.forEach(({ field }, at) => {
    const skill = skillIn(field);
    if (skill !== null) refersTo(`${path}.orderBy.${at}.field`, "SKILL", skill, looking);
  });
}

/** A rule that cannot be read, or that nothing can ever meet, is refused where it is set. */
function checkRule<S>(
  path: string,
  text: string | null,
  vocabulary: Vocabulary<S>,
  looking: Looking,
): void {
  if (text === null) return;
  const { say } = looking;
  const read = readRule(text, vocabulary);
  if (!read.ok) return say(path, problemText(read.problem), true);
  const contradiction = contradictionIn(read.rule);
  if (contradiction !== null) say(path, `nothing can ever match: ${contradiction}`, true);
  for (const skill of new Set(skillsIn(read.rule, vocabulary))) {
    const fault = missing("SKILL", skill, looking);
    if (fault !== null) say(path, fault, true);
  }
}

/** Skills that a rule about agents names: `skills.french >= 3`, `worker.skills HAS 'french'`. */
function* skillsIn<S>(rule: Rule, vocabulary: Vocabulary<S>): Iterable<string> {
  for (const { field, op, value } of leavesOf(rule)) {
    const plain = withoutAgent(plainName(vocabulary, field));
    const own = skillIn(plain);
    if (own !== null) yield own;
    if (plain === "skills" && op === "HAS" && value.is === "TEXT") yield value.text;
    const other = value.is === "FIELD" ? skillIn(withoutAgent(value.field)) : null;
    if (other !== null) yield other;
  }
}

function withoutAgent(name: string): string {
  return name.replace(/^(?:worker|agent)\./, "");
}

function skillIn(name: string): string | null {
  return name.startsWith("skills.") ? name.slice("skills.".length) : null;
}
