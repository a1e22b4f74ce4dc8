import type { RoutingFilter } from "../../../domain/offer.ts";
import {
  type Candidate,
  type Choice,
  RUNNERS_UP,
  compareCandidates,
  explained,
  hasHadItsShare,
  isBackingOff,
} from "../../../domain/routing.ts";
import type { Instant } from "../../../domain/time.ts";
import type { Line } from "./line.ts";
import { mrdOf } from "./lines.ts";
import type { FilteredOut, People } from "./people.ts";
import type { Person, Work } from "./entries.ts";

/** One more than is told of, for whoever served the customer last may be among them and is moved before them. */
const MOST = RUNNERS_UP + 1;

/** The first few of those who may take some work, and how many were held back only by its own past or theirs. */
interface Chosen {
  readonly first: readonly Person[];
  readonly heldBack: FilteredOut;
}

/** Who is offered this work and why, or null where nobody can be. */
export function chooseFor(work: Work, people: People, now: Instant): Choice | null {
  const { task, queue, of } = work;
  const free = people.countFree(of);
  if (free === 0) return null;
  const line = lineFor(work, people, free);
  const chosen =
    line === null ? fromAll(work, people, now) : fromLine(line, { work, people, free, now });
  const [first, ...others] = lastAgentFirst(work, people, chosen.first, now);
  if (first === undefined) return null;
  const assignment = {
    ...explained(task, first.agent, queue, of.need),
    runnersUp: others.slice(0, RUNNERS_UP).map((each) => each.agent.id),
    filteredOut: { ...people.filteredOut(of, free), ...chosen.heldBack },
    considered: people.all.length,
  };
  return { agentId: first.agent.id, assignment };
}

/** Where many may take it and the order is everybody's: then the first few stand near the front of the line. */
function lineFor({ task, queue, of }: Work, people: People, free: number): Line | null {
  const { route, tags } = task.wait;
  if (of.need.agentId !== null || queue.routing.fairShare !== null) return null;
  if (route !== null && route.orderBy.length > 0) return null;
  if (tags.some((each) => !each.required && each.weight > 0)) return null;
  if (free <= MOST || free * free * 3 < people.freeOn(of.need.mrdId)) return null;
  return people.lineOf(of.need.mrdId, queue.routing.policy);
}

interface Facts {
  readonly work: Work;
  readonly people: People;
  readonly free: number;
  readonly now: Instant;
}

function fromLine(line: Line, { work, people, now }: Facts): Chosen {
  const { task, of } = work;
  const backing = new Set<string>();
  for (const { agentId } of task.exclusions) {
    const person = people.person(agentId);
    if (person === undefined || !isBackingOff(task, agentId, now)) continue;
    if (people.isFreeFor(person, of)) backing.add(agentId);
  }
  const first = line.first(
    MOST,
    (person) => people.meets(person, of) && !backing.has(person.agent.id),
  );
  return { first, heldBack: backing.size === 0 ? {} : { BACKING_OFF: backing.size } };
}

function fromAll(work: Work, people: People, now: Instant): Chosen {
  const { task, queue, of } = work;
  const heldBack: FilteredOut = {};
  const able: Able[] = [];
  for (const person of people.free(of)) {
    const filter = heldBackBy(work, person, now);
    const mrd = mrdOf(person.agent, of.need.mrdId);
    if (filter !== null) heldBack[filter] = (heldBack[filter] ?? 0) + 1;
    else if (mrd !== undefined) able.push({ person, agent: person.agent, mrd });
  }
  const first = best(able, compareCandidates(task, { queue }, of.need), MOST);
  return { first: first.map((each) => each.person), heldBack };
}

interface Able extends Candidate {
  readonly person: Person;
}

/** What time alone will change, where nothing else is in the way. */
export function heldBackBy({ task, queue }: Work, { agent }: Person, now: Instant) {
  if (isBackingOff(task, agent.id, now)) return "BACKING_OFF" satisfies RoutingFilter;
  return hasHadItsShare(agent, queue, now) ? ("OVER_FAIR_SHARE" satisfies RoutingFilter) : null;
}

/** The first few in order, in one pass over all. */
function best<T>(all: readonly T[], compare: (left: T, right: T) => number, count: number): T[] {
  const first: T[] = [];
  for (const item of all) {
    const worst = first[count - 1];
    if (worst !== undefined && compare(item, worst) >= 0) continue;
    let at = first.length;
    while (at > 0 && compare(item, first[at - 1] ?? item) < 0) at -= 1;
    first.splice(at, 0, item);
    if (first.length > count) first.pop();
  }
  return first;
}

/** Whoever served the customer last stands before all others while the first step is open. */
function lastAgentFirst(
  work: Work,
  people: People,
  ordered: readonly Person[],
  now: Instant,
): readonly Person[] {
  const { step, lastAgent } = work.task.wait;
  if (step !== 0 || lastAgent === null) return ordered;
  const last = people.person(lastAgent.agentId);
  if (last === undefined || !people.isFreeFor(last, work.of)) return ordered;
  if (heldBackBy(work, last, now) !== null) return ordered;
  return [last, ...ordered.filter((each) => each !== last)];
}
