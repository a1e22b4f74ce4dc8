import type { Instant } from "../../domain/time.ts";
import type { LiveRows } from "./api.ts";
import type { KeptKind, KeptRow, LiveWork } from "../store/store.ts";
import { Alarms } from "./alarms.ts";
import { type Alarmed, alarmed, nextInstantOf } from "./next-instant.ts";
import type { Entity } from "./entities.ts";
import { byDependence } from "./intake.ts";
import type { Match, Matcher } from "./matching.ts";
import { Lingering } from "./lingering.ts";
import { ReceiptBook } from "./receipts.ts";
import { retire } from "./retiring.ts";
import { statisticsSince } from "./statistics/kept.ts";
import { World } from "./world.ts";

/** The live work, and what is derived from it alone: alarms for its deadlines, receipts of its offers. */
export class Memory implements LiveRows {
  readonly alarms = new Alarms();
  readonly receipts = new ReceiptBook();
  readonly matcher: Matcher;
  readonly #lingering = new Lingering();
  #world = new World();

  constructor(matcher: Matcher) {
    this.matcher = matcher;
  }

  get world(): World {
    return this.#world;
  }

  /** Throws away what was there and takes over what the store holds. */
  load(live: LiveWork, now: Instant): void {
    const world = new World();
    this.alarms.clear();
    this.receipts.clear();
    this.#lingering.clear();
    world.raiseDisplayNumber(live.lastDisplayNumber);
    for (const row of byDependence(live.rows)) world.adopt(row);
    for (const interaction of world.all("INTERACTION")) world.markWhole(interaction.id);
    this.#world = world;
    this.matcher.loaded(world);
    for (const kind of alarmed)
      for (const { id } of world.all(kind)) this.setAlarm({ kind, id }, now);
  }

  /** Who is offered what next, as memory stands. */
  nextMatch(now: Instant): Match | null {
    return this.matcher.next(this.#world, now);
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
    this.matcher.changed(item);
    if (item.kind === "TASK" && item.entity.state !== "RESERVED")
      this.receipts.forget(item.entity.id);
    if (item.kind === "TASK" || item.kind === "INTERACTION" || item.kind === "AGENT")
      this.setAlarm({ kind: item.kind, id: item.entity.id }, now);
  }

  /** These rows are as the store has them: what is over leaves memory. */
  release(written: readonly KeptRow[], keeps: (row: KeptRow) => boolean, now: Instant): void {
    const lingering = this.#lingering;
    retire(this.#world, written, { keeps, statisticsSince: statisticsSince(now), lingering });
  }

  /** To the next instant at which this row changes by itself, or time alone lets somebody be offered work again. */
  setAlarm(ref: Alarmed, now: Instant): void {
    this.alarms.set(`${ref.kind}:${ref.id}`, nextInstantOf(this.#world, ref, now));
  }
}
