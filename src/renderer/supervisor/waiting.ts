import { type PromiseRule, type SlaBand, slaAt } from "../../domain/service-level.ts";
import { NEVER } from "../../domain/time.ts";
import type { TaskRow } from "../../protocol/rows/task-row.ts";
import { dialShape } from "../parts/dial-shape.ts";

/** A request nobody has answered yet, with the promise that runs on it. */
export interface Waiting {
  readonly task: TaskRow;
  readonly startedAt: number;
  readonly dueAt: number;
  readonly promise: PromiseRule;
}

export interface Sla {
  readonly band: SlaBand;
  readonly used: number;
}

function isWaiting(task: TaskRow): boolean {
  return task.mediaState === "QUEUED" || task.mediaState === "RESERVED";
}

/** In the order in which the promises break; what is already broken stands on top, the longest broken first. */
export function waitingIn(
  tasks: readonly TaskRow[],
  promiseOf: (queueId: string) => PromiseRule,
): readonly Waiting[] {
  return tasks
    .filter(isWaiting)
    .map((task) => ({
      task,
      startedAt: task.firstEnqueuedAt,
      dueAt: task.slaDueAt,
      promise: promiseOf(task.queueId),
    }))
    .toSorted(
      (a, b) => a.dueAt - b.dueAt || a.startedAt - b.startedAt || (a.task.id < b.task.id ? -1 : 1),
    );
}

export function slaOf({ startedAt, dueAt, promise }: Waiting, now: number): Sla {
  return slaAt({ startedAt, dueAt }, now, promise);
}

export function hasPromise(waiting: Waiting): boolean {
  return waiting.dueAt !== NEVER;
}

export const bandRank: Readonly<Record<SlaBand, number>> = {
  NONE: 0,
  ON_TRACK: 1,
  SOON: 2,
  CRITICAL: 3,
  BREACHED: 4,
};

/** The domain's band as a dial shows it: the steps of the dial are fixed, a queue's warning share is not. */
export function dialFraction({ band, used }: Sla): number {
  switch (band) {
    case "NONE":
      return 0;
    case "ON_TRACK":
      return Math.min(used, 0.49);
    case "SOON":
      return Math.min(Math.max(used, 0.5), 0.79);
    case "CRITICAL":
      return Math.min(Math.max(used, 0.8), 0.99);
    case "BREACHED":
      return 1;
  }
}

/** What the dials of these would show now: it changes exactly when a picture made of them has to. */
export function dialsOf(waiting: readonly Waiting[], now: number): string {
  return waiting
    .map((one) =>
      dialShape({ state: "running", fraction: dialFraction(slaOf(one, now)) }).charAt(0),
    )
    .join("");
}
