import { type Mrd, type Queue, rulesOf } from "../../domain/queue.ts";
import type { DirectoryBodies } from "../../protocol/rows/directory-row.ts";
import type { SettingKind } from "../../protocol/settings.ts";
import type { Fault } from "../faults.ts";
import type { Look } from "./check.ts";

export interface Surroundings {
  readonly look: Look;
  readonly queues: () => readonly Queue[];
  /** How many requests wait in a queue, or are on offer out of it. */
  readonly waitingIn: (queueId: string) => number;
}

/** What may be set and is probably not meant: said beside the setting, which stands. */
export function warningsOf<K extends SettingKind>(
  kind: K,
  setting: DirectoryBodies[K],
  around: Surroundings,
): readonly Fault[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- kind and body are tied by K
  const wanted = { kind, body: setting } as
    | { kind: "QUEUE"; body: Queue }
    | { kind: "MRD"; body: Mrd };
  if (wanted.kind === "QUEUE") return ofQueue(wanted.body, around);
  return wanted.kind === "MRD" ? ofMrd(wanted.body, around) : [];
}

function ofQueue(queue: Queue, around: Surroundings): readonly Fault[] {
  if (queue.archived) return ofArchived(queue, around);
  const mrd = around.look("MRD", queue.mrdId);
  const times = mrd === undefined ? [] : ofTimes(queue, mrd);
  const ring = ringFrom(queue, around.look);
  if (ring === null) return times;
  const message = `${ring.join(" → ")} is a ring: a request goes round once, and ends in the last queue by its own time`;
  return [...times, { path: "routing.maxWait.wayOut.queueId", message }];
}

function ofArchived({ id }: Queue, { waitingIn }: Surroundings): readonly Fault[] {
  const waiting = waitingIn(id);
  if (waiting === 0) return [];
  const many = waiting === 1 ? "1 request waits" : `${waiting} requests wait`;
  return [{ path: "archived", message: `${many} in the queue: move what waits, or empty it` }];
}

function ofTimes(queue: Queue, mrd: Mrd): readonly Fault[] {
  const { offerSec, requestTtlSec } = rulesOf(queue, mrd);
  const { maxWait } = queue.routing;
  const warnings: Fault[] = [];
  if (offerSec > requestTtlSec) {
    const message = `an offer of ${offerSec} s is longer than the request's whole time of ${requestTtlSec} s: whoever misses it is the last to be asked`;
    warnings.push({ path: "offerSec", message });
  }
  if (maxWait !== null && maxWait.sec >= requestTtlSec) {
    const message = `the way out after ${maxWait.sec} s is never taken: the request's whole time is ${requestTtlSec} s`;
    warnings.push({ path: "routing.maxWait.sec", message });
  }
  return warnings;
}

/** A medium's times are those of every queue that sets none of its own. */
function ofMrd(mrd: Mrd, { queues }: Surroundings): readonly Fault[] {
  const { offerSec, requestTtlSec } = mrd;
  const own =
    offerSec > requestTtlSec
      ? [
          {
            path: "offerSec",
            message: `an offer of ${offerSec} s is longer than the request's whole time of ${requestTtlSec} s`,
          },
        ]
      : [];
  const theirs = queues().flatMap((queue) =>
    queue.mrdId !== mrd.id || queue.archived || (queue.offerSec ?? queue.requestTtlSec) === null
      ? []
      : ofTimes(queue, mrd).map(({ path, message }) => ({
          path: "",
          message: `queue ${queue.id}: ${path}: ${message}`,
        })),
  );
  return [...own, ...theirs];
}

/** The overflows that lead from this queue back to it, in order; null where none do. */
function ringFrom(queue: Queue, look: Look): readonly string[] | null {
  const path: string[] = [queue.id];
  for (let at: Queue | undefined = queue; at !== undefined;) {
    const wayOut: Queue["routing"]["maxWait"] = at.routing.maxWait;
    if (wayOut?.wayOut.action !== "OVERFLOW_QUEUE") return null;
    const queueId: string = wayOut.wayOut.queueId;
    if (queueId === queue.id) return [...path, queueId];
    if (path.includes(queueId)) return null;
    path.push(queueId);
    at = look("QUEUE", queueId);
  }
  return null;
}
