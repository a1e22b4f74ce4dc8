import { assert } from "../../domain/assert.ts";
import type { Agent } from "../../domain/agent.ts";
import type { AgentId, CustomerId, InteractionId, QueueId, WorkspaceId } from "../../domain/id.ts";
import type { ActiveInteraction } from "../../domain/interaction.ts";
import type { Mrd, Queue } from "../../domain/queue.ts";
import type { Source } from "../../domain/source.ts";
import {
  type OpenTask,
  type QueuedTask,
  type ReservedTask,
  type Task,
  isOpen,
  settleAt,
} from "../../domain/task.ts";
import type { Instant } from "../../domain/time.ts";
import type { Workspace } from "../../domain/workspace.ts";
import { type ChangeType, taskChange } from "../../protocol/changes.ts";
import type { DirectoryBodies, DirectoryKind } from "../../protocol/rows/directory-row.ts";
import type { KeptKind } from "../store/store.ts";
import type { Entity, EntityOf } from "./entities.ts";
import { NOWHERE, PlaceIndex } from "./id-index.ts";
import type { OfferFacts } from "./receipts.ts";
import type { World } from "./world.ts";

/** One line of a decision: what happened, and to which row. */
export interface Step {
  readonly type: ChangeType;
  readonly kind: KeptKind | null;
  readonly id: string;
  readonly data?: unknown;
}

export interface DraftContext {
  readonly now: Instant;
  /** What is known of an offer's way to its agent. */
  readonly factsOf: (task: ReservedTask) => OfferFacts;
  /** Since when the customer of a session is gone, as far as the node has noticed; null while they may be there. */
  readonly goneSince: (interaction: ActiveInteraction) => Instant | null;
  readonly newId: () => string;
  readonly nodeId: string;
  readonly epoch: number;
  readonly workspaceId: WorkspaceId;
}

/** A decision in the making: it reads the world and its own writes over it, and changes nothing itself. */
export class Draft {
  readonly now: Instant;
  readonly newId: () => string;
  readonly nodeId: string;
  readonly epoch: number;
  readonly workspaceId: WorkspaceId;
  readonly factsOf: DraftContext["factsOf"];
  readonly goneSince: DraftContext["goneSince"];
  readonly steps: Step[] = [];
  readonly #world: World;
  /** What is written, in the order in which each was first; and where each stands, by kind. */
  readonly #written: Entity[] = [];
  /** Of each step, which of the written rows it tells of, by its place; NOWHERE where it tells of none. */
  readonly #places: number[] = [];
  readonly #index = new PlaceIndex();
  #displayNumber: number;

  constructor(world: World, context: DraftContext) {
    this.now = context.now;
    this.newId = context.newId;
    this.nodeId = context.nodeId;
    this.epoch = context.epoch;
    this.workspaceId = context.workspaceId;
    this.factsOf = context.factsOf;
    this.goneSince = context.goneSince;
    this.#world = world;
    this.#displayNumber = world.lastDisplayNumber;
  }

  get<K extends KeptKind>(kind: K, id: string): EntityOf[K] | undefined {
    const place = this.#placeOf(kind, id);
    if (place === NOWHERE) return this.#world.get(kind, id);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what stands there is of this kind
    return this.#written[place]?.entity as EntityOf[K] | undefined;
  }

  /** Writes a row. `type` says what happened to it. */
  put<K extends KeptKind>(kind: K, entity: EntityOf[K], type: ChangeType, data?: unknown): void {
    if (kind === "TASK") {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- kind and entity are tied by K
      this.#putTask(entity as Task, type, data);
      return;
    }
    this.#step(kind, entity, type, data);
  }

  /** A task that is new belongs to the node that makes it, and each change of state says from what to what. */
  #putTask(given: Task, type: ChangeType, data: unknown): void {
    const before = this.get("TASK", given.id);
    const task =
      before === undefined ? settleAt(given, { homeNode: this.nodeId, epoch: this.epoch }) : given;
    const told = type === "TASK_STATE_CHANGED" ? taskChange(before, task) : data;
    this.#step("TASK", task, type, told);
  }

  #step<K extends KeptKind>(kind: K, entity: EntityOf[K], type: ChangeType, data: unknown): void {
    const { id } = entity;
    this.#places.push(this.#write(kind, entity));
    this.steps.push(data === undefined ? { type, kind, id } : { type, kind, id, data });
  }

  /** Whether this decision has written the row already. */
  wrote(kind: KeptKind, id: string): boolean {
    return this.#placeOf(kind, id) !== NOWHERE;
  }

  /** Changes what was written already, and tells nothing more of it. */
  amend<K extends KeptKind>(kind: K, entity: EntityOf[K]): void {
    this.#write(kind, entity);
  }

  #write<K extends KeptKind>(kind: K, entity: EntityOf[K]): number {
    const present = this.#placeOf(kind, entity.id);
    const place = present === NOWHERE ? this.#written.length : present;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- kind and entity are tied by K
    this.#written[place] = { kind, entity } as unknown as Entity;
    return place;
  }

  #placeOf(kind: KeptKind, id: string): number {
    return this.#index.placeOf(this.#written, kind, id);
  }

  /** Tells something that is no row of its own. */
  tell(type: ChangeType, id: string, data?: unknown): void {
    this.#places.push(NOWHERE);
    this.steps.push(data === undefined ? { type, kind: null, id } : { type, kind: null, id, data });
  }

  /** Of each written row, which step was the last to tell of it; NOWHERE where none did. */
  lastSteps(): readonly number[] {
    const last = this.#written.map(() => NOWHERE);
    for (const [step, place] of this.#places.entries()) if (place !== NOWHERE) last[place] = step;
    return last;
  }

  written(): readonly Entity[] {
    return this.#written;
  }

  nextDisplayNumber(): number {
    this.#displayNumber += 1;
    return this.#displayNumber;
  }

  openTasksOf(interactionId: InteractionId): OpenTask[] {
    return this.#openTasks(
      this.#world.tasksOfInteraction(interactionId),
      (task) => task.interactionId === interactionId,
    );
  }

  /** What waits in these queues. */
  waitingIn(queueIds: readonly QueueId[]): QueuedTask[] {
    const known = queueIds.flatMap((id) => [...this.#world.queuedIn(id)]);
    return this.#openTasks(known, ({ queueId }) => queueIds.includes(queueId)).filter(
      (task) => task.state === "QUEUED",
    );
  }

  /** What waits for the end of an offer to this agent, the first asked first. */
  waitingBehind(id: AgentId): QueuedTask[] {
    return this.#openTasks(this.#world.queuedBehind(id), ({ wait }) => wait.behind === id).filter(
      (task) => task.state === "QUEUED",
    );
  }

  tasksOfAgent(agentId: AgentId): OpenTask[] {
    const isTheirs = (task: OpenTask) => task.state !== "QUEUED" && task.agentId === agentId;
    return this.#openTasks(this.#world.tasksOfAgent(agentId), isTheirs);
  }

  /** Those that memory knows of first, in its order; then what this decision has made. */
  #openTasks(known: Iterable<string>, belongs: (task: OpenTask) => boolean): OpenTask[] {
    const found: OpenTask[] = [];
    for (const id of known) {
      const task = this.get("TASK", id);
      if (task !== undefined && isOpen(task) && belongs(task)) found.push(task);
    }
    for (const item of this.#written) {
      if (item.kind !== "TASK" || !isOpen(item.entity) || !belongs(item.entity)) continue;
      if (!found.includes(item.entity)) found.push(item.entity);
    }
    return found;
  }

  agentBefore(id: string): Agent | undefined {
    return this.#world.get("AGENT", id);
  }

  /** A customer's open interactions, as this decision leaves them; looked for among all that were open. */
  activeOf(customerId: CustomerId): ActiveInteraction[] {
    return [...this.#world.all("INTERACTION")].flatMap(({ id, customerId: theirs }) => {
      const found = theirs === customerId ? this.get("INTERACTION", id) : undefined;
      return found?.state === "ACTIVE" ? [found] : [];
    });
  }

  interactionBefore(id: string): EntityOf["INTERACTION"] | undefined {
    return this.#world.get("INTERACTION", id);
  }

  /** The task as it was before this decision. */
  taskBefore(id: string): EntityOf["TASK"] | undefined {
    return this.#world.get("TASK", id);
  }

  /** Everybody, as this decision leaves them. */
  *agents(): Generator<Agent> {
    const seen = new Set<string>();
    for (const item of this.#written) {
      if (item.kind !== "AGENT") continue;
      seen.add(item.entity.id);
      yield item.entity;
    }
    for (const agent of this.#world.all("AGENT")) if (!seen.has(agent.id)) yield agent;
  }

  /** All settings of a kind, as this decision leaves them. */
  *directoryOf<K extends DirectoryKind>(kind: K): Generator<DirectoryBodies[K]> {
    const ids = new Set<string>();
    for (const item of this.#written)
      if (item.kind === "DIRECTORY" && item.entity.kind === kind) ids.add(item.entity.body.id);
    for (const row of this.#world.all("DIRECTORY")) if (row.kind === kind) ids.add(row.body.id);
    for (const id of ids) {
      const body = this.directory(kind, id);
      if (body !== undefined) yield body;
    }
  }

  directory<K extends DirectoryKind>(kind: K, id: string): DirectoryBodies[K] | undefined {
    const row = this.get("DIRECTORY", `${kind}:${id}`);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- directoryRow ties each kind to its body
    return row === undefined ? undefined : (row.body as DirectoryBodies[K]);
  }

  /** A setting as it was before this decision. */
  directoryBefore<K extends DirectoryKind>(kind: K, id: string): DirectoryBodies[K] | undefined {
    const row = this.#world.get("DIRECTORY", `${kind}:${id}`);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- directoryRow ties each kind to its body
    return row === undefined ? undefined : (row.body as DirectoryBodies[K]);
  }

  queue(id: string): Queue {
    return this.#configured("QUEUE", id);
  }

  mrd(id: string): Mrd {
    return this.#configured("MRD", id);
  }

  source(id: string): Source | undefined {
    return this.directory("SOURCE", id);
  }

  /** A source that leads to this queue: what a conversation that we begin there comes by. */
  sourceOf(queueId: string): Source | undefined {
    for (const row of this.#world.all("DIRECTORY")) {
      if (row.kind !== "SOURCE") continue;
      const source = this.directory("SOURCE", row.id.slice("SOURCE:".length));
      if (source?.queueId === queueId && source.active) return source;
    }
    return undefined;
  }

  workspace(id: string): Workspace {
    return this.#configured("WORKSPACE", id);
  }

  #configured<K extends DirectoryKind>(kind: K, id: string): DirectoryBodies[K] {
    const body = this.directory(kind, id);
    assert(body !== undefined, `${kind} ${id} is configured`);
    return body;
  }
}
