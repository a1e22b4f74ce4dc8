import { deadlineOf, nextEligibilityOf, type Task } from "../../domain/task.ts";
import type { Instant } from "../../domain/time.ts";
import type { LiveRows } from "./api.ts";
import type { KeptKind, KeptRow, LiveWork } from "../store/store.ts";
import { Alarms } from "./alarms.ts";
import { workspaceIn } from "./configured.ts";
import type { Entity } from "./entities.ts";
import { byDependence } from "./intake.ts";
import { ReceiptBook } from "./receipts.ts";
import { retire } from "./retiring.ts";
import { World } from "./world.ts";

const STATISTICS_KEPT_MS = 36 * 3_600_000;

/** From when on the counters of queues are held in memory. */
export const statisticsSince = (now: Instant): Instant => now - STATISTICS_KEPT_MS;

/** The live work, and what is derived from it alone: alarms for its deadlines, receipts of its offers. */
export class Memory implements LiveRows {
  readonly alarms = new Alarms();
  readonly receipts = new ReceiptBook();
  #world = new World();

  get world(): World {
    return this.#world;
  }

  /** Throws away what was there and takes over what the store holds. */
  load(live: LiveWork, now: Instant): void {
    const world = new World();
    this.alarms.clear();
    this.receipts.clear();
    world.raiseDisplayNumber(live.lastDisplayNumber);
    for (const row of byDependence(live.rows)) world.adopt(row);
    for (const interaction of world.all("INTERACTION")) world.markWhole(interaction.id);
    this.#world = world;
    for (const task of world.all("TASK")) this.setAlarm(task, now);
  }

  rows<K extends KeptKind>(kind: K): Iterable<KeptRow<K>> {
    return this.#world.rows(kind);
  }

  row<K extends KeptKind>(kind: K, id: string): KeptRow<K> | null {
    return this.#world.row(kind, id);
  }

  conversation(interactionId: string): readonly KeptRow[] | null {
    const interaction = this.#world.get("INTERACTION", interactionId);
    return interaction === undefined ? null : this.#world.conversation(interaction.id);
  }

  /** A decision has put this in its place. */
  onPut(item: Entity, now: Instant): void {
    if (item.kind !== "TASK") return;
    if (item.entity.state !== "RESERVED") this.receipts.forget(item.entity.id);
    this.setAlarm(item.entity, now);
  }

  /** These rows are as the store has them: what is over leaves memory. */
  release(written: readonly KeptRow[], keeps: (row: KeptRow) => boolean, now: Instant): void {
    retire(this.#world, written, { keeps, statisticsSince: statisticsSince(now) });
  }

  /** To the next instant at which this task changes by itself or somebody held back may be offered it again. */
  setAlarm(task: Task, now: Instant): void {
    const grace = workspaceIn(this.#world, task.workspaceId)?.offerGraceMs ?? 0;
    const deadline = deadlineOf(task, grace);
    const eligible = task.state === "QUEUED" ? nextEligibilityOf(task, now) : deadline;
    this.alarms.set(task.id, Math.min(deadline, eligible));
  }
}
