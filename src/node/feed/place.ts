import type { RowKind } from "../../protocol/rows.ts";
import { bodiesOf, directoryRow } from "../../protocol/rows/directory-row.ts";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import type { TaskRow } from "../../protocol/rows/task-row.ts";
import type { KeptRow } from "../store/store.ts";
import type { AudienceKey, InteractionHome } from "./audience.ts";

/** A committed row as all connections share it: where it stands in the feed, whom it is for, and its JSON. */
interface Common {
  readonly id: string;
  readonly number: number;
  seq: number;
  keys: readonly AudienceKey[];
  /** The row as it crosses the wire, while it is likely to be sent again; closed work is read from the store instead. */
  wire: string | null;
  /** The row itself while the work is live. */
  kept: PlacedRow | null;
  /** When it came here or was last changed, in rounds of giving back memory. */
  round: number;
  /** How many views hold it. */
  held: number;
}

export type TaskFacts = Pick<
  TaskRow,
  | "interactionId"
  | "queueId"
  | "agentId"
  | "taskState"
  | "mediaState"
  | "answeredAt"
  | "closedAt"
  | "slaDueAt"
  | "priority"
  | "enqueuedAt"
  | "firstEnqueuedAt"
> & { readonly offerId: string | null };

export type InteractionFacts = InteractionHome &
  Pick<InteractionRow, "state" | "status" | "completedAt" | "slaDueAt" | "threadId">;

export interface TaskPlace extends Common {
  readonly kind: "TASK";
  facts: TaskFacts;
}
export interface InteractionPlace extends Common {
  readonly kind: "INTERACTION";
  facts: InteractionFacts;
}
/** A message or an intervention: it stands and falls with its interaction. */
export interface TalkPlace extends Common {
  readonly kind: "MESSAGE" | "INTERVENTION";
  readonly interactionId: string;
}
export interface OtherPlace extends Common {
  readonly kind: "AGENT" | "DIRECTORY";
}
export type Place = TaskPlace | InteractionPlace | TalkPlace | OtherPlace;
export type PlacedRow = Extract<KeptRow, { kind: RowKind }>;

export function isPlaced(kept: KeptRow): kept is PlacedRow {
  return kept.kind in order;
}

/** Tasks decide about interactions, and these about their messages: rows of a commit are looked at in this order. */
const order: Readonly<Record<RowKind, number>> = {
  TASK: 0,
  INTERACTION: 1,
  INTERVENTION: 2,
  MESSAGE: 3,
  AGENT: 4,
  DIRECTORY: 5,
};

export function byKind(left: PlacedRow, right: PlacedRow): number {
  return order[left.kind] - order[right.kind] || left.seq - right.seq;
}

export function placeOf(kept: PlacedRow, keys: readonly AudienceKey[], round: number): Place {
  const { number, seq } = kept;
  const common = { id: kept.row.id, number, seq, keys, wire: null, kept, round, held: 0 };
  switch (kept.kind) {
    case "TASK":
      return { ...common, kind: "TASK", facts: taskFacts(kept.row) };
    case "INTERACTION":
      return { ...common, kind: "INTERACTION", facts: interactionFacts(kept.row) };
    case "MESSAGE":
    case "INTERVENTION":
      return { ...common, kind: kept.kind, interactionId: kept.row.interactionId };
    case "AGENT":
    case "DIRECTORY":
      return { ...common, kind: kept.kind };
  }
}

/**
 * A queue as everybody may know it. No row of the store: it has its queue's number, with the sign turned, and so a
 * place of its own in views and on devices.
 */
export function nameRowOf(kept: PlacedRow): PlacedRow | null {
  if (kept.kind !== "DIRECTORY") return null;
  const [queue] = bodiesOf([kept.row], "QUEUE");
  if (queue === undefined) return null;
  const { id, name, mrdId, archived } = queue;
  const row = directoryRow("QUEUE_NAME", { id, name, mrdId, archived });
  return { ...kept, number: -kept.number, row };
}

/** Moves a place on to its row's next form. */
export function renew(place: Place, kept: PlacedRow, keys: readonly AudienceKey[]): void {
  place.seq = kept.seq;
  place.keys = keys;
  place.kept = kept;
  place.wire = null;
  if (place.kind === "TASK" && kept.kind === "TASK") place.facts = taskFacts(kept.row);
  if (place.kind === "INTERACTION" && kept.kind === "INTERACTION") {
    place.facts = interactionFacts(kept.row);
  }
}

function taskFacts(row: TaskRow): TaskFacts {
  const { interactionId, queueId, agentId, taskState, mediaState, answeredAt, closedAt } = row;
  const { slaDueAt, priority, enqueuedAt, firstEnqueuedAt } = row;
  const offerId = mediaState === "RESERVED" ? (row.offer?.id ?? null) : null;
  const state = { taskState, mediaState, answeredAt, closedAt, offerId };
  return {
    interactionId,
    queueId,
    agentId,
    slaDueAt,
    priority,
    enqueuedAt,
    firstEnqueuedAt,
    ...state,
  };
}

function interactionFacts(row: InteractionRow): InteractionFacts {
  const { queueId, agentId, ownerId, customerId, state, status, completedAt, slaDueAt } = row;
  const { threadId } = row;
  return { queueId, agentId, ownerId, customerId, state, status, completedAt, slaDueAt, threadId };
}

/** Work that is over: the engine no longer holds it, and neither do we once nobody looks at it. */
export function isOver(place: Place): boolean {
  if (place.kind === "TASK") return place.facts.taskState === "CLOSED";
  return place.kind === "INTERACTION" && place.facts.state === "COMPLETED";
}

/** The row as it crosses the wire, made once for everybody; null when it has to be read from the store. */
export function wireOf(place: Place): string | null {
  if (place.wire === null && place.kept !== null) {
    place.wire = wireText(place.kept, JSON.stringify(place.kept.row));
  }
  return place.wire;
}

export function wireText(kept: Pick<PlacedRow, "kind" | "number" | "seq">, json: string): string {
  return `{"kind":"${kept.kind}","number":${kept.number},"seq":${kept.seq},"row":${json}}`;
}
