import type { Instant } from "../../domain/time.ts";
import type { AudienceKey } from "./audience.ts";
import type { Mirror } from "./mirror.ts";
import type { InteractionPlace, Place, TaskPlace } from "./place.ts";
import {
  type Scope,
  belongsInteraction,
  bringsInteraction,
  bringsQueue,
  ownsOther,
  ownsTask,
  urgencyOf,
} from "./scope.ts";

/** A conversation with the tasks that belong to it: kept or left out as one. */
interface Unit {
  readonly urgency: number;
  readonly tasks: TaskPlace[];
  readonly interaction: InteractionPlace | null;
}

export interface Target {
  readonly rows: ReadonlyMap<number, Place>;
  readonly cut: boolean;
}

/** The content of a person's view as it should be now, or the interactions whose conversations must be read first. */
export function buildView(
  mirror: Mirror,
  scope: Scope,
  { now, limit }: { now: Instant; limit: number },
): Target | { missing: readonly string[] } {
  const rows = new Map<number, Place>();
  const found = collect(mirror, scope, now);
  for (const place of found.others) rows.set(place.number, place);
  const units = unitsOf(scope, found);
  // Every unit is a row at least: no more conversations than that can be needed.
  const candidates = units.slice(0, limit);
  const missing = candidates.flatMap(({ interaction }) =>
    interaction === null || mirror.conversations.isComplete(interaction.id) ? [] : [interaction.id],
  );
  if (missing.length > 0) return { missing };
  let cut = candidates.length < units.length;
  for (const unit of candidates) {
    const places = rowsOf(mirror, unit);
    if (rows.size + places.length > limit) {
      cut = true;
      break;
    }
    for (const place of places) rows.set(place.number, place);
  }
  return { rows, cut };
}

interface Found {
  readonly tasks: TaskPlace[];
  readonly interactions: Map<string, InteractionPlace>;
  readonly others: Place[];
}

function collect(mirror: Mirror, scope: Scope, now: Instant): Found {
  const tasks = new Map<string, TaskPlace>();
  const candidates = new Map<string, InteractionPlace>();
  const others: Place[] = [];
  for (const place of placesFor(mirror, scope.keys)) {
    if (place.kind === "TASK" && ownsTask(scope, place, now)) tasks.set(place.id, place);
    if (place.kind === "INTERACTION") candidates.set(place.id, place);
    if ((place.kind === "AGENT" || place.kind === "DIRECTORY") && ownsOther(scope, place)) {
      others.push(place);
    }
  }
  for (const task of tasks.values()) {
    const queue = bringsQueue(scope, task) ? mirror.queue(task.facts.queueId) : undefined;
    if (queue !== undefined) others.push(queue);
  }
  const interactions = belonging(scope, { tasks, candidates }, now);
  return { tasks: [...tasks.values()], interactions, others };
}

function belonging(
  scope: Scope,
  found: {
    tasks: ReadonlyMap<string, TaskPlace>;
    candidates: ReadonlyMap<string, InteractionPlace>;
  },
  now: Instant,
): Map<string, InteractionPlace> {
  const brought = new Set<string>();
  for (const task of found.tasks.values()) {
    if (bringsInteraction(task)) brought.add(task.facts.interactionId);
  }
  const interactions = new Map<string, InteractionPlace>();
  for (const place of found.candidates.values()) {
    const facts = { now, brought: brought.has(place.id) };
    if (belongsInteraction(scope, place, facts)) interactions.set(place.id, place);
  }
  return interactions;
}

function* placesFor(mirror: Mirror, keys: ReadonlySet<AudienceKey>): Iterable<Place> {
  for (const key of keys) yield* mirror.withKey(key);
}

function unitsOf(scope: Scope, found: Found): Unit[] {
  const tasksOf = new Map<string, TaskPlace[]>();
  for (const task of found.tasks) {
    const { interactionId } = task.facts;
    const home = bringsInteraction(task) ? found.interactions.get(interactionId) : undefined;
    const key = home?.id ?? `alone ${task.id}`;
    const present = tasksOf.get(key);
    if (present === undefined) tasksOf.set(key, [task]);
    else present.push(task);
  }
  const units: Unit[] = [];
  for (const interaction of found.interactions.values()) {
    const tasks = tasksOf.get(interaction.id) ?? [];
    tasksOf.delete(interaction.id);
    const urgencies = [interaction, ...tasks].map((place) => urgencyOf(scope, place));
    units.push({ urgency: Math.min(...urgencies), tasks, interaction });
  }
  for (const tasks of tasksOf.values()) {
    const urgency = Math.min(...tasks.map((task) => urgencyOf(scope, task)));
    units.push({ urgency, tasks, interaction: null });
  }
  return units.sort((left, right) => left.urgency - right.urgency);
}

function rowsOf(mirror: Mirror, { tasks, interaction }: Unit): Place[] {
  if (interaction === null) return tasks;
  return [...tasks, interaction, ...mirror.conversations.of(interaction.id)];
}
