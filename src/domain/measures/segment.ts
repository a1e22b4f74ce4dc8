import { assert } from "../assert.ts";
import type { AgentId, TaskId } from "../id.ts";
import type { Task } from "../task.ts";
import type { Instant } from "../time.ts";

export type SegmentKind = "QUEUE" | "RING" | "TALK" | "HOLD" | "WRAP_UP";

/**
 * A stretch of an interaction: who did what, from when to when. All times in reports are sums of these.
 * The segments of a task follow each other without a gap. One owner's segments never overlap (I7): where somebody has
 * two tasks in one interaction, the time belongs to the one that asks more of them.
 */
export interface Segment {
  /** The order in the interaction, from 0. */
  readonly index: number;
  readonly taskId: TaskId;
  /** Null while it waits in a queue: nobody's time, so several tasks may wait at once. */
  readonly ownerId: AgentId | null;
  readonly kind: SegmentKind;
  readonly from: Instant;
  /** Null while it lasts. */
  readonly to: Instant | null;
}

export type SegmentEvent = { readonly taskId: TaskId; readonly at: Instant } & (
  | { readonly event: "QUEUED" | "HELD" | "RESUMED" | "WRAP_UP_STARTED" | "ENDED" }
  | { readonly event: "RINGING" | "CONNECTED"; readonly ownerId: AgentId }
);

/** What a task's change of state means for its segments; null where it means nothing. Hold is the interaction's. */
export function segmentEventOf(before: Task | null, task: Task, at: Instant): SegmentEvent | null {
  if (before?.state === task.state) return null;
  const { id: taskId } = task;
  switch (task.state) {
    case "QUEUED":
      return { taskId, at, event: "QUEUED" };
    case "RESERVED":
      return { taskId, at, event: "RINGING", ownerId: task.agentId };
    case "ACTIVE":
      return { taskId, at, event: "CONNECTED", ownerId: task.agentId };
    case "WRAP_UP":
      return { taskId, at, event: "WRAP_UP_STARTED" };
    case "CLOSED":
      return { taskId, at, event: "ENDED" };
  }
}

/** The segments of one interaction from its tasks' events, each task's in their order; no segment is empty. */
export function segmentsOf(events: readonly SegmentEvent[]): readonly Segment[] {
  const tracks = Map.groupBy(events, ({ taskId }) => taskId);
  const spans = [...tracks.values()].flatMap(trackOf);
  const owners = Map.groupBy(spans, ({ ownerId }) => ownerId);
  return [...owners]
    .flatMap(([ownerId, owned]) => (ownerId === null ? owned : oneAtATime(owned)))
    .sort((left, right) => left.from - right.from)
    .map(({ taskId, ownerId, kind, from, to }, index) => ({
      index,
      taskId,
      ownerId,
      kind,
      from,
      to: to === Number.POSITIVE_INFINITY ? null : to,
    }));
}

export type SegmentTimes = Readonly<Record<SegmentKind, number>>;

/** How long each kind lasted in all, in milliseconds; what still lasts counts until now. */
export function segmentTimes(segments: readonly Segment[], now: Instant): SegmentTimes {
  const times = { QUEUE: 0, RING: 0, TALK: 0, HOLD: 0, WRAP_UP: 0 };
  for (const { kind, from, to } of segments) times[kind] += Math.max(0, (to ?? now) - from);
  return times;
}

interface Span {
  readonly taskId: TaskId;
  readonly ownerId: AgentId | null;
  readonly kind: SegmentKind;
  readonly from: Instant;
  /** Infinite while it lasts. */
  readonly to: number;
}

const kinds: Readonly<Record<SegmentEvent["event"], SegmentKind | "END">> = {
  QUEUED: "QUEUE",
  RINGING: "RING",
  CONNECTED: "TALK",
  HELD: "HOLD",
  RESUMED: "TALK",
  WRAP_UP_STARTED: "WRAP_UP",
  ENDED: "END",
};

const beginnings: readonly SegmentEvent["event"][] = ["QUEUED", "RINGING", "CONNECTED"];

/** What may happen to a task while a segment lasts (domain.md 7.2); anything else is a bug of whoever recorded it. */
const followers: Readonly<Record<SegmentKind, readonly SegmentEvent["event"][]>> = {
  QUEUE: ["QUEUED", "RINGING", "CONNECTED", "ENDED"],
  RING: ["QUEUED", "CONNECTED", "ENDED"],
  TALK: ["HELD", "WRAP_UP_STARTED", "ENDED"],
  HOLD: ["RESUMED", "WRAP_UP_STARTED", "ENDED"],
  WRAP_UP: ["ENDED"],
};

/** One task from its beginning on, without a gap. */
function trackOf(events: readonly SegmentEvent[]): readonly Span[] {
  const spans: Span[] = [];
  let present: Span | "BEFORE" | "AFTER" = "BEFORE";
  for (const event of events) {
    const { taskId, at } = event;
    assert(isAllowed(event, present), `${event.event} may follow in task ${taskId}`);
    if (typeof present === "object") spans.push({ ...present, to: at });
    const kind = kinds[event.event];
    const ownerId: AgentId | null = ownerAfter(event, present);
    present =
      kind === "END" ? "AFTER" : { taskId, ownerId, kind, from: at, to: Number.POSITIVE_INFINITY };
  }
  return filled(typeof present === "object" ? [...spans, present] : spans);
}

function isAllowed({ event, at }: SegmentEvent, present: Span | "BEFORE" | "AFTER"): boolean {
  if (present === "BEFORE") return beginnings.includes(event);
  return present !== "AFTER" && present.from <= at && followers[present.kind].includes(event);
}

function ownerAfter(event: SegmentEvent, before: Span | "BEFORE" | "AFTER"): AgentId | null {
  if (event.event === "RINGING" || event.event === "CONNECTED") return event.ownerId;
  return event.event === "QUEUED" || typeof before === "string" ? null : before.ownerId;
}

/** Without the empty ones; two of a kind that meet are one. */
function filled(spans: readonly Span[]): readonly Span[] {
  const kept: Span[] = [];
  for (const span of spans) {
    const before = kept.at(-1);
    const goesOn =
      before !== undefined &&
      before.to === span.from &&
      before.kind === span.kind &&
      before.taskId === span.taskId &&
      before.ownerId === span.ownerId;
    if (goesOn) kept[kept.length - 1] = { ...before, to: span.to };
    else if (span.from < span.to) kept.push(span);
  }
  return kept;
}

/** What asks more of somebody comes first. */
const weights: Readonly<Record<SegmentKind, number>> = {
  TALK: 4,
  HOLD: 3,
  WRAP_UP: 2,
  RING: 1,
  QUEUE: 0,
};

/** Between any two instants at which something begins or ends, the weightiest holds; of equals the latest begun. */
function oneAtATime(owned: readonly Span[]): readonly Span[] {
  const edges = [...new Set(owned.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const byWeight = owned.toSorted(
    (left, right) => weights[right.kind] - weights[left.kind] || right.from - left.from,
  );
  const parts = edges.flatMap((from, at) => {
    const to = edges[at + 1];
    if (to === undefined) return [];
    const span = byWeight.find((each) => each.from <= from && to <= each.to);
    return span === undefined ? [] : [{ ...span, from, to }];
  });
  return filled(parts);
}
