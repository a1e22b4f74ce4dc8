import { NEVER } from "../../src/domain/time.ts";
import type { Committed } from "../../src/node/engine/api.ts";
import type { InteractionRow } from "../../src/protocol/rows/interaction-row.ts";
import type { TaskRow } from "../../src/protocol/rows/task-row.ts";
import type { KeptRow } from "../../src/node/store/store.ts";
import { Doors } from "./doors.ts";
import { type SimulatedStore, insist } from "./simulated-store.ts";

/**
 * Where a task may be after where it was: the table of domain.md 7.2 and 9, as states. A commit shows a row's last form
 * alone, so several steps of one commit look like one.
 */
const ways: Readonly<Record<string, readonly string[]>> = {
  new: ["QUEUED", "RESERVED", "ACTIVE", "WRAP_UP", "CLOSED"],
  QUEUED: ["QUEUED", "RESERVED", "ACTIVE", "WRAP_UP", "CLOSED"],
  RESERVED: ["RESERVED", "ACTIVE", "WRAP_UP", "CLOSED"],
  ACTIVE: ["ACTIVE", "WRAP_UP", "CLOSED"],
  WRAP_UP: ["WRAP_UP", "CLOSED"],
  CLOSED: ["CLOSED"],
};

const stateOf = (task: TaskRow): string =>
  task.taskState === "ACTIVE" ? task.mediaState : task.taskState;

/** All that was ever committed, judged row by row as it comes. */
export class History {
  readonly #tasks = new Map<string, TaskRow>();
  readonly #offers = new Map<string, string>();
  readonly #completions = new Map<string, string>();
  readonly #completed = new Map<string, InteractionRow>();
  readonly reached = new Map<string, number>();
  /** Queues whose settings have changed in this commit, and with them what waits there. */
  #moved: ReadonlySet<string> = new Set();
  readonly #doors = new Doors(this.reached);
  #seq = 0;

  /** One commit, once it is told. */
  take(committed: Committed): void {
    const { rows, events, lastSeq } = committed;
    for (const event of events) {
      insist(event.seq === this.#seq + 1, `I11: after ${this.#seq} comes ${event.seq}`);
      this.#seq = event.seq;
      this.reached.set(event.type, (this.reached.get(event.type) ?? 0) + 1);
    }
    insist(lastSeq === this.#seq, "I11: a commit ends where its last event ends");
    this.#moved = new Set(
      events.flatMap(({ type, id }) => (type === "DEADLINES_MOVED" ? [id] : [])),
    );
    this.#doors.take(committed, this.#moved);
    for (const { row: kept } of rows) {
      if (kept.kind === "TASK") this.#task(kept.row);
      if (kept.kind === "INTERACTION") this.#interaction(kept.row);
      if (kept.kind === "COMPLETION") this.#completion(kept.row.id, JSON.stringify(kept.row));
    }
  }

  /** After a restart the feed goes on where the disk stands; what was not told is told by the disk. */
  catchUp({ rows, head, moved }: Pick<SimulatedStore, "rows" | "head" | "moved">): void {
    this.#moved = new Set(moved.flatMap(({ seq, id }) => (seq > this.#seq ? [id] : [])));
    for (const kept of rows.values()) this.#learn(kept);
    this.#seq = head;
  }

  /** A row as the disk has it, that was never told because the process died first. */
  #learn(kept: KeptRow): void {
    if (kept.kind === "DIRECTORY") this.#doors.know(kept.row);
    if (kept.kind !== "TASK") return;
    this.#doors.learn(kept.row);
    this.#task(kept.row);
  }

  /** I17: legal ways only. I5 and I6: a chain keeps its place and its time; RONA ends an offer once. */
  #task(task: TaskRow): void {
    const before = this.#tasks.get(task.id);
    const [from, to] = [before === undefined ? "new" : stateOf(before), stateOf(task)];
    insist(ways[from]?.includes(to) === true, `I17: ${task.id} went from ${from} to ${to}`);
    if (task.taskState === "CLOSED")
      insist(
        task.reason !== null && task.closedAt !== NEVER,
        `I3: ${task.id} closed without a reason`,
      );
    if (before !== undefined) {
      insist(
        task.firstEnqueuedAt === before.firstEnqueuedAt,
        `I5: ${task.id} changed its first enqueue`,
      );
      insist(task.rootTaskId === before.rootTaskId, `I4: ${task.id} changed its chain`);
      insist(
        task.requestExpiresAt <= before.requestExpiresAt ||
          before.mediaState !== "QUEUED" ||
          this.#moved.has(before.queueId) ||
          this.#moved.has(task.queueId),
        `I30: ${task.id} waits longer than its own time`,
      );
    }
    const previous =
      task.previousTaskId === null ? undefined : this.#tasks.get(task.previousTaskId);
    if (previous !== undefined && before === undefined) this.#successor(task, previous);
    this.#offer(task);
    this.#tasks.set(task.id, task);
    this.reached.set(`${from}>${to}`, (this.reached.get(`${from}>${to}`) ?? 0) + 1);
  }

  #successor(task: TaskRow, previous: TaskRow): void {
    insist(task.rootTaskId === previous.rootTaskId, `I4: ${task.id} left its chain`);
    if (previous.reason !== "RONA" || task.direction === "DIRECT_TRANSFER") return;
    insist(
      task.firstEnqueuedAt === previous.firstEnqueuedAt,
      `I5: ${task.id} lost the place of ${previous.id}`,
    );
    if (previous.mode === "QUEUE" && previous.direction !== "DIRECT_TRANSFER")
      insist(
        // While a commit hangs, what has come back to its queue may be moved before it is told.
        task.requestExpiresAt === previous.requestExpiresAt || this.#moved.has(task.queueId),
        `I5: ${task.id} has another time to live than ${previous.id}`,
      );
  }

  /** I4: an offer ends once, one way. */
  #offer({ id, offer }: TaskRow): void {
    if (offer === null) return;
    const before = this.#offers.get(offer.id) ?? "PENDING";
    insist(
      before === "PENDING" || before === offer.state,
      `I4: the offer ${offer.id} of ${id} was ${before} and is ${offer.state}`,
    );
    this.#offers.set(offer.id, offer.state);
  }

  /** I16: who completed it, and when, stays; an interaction that is active again was opened again. */
  #interaction(row: InteractionRow): void {
    const before = this.#completed.get(row.id);
    if (row.state === "COMPLETED") {
      if (before !== undefined && before.reopenedCount === row.reopenedCount)
        insist(
          before.completedAt === row.completedAt && before.completedBy === row.completedBy,
          `I16: who completed ${row.id} was changed`,
        );
      this.#completed.set(row.id, row);
    } else if (before !== undefined) {
      insist(
        row.reopenedCount > before.reopenedCount,
        `I16: ${row.id} is active again, not reopened`,
      );
    }
  }

  #completion(id: string, json: string): void {
    insist(this.#completions.get(id) === undefined, `I16: completion ${id} was written twice`);
    this.#completions.set(id, json);
  }
}
