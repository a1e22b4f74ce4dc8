import { assert } from "../../domain/assert.ts";
import type { AgentId, InteractionId, QueueId, TaskId } from "../../domain/id.ts";
import type { Interaction } from "../../domain/interaction.ts";
import type { Task } from "../../domain/task.ts";
import type { KeptKind, KeptRow, Ref } from "../store/store.ts";
import { type Entity, type EntityOf, type Place, fromRow, toRow } from "./entities.ts";
import { IdIndex } from "./id-index.ts";

interface Held<K extends KeptKind> extends Place {
  readonly entity: EntityOf[K];
  readonly row: KeptRow<K>;
}
type Shelves = { [K in KeptKind]: Map<string, Held<K>> };

/** The engine's memory: the live work and who and what it needs. Changed by `put` and `drop` alone. */
export class World {
  readonly #shelves: Shelves = {
    TASK: new Map(),
    INTERACTION: new Map(),
    INTERVENTION: new Map(),
    MESSAGE: new Map(),
    AGENT: new Map(),
    DIRECTORY: new Map(),
    THREAD: new Map(),
    CUSTOMER: new Map(),
    COMPLETION: new Map(),
    STATISTIC: new Map(),
  };
  readonly #tasksOfInteraction = new IdIndex<InteractionId, TaskId>();
  readonly #tasksOfAgent = new IdIndex<AgentId, TaskId>();
  readonly #queued = new IdIndex<QueueId, TaskId>();
  readonly #behind = new IdIndex<AgentId, TaskId>();
  readonly #conversations = new IdIndex<InteractionId, string>();
  /** Interactions all of whose messages are in memory. */
  readonly #whole = new Set<string>();
  #lastDisplayNumber = 0;

  get<K extends KeptKind>(kind: K, id: string): EntityOf[K] | undefined {
    return this.#shelves[kind].get(id)?.entity;
  }

  has(ref: Ref): boolean {
    return this.#shelves[ref.kind].has(ref.id);
  }

  row<K extends KeptKind>(kind: K, id: string): KeptRow<K> | null {
    return this.#shelves[kind].get(id)?.row ?? null;
  }

  *rows<K extends KeptKind>(kind: K): Generator<KeptRow<K>> {
    for (const held of this.#shelves[kind].values()) yield held.row;
  }

  *all<K extends KeptKind>(kind: K): Generator<EntityOf[K]> {
    for (const held of this.#shelves[kind].values()) yield held.entity;
  }

  tasksOfInteraction(id: InteractionId): Iterable<TaskId> {
    return this.#tasksOfInteraction.of(id);
  }

  tasksOfAgent(id: AgentId): Iterable<TaskId> {
    return this.#tasksOfAgent.of(id);
  }

  queuedIn(id: QueueId): ReadonlySet<TaskId> {
    return this.#queued.of(id);
  }

  /** What waits for the end of an offer to this agent. */
  queuedBehind(id: AgentId): ReadonlySet<TaskId> {
    return this.#behind.of(id);
  }

  queuesWithWork(): Iterable<QueueId> {
    return this.#queued.keys();
  }

  /** All messages and interventions of an interaction, or null when memory does not hold all of them. */
  conversation(interactionId: InteractionId): KeptRow[] | null {
    if (!this.#whole.has(interactionId)) return null;
    const found: KeptRow[] = [];
    for (const key of this.#conversations.of(interactionId)) {
      const row = this.#shelves.MESSAGE.get(key)?.row ?? this.#shelves.INTERVENTION.get(key)?.row;
      if (row !== undefined) found.push(row);
    }
    return found;
  }

  get lastDisplayNumber(): number {
    return this.#lastDisplayNumber;
  }

  raiseDisplayNumber(to: number): void {
    this.#lastDisplayNumber = Math.max(this.#lastDisplayNumber, to);
  }

  /** Puts an entity in its place; the row is made here, once. */
  put(item: Entity, seq: number): KeptRow {
    const id = item.entity.id;
    const present = this.#shelves[item.kind].get(id);
    const place = { number: present?.number ?? seq, seq };
    const row = toRow(item, place, (interactionId) => this.#interaction(interactionId));
    this.#shelve(item, row, place);
    return row;
  }

  /** Takes over a row from the store, unless memory already has it. */
  adopt(kept: KeptRow): void {
    if (this.#shelves[kept.kind].has(kept.row.id)) return;
    this.#shelve(fromRow(kept), kept, kept);
  }

  markWhole(interactionId: InteractionId): void {
    this.#whole.add(interactionId);
  }

  drop(kind: KeptKind, id: string): void {
    if (kind === "TASK") this.#forgetTask(this.get("TASK", id));
    if (kind === "INTERACTION") this.#dropConversation(id);
    this.#shelves[kind].delete(id);
  }

  #interaction(id: string): Interaction {
    const interaction = this.get("INTERACTION", id);
    assert(interaction !== undefined, `interaction ${id} of a task is in memory`);
    return interaction;
  }

  #shelve(item: Entity, row: KeptRow, place: Place): void {
    const id = item.entity.id;
    if (item.kind === "TASK") this.#indexTask(this.get("TASK", id), item.entity);
    if (item.kind === "MESSAGE" || item.kind === "INTERVENTION") {
      this.#conversations.add(item.entity.interactionId, id);
    }
    if (item.kind === "INTERACTION") this.raiseDisplayNumber(item.entity.displayNumber);
    const held = { entity: item.entity, row, number: place.number, seq: place.seq };
    (this.#shelves[item.kind] as Map<string, Held<KeptKind>>).set(id, held);
  }

  #indexTask(before: Task | undefined, after: Task): void {
    this.#forgetTask(before);
    if (after.state === "CLOSED") return;
    this.#tasksOfInteraction.add(after.interactionId, after.id);
    if (after.state !== "QUEUED") {
      this.#tasksOfAgent.add(after.agentId, after.id);
      return;
    }
    this.#queued.add(after.queueId, after.id);
    if (after.wait.behind !== undefined) this.#behind.add(after.wait.behind, after.id);
  }

  #forgetTask(task: Task | undefined): void {
    if (task === undefined || task.state === "CLOSED") return;
    this.#tasksOfInteraction.remove(task.interactionId, task.id);
    if (task.state !== "QUEUED") {
      this.#tasksOfAgent.remove(task.agentId, task.id);
      return;
    }
    this.#queued.remove(task.queueId, task.id);
    if (task.wait.behind !== undefined) this.#behind.remove(task.wait.behind, task.id);
  }

  #dropConversation(id: string): void {
    const interaction = this.get("INTERACTION", id);
    if (interaction === undefined) return;
    for (const key of this.#conversations.of(interaction.id)) {
      this.#shelves.MESSAGE.delete(key);
      this.#shelves.INTERVENTION.delete(key);
    }
    this.#conversations.clear(interaction.id);
    this.#whole.delete(id);
  }
}
