import { isAway } from "../../domain/absence.ts";
import type { ThreadId } from "../../domain/id.ts";
import { type Instant, NEVER } from "../../domain/time.ts";
import type { DirectoryKind, DirectoryRow } from "../../protocol/rows/directory-row.ts";
import type { Engine, LiveRows } from "./api.ts";
import type { KeptKind, KeptRow, LiveWork } from "../store/store.ts";
import { Alarms } from "./alarms.ts";
import { type Alarmed, alarmed, nextInstantOf } from "./next-instant.ts";
import type { CustomerPresence, CustomerSign } from "./customer-presence.ts";
import type { Entity } from "./entities.ts";
import { byDependence } from "./intake.ts";
import type { Match, Matcher } from "./matching.ts";
import { Lingering } from "./lingering.ts";
import { ReceiptBook } from "./receipts.ts";
import { retire } from "./retiring.ts";
import { statisticsSince } from "./statistics/kept.ts";
import { World } from "./world.ts";

type Receipt = Parameters<Engine["receipt"]>[0];

/** The live work, and what is derived from it alone: alarms for its deadlines, receipts of its offers. */
export class Memory implements LiveRows {
  readonly alarms = new Alarms();
  readonly receipts = new ReceiptBook();
  readonly matcher: Matcher;
  readonly #customers: CustomerPresence;
  readonly #lingering = new Lingering();
  #world = new World();

  constructor(matcher: Matcher, customers: CustomerPresence) {
    this.matcher = matcher;
    this.#customers = customers;
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

  /** A step of an offer on its way; false where nothing of it is offered to this agent any more. */
  noteReceipt({ agentId, taskId, offerId, stage }: Receipt, now: Instant): boolean {
    const task = this.#world.get("TASK", taskId);
    const isOpen = task?.state === "RESERVED" && task.agentId === agentId;
    if (!isOpen || task.offer.id !== offerId) return false;
    this.receipts.note(taskId, offerId, stage, now);
    return true;
  }

  /** Something is heard of a customer; true where one who was taken to be away is back. */
  customerSeen(threadId: ThreadId, sign: CustomerSign, now: Instant): boolean {
    const open = this.#world.get("THREAD", threadId)?.openInteractionIds ?? [];
    // Nobody waits for a customer without a conversation; whether a page is connected is known all the same.
    if (sign === "ASKED" && open.length === 0) return false;
    this.#customers.note(threadId, sign, now);
    if (open.length === 0) this.#customers.forget(threadId);
    let isBack = false;
    for (const id of open) {
      const interaction = this.#world.get("INTERACTION", id);
      if (interaction?.state !== "ACTIVE" || interaction.clocks.presence === null) continue;
      isBack ||= sign !== "DISCONNECTED" && isAway(interaction);
      this.setAlarm({ kind: "INTERACTION", id }, now);
    }
    return isBack;
  }

  /** A decision has put this in its place. */
  onPut(item: Entity, now: Instant): void {
    this.matcher.changed(item);
    if (item.kind === "TASK" && item.entity.state !== "RESERVED")
      this.receipts.forget(item.entity.id);
    if (item.kind === "TASK" || item.kind === "INTERACTION" || item.kind === "AGENT")
      this.setAlarm({ kind: item.kind, id: item.entity.id }, now);
    if (item.kind === "INTERACTION" && item.entity.state === "COMPLETED")
      this.#customers.forget(item.entity.threadId);
    if (item.kind === "DIRECTORY" && item.entity.kind === "SOURCE")
      this.#absencesOf(item.entity, now);
    if (item.kind === "DIRECTORY") this.#setAlarmsOf(item.entity.kind, now);
  }

  /** How long a customer may be away is asked of the source as it is now. */
  #absencesOf({ body }: DirectoryRow, now: Instant): void {
    for (const interaction of this.#world.all("INTERACTION"))
      if (interaction.state === "ACTIVE" && interaction.sourceId === body.id && isAway(interaction))
        this.setAlarm({ kind: "INTERACTION", id: interaction.id }, now);
  }

  /** An alarm is reckoned from settings too: a fair share's window, an offer's grace. */
  #setAlarmsOf(changed: DirectoryKind, now: Instant): void {
    const kind = changed === "QUEUE" ? "AGENT" : changed === "WORKSPACE" ? "TASK" : null;
    if (kind === null) return;
    for (const { id } of this.#world.all(kind)) this.setAlarm({ kind, id }, now);
  }

  /** These rows are as the store has them: what is over leaves memory. */
  release(written: readonly KeptRow[], keeps: (row: KeptRow) => boolean, now: Instant): void {
    const lingering = this.#lingering;
    retire(this.#world, written, { keeps, statisticsSince: statisticsSince(now), lingering });
  }

  /** To the next instant at which this row changes by itself, or time alone lets somebody be offered work again. */
  setAlarm(ref: Alarmed, now: Instant): void {
    const next = nextInstantOf(this.#world, ref, now);
    const at = ref.kind === "INTERACTION" ? Math.min(next, this.#noticeAt(ref.id)) : next;
    this.alarms.set(`${ref.kind}:${ref.id}`, at);
  }

  #noticeAt(id: string): Instant {
    const interaction = this.#world.get("INTERACTION", id);
    return interaction?.state === "ACTIVE" ? this.#customers.noticeAt(interaction) : NEVER;
  }
}
