import { type Delivered, isDelivered } from "../../domain/delivery.ts";
import { isOverForCustomer } from "../../domain/glance.ts";
import { NEVER } from "../../domain/time.ts";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import type { MessageRow } from "../../protocol/rows/other-rows.ts";
import type { TaskRow } from "../../protocol/rows/task-row.ts";

/** What this person may do with a conversation on the screen. */
export type Hold =
  | { readonly kind: "ACTIVE"; readonly task: TaskRow }
  | { readonly kind: "WRAP_UP"; readonly task: TaskRow }
  /** Rings for me: read before accepting. */
  | { readonly kind: "RINGING"; readonly task: TaskRow }
  /** Somebody else's, or nobody's yet. */
  | { readonly kind: "READING"; readonly task: TaskRow | null }
  | { readonly kind: "COMPLETED"; readonly task: TaskRow | null };

export function holdOf(
  interaction: InteractionRow,
  tasks: readonly TaskRow[],
  agentId: string,
): Hold {
  const own = tasks.filter((task) => task.interactionId === interaction.id);
  const mine = own.filter((task) => task.agentId === agentId);
  const active = mine.find((task) => task.taskState === "ACTIVE" && task.mediaState === "ACTIVE");
  if (active !== undefined) return { kind: "ACTIVE", task: active };
  const wrapUp = mine.find((task) => task.taskState === "WRAP_UP");
  if (wrapUp !== undefined) return { kind: "WRAP_UP", task: wrapUp };
  const ringing = mine.find((task) => task.mediaState === "RESERVED");
  if (ringing !== undefined) return { kind: "RINGING", task: ringing };
  const last = own.toSorted((a, b) => b.createdAt - a.createdAt)[0] ?? null;
  return { kind: interaction.state === "COMPLETED" ? "COMPLETED" : "READING", task: last };
}

/**
 * Since when the customer waits for a word; NEVER where ours was the last, and once it has ended and is wrapped up.
 * A part that was passed on is wrapped up while the next one is under way: there they wait on.
 */
export function waitsForWord(
  { id, waitingSince }: Pick<InteractionRow, "id" | "waitingSince">,
  tasks: readonly TaskRow[],
): number {
  const legs = tasks.filter((task) => task.interactionId === id);
  const isUnderWay = legs.some(({ taskState }) => taskState === "ACTIVE");
  const isEnded = !isUnderWay && legs.some(({ taskState }) => taskState === "WRAP_UP");
  return isEnded ? NEVER : waitingSince;
}

/** The conversation went on to somebody else: what is wrapped up is one's own part of it. */
export function isPassedOn(task: TaskRow, row: InteractionRow): boolean {
  const isOthers = row.queueId !== task.queueId || row.ownerId !== task.agentId;
  return task.reason === "TRANSFERRED" || isOthers;
}

export interface Attempt {
  readonly task: TaskRow;
  readonly agentId: string;
}

/** Every time somebody was asked or held it, in order; who listens in was not asked. */
export function attemptsOf(interactionId: string, tasks: readonly TaskRow[]): readonly Attempt[] {
  return tasks
    .filter((task) => task.interactionId === interactionId && task.direction !== "SILENT_MONITOR")
    .toSorted((a, b) => a.createdAt - b.createdAt)
    .flatMap((task) => {
      const agentId = task.offer?.agentId ?? task.agentId;
      return agentId === "" ? [] : [{ task, agentId }];
    });
}

/** When it ended for its customer: with its agent's last word on it, not with the wrap-up; null while it runs. */
export function endedAt(row: InteractionRow, tasks: readonly TaskRow[]): number | null {
  if (!isOverForCustomer(row)) return null;
  const own = tasks.filter(({ interactionId }) => interactionId === row.id);
  const left = own.flatMap(({ wrapUpStartedAt }) => wrapUpStartedAt ?? []);
  if (left.length > 0) return Math.max(...left);
  return row.state === "COMPLETED" ? row.completedAt : row.lastMessageAt;
}

/** What is known of the other end: nobody ever, nobody since then, and up to where the customer's page has shown it. */
export interface OtherEnd {
  readonly hasWayOut: boolean;
  readonly awaySince: number | null;
  readonly delivered: Delivered | undefined;
}

/** What stands at a line of ours: of those that were delivered, and of those that are on their way, at the last alone. */
export type Mark =
  | { readonly state: "nobody" | "away" | "sent" }
  | { readonly state: "delivered"; readonly at: number };

export function marksOf(
  messages: readonly Pick<MessageRow, "id" | "kind" | "createdAt">[],
  { hasWayOut, awaySince, delivered }: OtherEnd,
): ReadonlyMap<string, Mark> {
  const ours = messages.filter(({ kind }) => kind === "AGENT");
  const [last, shown] = [ours.at(-1), ours.findLast((line) => isDelivered(line, delivered))];
  const markOf = (line: (typeof ours)[number]): Mark | null => {
    if (!hasWayOut) return { state: "nobody" };
    if (line === shown && delivered !== undefined) return { state: "delivered", at: delivered.at };
    if (isDelivered(line, delivered)) return null;
    if (awaySince !== null && line.createdAt >= awaySince) return { state: "away" };
    return line === last ? { state: "sent" } : null;
  };
  return new Map(
    ours.flatMap((line) => {
      const mark = markOf(line);
      return mark === null ? [] : [[line.id, mark] as const];
    }),
  );
}
