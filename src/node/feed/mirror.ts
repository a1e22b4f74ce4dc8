import type { CommittedRow, Committed, Engine } from "../engine/api.ts";
import type { Reader } from "../store/store.ts";
import { type AudienceKey, type InteractionHome, audienceOf } from "./audience.ts";
import { Conversations } from "./conversations.ts";
import {
  type InteractionPlace,
  type OtherPlace,
  type Place,
  type PlacedRow,
  type TalkPlace,
  type TaskPlace,
  byKind,
  isOver,
  isPlaced,
  nameRowOf,
  placeOf,
  renew,
  wireText,
} from "./place.ts";

/** A committed change as the views look at it: the row as it now stands, and whom it was for before. */
export interface Change {
  readonly place: Place;
  readonly keysBefore: readonly AudienceKey[];
}

export interface MirrorParts {
  readonly engine: Engine;
  readonly reader: Pick<Reader, "conversations">;
  readonly workspaceId: string;
}

const liveKinds = ["DIRECTORY", "AGENT", "INTERACTION", "TASK"] as const;

/**
 * The committed rows that views are made of: all live work, and what is over for as long as a view holds it.
 * The engine's own memory runs ahead of the disk; this one never does, so nothing is shown that may yet be lost.
 */
export class Mirror {
  readonly conversations: Conversations;
  readonly #parts: MirrorParts;
  readonly #tasks = new Map<string, TaskPlace>();
  readonly #interactions = new Map<string, InteractionPlace>();
  readonly #others = new Map<string, OtherPlace>();
  readonly #byKey = new Map<AudienceKey, Set<Place>>();
  /** Over, and held by nobody: dropped when no reading is under way. */
  readonly #idle = new Set<Place>();
  #pins = 0;
  #head = 0;
  #generation = 0;
  #round = 0;

  constructor(parts: MirrorParts) {
    this.#parts = parts;
    const { engine, reader } = parts;
    this.conversations = new Conversations({ engine, reader, adopt: (rows) => this.adopt(rows) });
    this.reload();
  }

  /** The sequence up to which views are complete. */
  get head(): number {
    return this.#head;
  }

  /** Changes when everything was thrown away: what was read before is worth nothing. */
  get generation(): number {
    return this.#generation;
  }

  /** Begins anew from the engine's memory, after it has thrown its own away. */
  reload(): void {
    const { engine } = this.#parts;
    this.#generation += 1;
    for (const map of [this.#tasks, this.#interactions, this.#others, this.#byKey]) map.clear();
    this.#idle.clear();
    this.conversations.clear();
    this.#head = engine.head;
    for (const kind of liveKinds) {
      for (const kept of engine.live.rows(kind)) {
        if (kept.seq > this.#head) continue;
        this.#insert(kept);
        const name = nameRowOf(kept);
        if (name !== null) this.#insert(name);
      }
    }
  }

  task(id: string): TaskPlace | undefined {
    return this.#tasks.get(id);
  }

  interaction(id: string): InteractionPlace | undefined {
    return this.#interactions.get(id);
  }

  /** How a queue is set, for those who have work of it in hand and do not serve it. */
  queue(id: string): OtherPlace | undefined {
    return this.#others.get(`DIRECTORY QUEUE:${id}`);
  }

  tasks(): Iterable<TaskPlace> {
    return this.#tasks.values();
  }

  /** Tasks, interactions, agents and directory entries that carry a key. */
  withKey(key: AudienceKey): Iterable<Place> {
    return this.#byKey.get(key) ?? [];
  }

  /** Takes a commit over and says what has changed, tasks first. */
  apply(committed: Committed): Change[] {
    const before = this.#head;
    this.#head = Math.max(before, committed.lastSeq);
    const changes: Change[] = [];
    for (const { row, json } of ordered(committed.rows)) {
      if (row.kind === "INTERACTION" && row.number > before) this.conversations.begin(row.row.id);
      const change = this.#take(row, json);
      if (change === null) continue;
      changes.push(change);
      const name = nameRowOf(row);
      const named = name === null ? null : this.#take(name, JSON.stringify(name.row));
      if (named !== null) changes.push(named);
    }
    return changes;
  }

  /** Null where what is here is as new already. */
  #take(row: PlacedRow, json: string): Change | null {
    const present = this.#find(row);
    if (present !== undefined && present.seq >= row.seq) return null;
    const keysBefore = present?.keys ?? [];
    const place = present === undefined ? this.#insert(row) : this.#renew(present, row);
    place.wire = wireText(row, json);
    return { place, keysBefore };
  }

  /**
   * Takes rows from the store that are not known here. What is known stays as it is, and what the store is
   * ahead with comes with its own commit: views change by commits alone.
   */
  adopt(rows: readonly PlacedRow[]): void {
    for (const row of [...rows].sort(byKind)) {
      if (row.seq > this.#head || this.#find(row) !== undefined) continue;
      this.#insert(row);
    }
  }

  /** While something is being read, nothing is forgotten: the answer is as old as the question. */
  async pinned<T>(reading: () => Promise<T>): Promise<T> {
    this.#pins += 1;
    try {
      return await reading();
    } finally {
      this.#pins -= 1;
      this.sweep();
    }
  }

  hold(place: Place): void {
    place.held += 1;
    this.#idle.delete(place);
  }

  release(place: Place): void {
    place.held -= 1;
    if (place.held <= 0 && isOver(place)) this.#idle.add(place);
  }

  /** Forgets what is over and in nobody's view. */
  sweep(): void {
    if (this.#pins > 0) return;
    for (const place of this.#idle) this.#drop(place);
    this.#idle.clear();
  }

  /** Gives back the memory of closed work's texts that have been here for a whole round, and so were sent. */
  slim(): void {
    for (const place of [...this.#tasks.values(), ...this.#interactions.values()]) {
      if (isOver(place)) this.#thin(place);
    }
    for (const id of this.conversations.ids()) {
      const home = this.#interactions.get(id);
      if (home !== undefined && !isOver(home)) continue;
      if (home === undefined && this.#pins === 0) this.conversations.forget(id);
      for (const talk of this.conversations.of(id)) this.#thin(talk);
    }
    this.#round += 1;
  }

  #thin(place: Place): void {
    if (place.round === this.#round) return;
    place.wire = null;
    place.kept = null;
  }

  #find(row: PlacedRow): Place | undefined {
    switch (row.kind) {
      case "TASK":
        return this.#tasks.get(row.row.id);
      case "INTERACTION":
        return this.#interactions.get(row.row.id);
      case "MESSAGE":
      case "INTERVENTION":
        return this.conversations.get(row.row.interactionId, row.row.id);
      case "AGENT":
      case "DIRECTORY":
        return this.#others.get(`${row.kind} ${row.row.id}`);
    }
  }

  #insert(row: PlacedRow): Place {
    const place = placeOf(row, this.#keysOf(row), this.#round);
    this.#file(place);
    if (isOver(place)) this.#idle.add(place);
    if (!isTalk(place)) for (const key of place.keys) this.#index(key, place);
    return place;
  }

  #file(place: Place): void {
    switch (place.kind) {
      case "TASK":
        this.#tasks.set(place.id, place);
        return;
      case "INTERACTION":
        this.#interactions.set(place.id, place);
        return;
      case "MESSAGE":
      case "INTERVENTION":
        this.conversations.add(place);
        return;
      case "AGENT":
      case "DIRECTORY":
        this.#others.set(`${place.kind} ${place.id}`, place);
    }
  }

  #renew(place: Place, row: PlacedRow): Place {
    const keys = this.#keysOf(row);
    if (!isTalk(place) && !sameKeys(place.keys, keys)) {
      for (const key of place.keys) this.#unindex(key, place);
      for (const key of keys) this.#index(key, place);
    }
    renew(place, row, keys);
    place.round = this.#round;
    if (isOver(place) && place.held <= 0) this.#idle.add(place);
    return place;
  }

  #keysOf(row: PlacedRow): readonly AudienceKey[] {
    return audienceOf(row, this.#parts.workspaceId, (id) => this.#homeOf(id));
  }

  #homeOf(interactionId: string): InteractionHome | null {
    return this.#interactions.get(interactionId)?.facts ?? null;
  }

  #drop(place: Place): void {
    if (place.kind === "TASK") this.#tasks.delete(place.id);
    if (place.kind === "INTERACTION") {
      this.#interactions.delete(place.id);
      this.conversations.forget(place.id);
    }
    for (const key of place.keys) this.#unindex(key, place);
  }

  #index(key: AudienceKey, place: Place): void {
    const places = this.#byKey.get(key);
    if (places === undefined) this.#byKey.set(key, new Set([place]));
    else places.add(place);
  }

  #unindex(key: AudienceKey, place: Place): void {
    const places = this.#byKey.get(key);
    places?.delete(place);
    if (places?.size === 0) this.#byKey.delete(key);
  }
}

function ordered(rows: readonly CommittedRow[]): { row: PlacedRow; json: string }[] {
  const placed = rows.flatMap(({ row, json }) => (isPlaced(row) ? [{ row, json }] : []));
  return placed.sort((left, right) => byKind(left.row, right.row));
}

function isTalk(place: Place): place is TalkPlace {
  return place.kind === "MESSAGE" || place.kind === "INTERVENTION";
}

function sameKeys(left: readonly AudienceKey[], right: readonly AudienceKey[]): boolean {
  return left.length === right.length && left.every((key, at) => key === right[at]);
}
