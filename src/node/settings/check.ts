import { checkCalendar } from "../../domain/calendar/check.ts";
import { isTimezone } from "../../domain/calendar/zone.ts";
import type { Queue, WayOut } from "../../domain/queue.ts";
import { agentWords } from "../../domain/rules/agent-words.ts";
import { contradictionIn } from "../../domain/rules/contradiction.ts";
import { problemText, readRule } from "../../domain/rules/read.ts";
import { targetWords } from "../../domain/rules/target-words.ts";
import type { Vocabulary } from "../../domain/rules/vocabulary.ts";
import { workWords, workforceWords } from "../../domain/rules/work-words.ts";
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

type Say = (path: string, message: string, isRule?: boolean) => void;
type Checks = {
  readonly [K in SettingKind]: (body: DirectoryBodies[K], look: Look, say: Say) => void;
};

const nothing = () => undefined;

const checks: Checks = {
  WORKSPACE: ({ timezone, defaultQueueId }, look, say) => {
    checkZone(timezone, say);
    refersTo("defaultQueueId", "QUEUE", defaultQueueId, { look, say });
  },
  QUEUE: checkQueue,
  MRD: nothing,
  SOURCE: checkSource,
  TEAM: nothing,
  REASON: nothing,
  SKILL: nothing,
  TAG: nothing,
  WORKFLOW: checkWorkflow,
  LIST: ({ mrdId, queueId }, look, say) => {
    refersTo("mrdId", "MRD", mrdId, { look, say });
    refersTo("queueId", "QUEUE", queueId, { look, say });
  },
  CALENDAR: (calendar, _look, say) => {
    for (const { path, message } of checkCalendar(calendar)) say(path, message);
  },
};

/** Everything that is wrong with a setting; empty where it may be used. */
export function checkSetting<K extends SettingKind>(
  kind: K,
  body: DirectoryBodies[K],
  look: Look,
): readonly SettingProblem[] {
  const problems: SettingProblem[] = [];
  checks[kind](body, look, (path, message, isRule = false) =>
    problems.push({ path, message, isRule }),
  );
  return problems;
}

interface Looking {
  readonly look: Look;
  readonly say: Say;
}

function refersTo(
  path: string,
  kind: DirectoryKind,
  id: string | null,
  { look, say }: Looking,
): void {
  if (id === null) return;
  const named = look(kind, id);
  if (named === undefined) say(path, `there is no ${kind.toLowerCase()} ${id}`);
  else if (isArchived(named)) say(path, `the ${kind.toLowerCase()} ${id} is archived`);
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

function checkQueue(queue: Queue, look: Look, say: Say): void {
  const looking = { look, say };
  const { routing } = queue;
  refersTo("mrdId", "MRD", queue.mrdId, looking);
  refersTo("routing.calendarId", "CALENDAR", routing.calendarId, looking);
  checkRule("routing.membership", routing.membership, agentWords, say);
  routing.steps.forEach(({ rule }, at) =>
    checkRule(`routing.steps.${at}.rule`, rule, agentWords, say),
  );
  if (routing.maxWait !== null)
    checkWayOut("routing.maxWait.wayOut", routing.maxWait.wayOut, queue, looking);
  const { closedHours } = routing;
  if (closedHours.action !== "QUEUE" && closedHours.action !== "REFUSE")
    checkWayOut("routing.closedHours", closedHours, queue, looking);
  const estimate = routing.estimatedWait;
  if (estimate !== null && estimate.minSec > estimate.maxSec)
    say("routing.estimatedWait", "minSec is not above maxSec");
  const labels = queue.dispositions.map((each) => each.id);
  if (new Set(labels).size < labels.length) say("dispositions", "each id stands once");
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

function checkSource({ mrdId, queueId, arrival }: Source, look: Look, say: Say): void {
  const looking = { look, say };
  refersTo("mrdId", "MRD", mrdId, looking);
  refersTo("queueId", "QUEUE", queueId, looking);
  const queue = look("QUEUE", queueId);
  if (queue !== undefined && queue.mrdId !== mrdId)
    say("queueId", `the queue ${queueId} is of another medium`);
  refersTo("arrival.workflowId", "WORKFLOW", arrival.workflowId, looking);
  refersTo("arrival.listId", "LIST", arrival.listId, looking);
  if (arrival.mode === "PULL" && arrival.listId === null)
    say("arrival.listId", "a source that is pulled from names its list");
}

function checkWorkflow({ filters, defaultTarget }: Workflow, look: Look, say: Say): void {
  const looking = { look, say };
  filters.forEach(({ expression, targets }, at) => {
    checkRule(`filters.${at}.expression`, expression, workWords, say);
    targets.forEach((target, place) =>
      checkTarget(`filters.${at}.targets.${place}`, target, looking),
    );
  });
  if (defaultTarget !== null) checkTarget("defaultTarget", defaultTarget, looking);
}

function checkTarget(path: string, target: WorkflowTarget, looking: Looking): void {
  refersTo(`${path}.queueId`, "QUEUE", target.queueId, looking);
  checkRule(`${path}.expression`, target.expression, targetWords, looking.say);
  checkRule(`${path}.skipIf`, target.skipIf, workforceWords, looking.say);
}

/** A rule that cannot be read, or that nothing can ever meet, is refused where it is set. */
function checkRule<S>(
  path: string,
  text: string | null,
  vocabulary: Vocabulary<S>,
  say: Say,
): void {
  if (text === null) return;
  const read = readRule(text, vocabulary);
  if (!read.ok) return say(path, problemText(read.problem), true);
  const contradiction = contradictionIn(read.rule);
  if (contradiction !== null) say(path, `nothing can ever match: ${contradiction}`, true);
}
