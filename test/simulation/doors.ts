import { isOpen } from "../../src/domain/calendar.ts";
import type { Queue } from "../../src/domain/queue.ts";
import type { Committed } from "../../src/node/engine/api.ts";
import { type DirectoryRow, bodiesOf } from "../../src/protocol/rows/directory-row.ts";
import type { InteractionRow } from "../../src/protocol/rows/interaction-row.ts";
import type { TaskRow } from "../../src/protocol/rows/task-row.ts";
import { insist } from "./simulated-store.ts";

const isLeg = ({ direction }: TaskRow): boolean =>
  direction === "DIRECT_CONFERENCE" || direction === "CONSULT";

/** What else a commit tells, beside its rows. */
interface Within {
  readonly enqueued: ReadonlyMap<string, number>;
  readonly moved: ReadonlySet<string>;
  readonly isSettled: boolean;
}

/** What stands at the doors of queues: who was let in, by which rule, and where a chain has been. */
export class Doors {
  readonly #directory = new Map<string, DirectoryRow>();
  readonly #tasks = new Map<string, TaskRow>();
  readonly #interactions = new Map<string, InteractionRow>();
  /** The queues that led a chain on, since somebody last had it in hand. */
  readonly #passed = new Map<string, Set<string>>();
  readonly reached: Map<string, number>;

  constructor(reached: Map<string, number>) {
    this.reached = reached;
  }

  /** `moved` are the queues whose deadlines a setting has moved in this commit. */
  take({ rows, events }: Committed, moved: ReadonlySet<string>): void {
    const enqueued = new Map(
      events.flatMap(({ type, id, at }) => (type === "TASK_ENQUEUED" ? [[id, at] as const] : [])),
    );
    let isSettled = true;
    for (const { row: kept } of rows) {
      if (kept.kind === "INTERACTION") this.#interactions.set(kept.row.id, kept.row);
      if (kept.kind !== "DIRECTORY") continue;
      this.#directory.set(kept.row.id, kept.row);
      // Which came first in this commit, the setting or the work, is not to be seen from here.
      isSettled = false;
    }
    for (const { row: kept } of rows) {
      if (kept.kind !== "TASK") continue;
      this.#stands(kept.row, { enqueued, moved, isSettled });
      this.learn(kept.row);
    }
  }

  /** A row as the disk has it, that was never told because the process died first. */
  learn(task: TaskRow): void {
    this.#tasks.set(task.id, task);
    if (task.answeredAt !== null) this.#passed.delete(task.rootTaskId);
  }

  /** The settings as the disk has them. */
  know(row: DirectoryRow): void {
    this.#directory.set(row.id, row);
  }

  #stands(task: TaskRow, { enqueued, moved, isSettled }: Within): void {
    const before = this.#tasks.get(task.id);
    const previous = this.#tasks.get(task.previousTaskId ?? "");
    const isLedOn = before === undefined && previous?.reason === "NO_AGENT_AVAILABLE";
    if (isLedOn) this.#ledOn(task, previous, moved);
    if (before !== undefined && before.queueId !== task.queueId)
      this.#passed.delete(task.rootTaskId);
    if (task.mediaState !== "QUEUED" || before?.queueId === task.queueId) return;
    const at = enqueued.get(task.id);
    insist(at !== undefined, `I29: ${task.id} stands in ${task.queueId} and nobody let it in`);
    // Who waits behind a colleague's ringing offer stands in no line, as with an offer by name.
    if (!isSettled || isLeg(task) || task.wait.behind !== undefined) return;
    const isNew = before === undefined && (task.previousTaskId === null || isLedOn);
    this.#mayStand(task, at, isNew);
  }

  /** I32: nothing is put into a queue out of use beside one in use. I33: a queue that refuses takes nothing new. */
  #mayStand(task: TaskRow, at: number, isNew: boolean): void {
    const queue = this.#queue(task.queueId);
    if (queue === undefined) return;
    const support = this.#queue("support");
    insist(
      !queue.archived || support?.archived === true,
      `I32: ${task.id} was put into ${queue.id}, which is out of use`,
    );
    const interaction = this.#interactions.get(task.interactionId);
    const wasServed = interaction === undefined || interaction.interventionId !== null;
    if (!isNew || wasServed || queue.archived) return;
    this.#count("new to a queue");
    insist(
      this.#isOpen(queue, at) || queue.routing.closedHours.action !== "REFUSE",
      `I33: ${task.id} was let into ${queue.id}, which refuses`,
    );
  }

  /** I30: what a queue leads on keeps the time of its first arrival. I31: it comes to no queue twice. */
  #ledOn(task: TaskRow, previous: TaskRow, moved: Within["moved"]): void {
    this.#count("led on");
    insist(
      task.requestExpiresAt === previous.requestExpiresAt || moved.has(task.queueId),
      `I30: ${task.id} was led on with another time to live than ${previous.id}`,
    );
    const passed = this.#passed.get(task.rootTaskId) ?? new Set();
    this.#passed.set(task.rootTaskId, passed.add(previous.queueId));
    insist(!passed.has(task.queueId), `I31: ${task.id} was led in a ring to ${task.queueId}`);
  }

  #isOpen({ routing }: Queue, at: number): boolean {
    const row = this.#directory.get(`CALENDAR:${routing.calendarId}`);
    const [calendar = null] = row === undefined ? [] : bodiesOf([row], "CALENDAR");
    return isOpen(calendar, at);
  }

  #queue(id: string): Queue | undefined {
    const row = this.#directory.get(`QUEUE:${id}`);
    return row === undefined ? undefined : bodiesOf([row], "QUEUE")[0];
  }

  #count(what: string): void {
    this.reached.set(what, (this.reached.get(what) ?? 0) + 1);
  }
}
