import { NEVER } from "../../domain/time.ts";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import type { TaskRow } from "../../protocol/rows/task-row.ts";
import type { Hold } from "../conversation/standing.ts";

/** What a person may ask the node to do with a conversation, beside writing and ending it, as the menu groups it. */
export const actGroups = [
  { group: "take", acts: ["claim", "engage", "join", "reopen"] },
  { group: "pause", acts: ["hold", "holdFor", "resume", "defer", "requeue"] },
  {
    group: "colleagues",
    acts: [
      "transfer",
      "conference",
      "consult",
      "consultTransfer",
      "consultConference",
      "cancelRequest",
    ],
  },
  {
    group: "here",
    acts: ["setType", "addMedia", "endMedia", "leave", "closeEntry", "closeCase"],
  },
  {
    group: "oversee",
    acts: ["assign", "move", "monitor", "whisper", "bargeIn", "forceComplete"],
  },
] as const;
export type Act = (typeof actGroups)[number]["acts"][number];

export interface Standing {
  readonly row: InteractionRow;
  readonly hold: Hold;
  /** Its tasks, as far as this desk has them. */
  readonly tasks: readonly TaskRow[];
  readonly agentId: string;
  readonly supervises: boolean;
  /** Of the workspace's kinds of work, those that are not in this conversation yet. */
  readonly otherMedia: number;
  /** Its queue takes back what was not resolved. */
  readonly goesBack: boolean;
}

/** Which acts make sense here and now. The node has the last word: this only leaves out what cannot be meant. */
export function actsFor(standing: Standing): readonly Act[] {
  const { row } = standing;
  if (row.state === "COMPLETED") return row.threadState === "OPEN" ? ["reopen"] : [];
  const own = ownPart(standing);
  return [...new Set([...(own ?? whileReading(standing)), ...overseeing(standing)])];
}

function ownPart(standing: Standing): readonly Act[] | null {
  const { row, hold, tasks, agentId } = standing;
  if (hold.kind === "WRAP_UP")
    return waitingLeg(tasks, agentId) === undefined ? [] : ["cancelRequest"];
  if (hold.kind !== "ACTIVE") return null;
  const { role } = hold.task;
  if (role === "SILENT_MONITOR") return ["whisper", "bargeIn", "leave"];
  if (role === "WHISPER") return ["bargeIn", "leave"];
  if (role === "ASSISTANT") return ["leave"];
  const others = row.participants.filter((each) => each.agentId !== agentId);
  const asked = waitingLeg(tasks, agentId) !== undefined;
  const isShared = others.some((each) => each.role === "PRIMARY");
  return [
    ...(row.clocks.held === null ? (["hold", "holdFor"] as const) : (["resume"] as const)),
    ...(isShared ? [] : (["defer"] as const)),
    ...(isShared || !standing.goesBack ? [] : (["requeue"] as const)),
    "transfer",
    "conference",
    ...consulting(standing),
    ...(asked ? (["cancelRequest"] as const) : []),
    "setType",
    ...(standing.otherMedia > 0 ? (["addMedia"] as const) : []),
    ...(openMedia(hold.task).length > 0 ? (["endMedia"] as const) : []),
    ...(isShared ? (["leave", "closeCase"] as const) : []),
    ...(row.listId === null ? [] : (["closeEntry"] as const)),
  ];
}

/** One adviser at a time, and only whoever asked for the advice hands over to them. */
function consulting({ row, tasks, agentId }: Standing): readonly Act[] {
  if (adviserOf(row, agentId) !== undefined) return ["consultTransfer", "consultConference"];
  return waitingLeg(tasks, agentId)?.direction === "CONSULT" ? [] : ["consult"];
}

function whileReading({ row, hold, supervises, tasks }: Standing): readonly Act[] {
  if (hold.kind !== "READING") return [];
  // A colleague's wrap-up stands first in the row, and hides nothing that can be taken.
  const isOpen = row.status === "OPEN" || row.status === "PENDING";
  const waits = isOpen || waitingRequest(tasks) !== undefined;
  if (row.listId !== null) {
    const isFree = row.participants.length === 0;
    return isFree || supervises ? ["join", "closeEntry"] : ["join"];
  }
  // What is snoozed is nobody's task, though somebody may still wrap up their part of it.
  if (row.taskId === null || row.clocks.deferredUntil !== NEVER) return ["engage"];
  return waits ? ["claim"] : [];
}

function overseeing({ row, hold, supervises, tasks, agentId }: Standing): readonly Act[] {
  if (!supervises) return [];
  const waits = row.status === "OPEN" || row.status === "PENDING";
  const isServed = row.participants.some((each) => each.role === "PRIMARY");
  const isIn = tasks.some((task) => task.mediaState === "ACTIVE" && task.agentId === agentId);
  return [
    ...(waits || row.taskId === null ? (["assign"] as const) : []),
    ...(row.status === "OPEN" && row.taskId !== null ? (["move"] as const) : []),
    ...(isServed && !isIn && hold.kind === "READING"
      ? (["monitor", "claim", "closeCase"] as const)
      : []),
    "forceComplete",
  ];
}

/** Who advises, if anybody does. */
export function adviserOf(row: InteractionRow, agentId: string) {
  return row.participants.find((each) => each.role === "ASSISTANT" && each.agentId !== agentId);
}

/** What joined a task after it began and has not ended. */
export function openMedia({ addedMedia }: TaskRow): TaskRow["addedMedia"] {
  return addedMedia.filter((each) => each.state !== "CLOSED");
}

/** What this person asked for and nobody has taken yet; a transfer, while its sender still wraps up. */
export function waitingLeg(tasks: readonly TaskRow[], agentId: string): TaskRow | undefined {
  return tasks.find(
    (task) =>
      task.requestedBy === agentId &&
      asked.has(task.direction) &&
      (task.mediaState === "QUEUED" || task.mediaState === "RESERVED"),
  );
}

/** The customer's own request that waits, and no leg beside a conversation. */
export function waitingRequest(tasks: readonly TaskRow[]): TaskRow | undefined {
  return tasks.find(
    ({ mediaState, direction }) =>
      (mediaState === "QUEUED" || mediaState === "RESERVED") &&
      direction !== "CONSULT" &&
      direction !== "DIRECT_CONFERENCE",
  );
}

const asked: ReadonlySet<string> = new Set(["CONSULT", "DIRECT_CONFERENCE", "DIRECT_TRANSFER"]);

/** Of acts that end or take away something, a second look before it is done. */
export const weighty: ReadonlySet<Act> = new Set(["forceComplete", "closeCase", "closeEntry"]);

/** Refusals of a queue that takes nothing now: whoever knows better may send work there all the same. */
export function isInsistedOn(code: string | undefined): boolean {
  return code === "QUEUE_CLOSED" || code === "NO_AGENT_AVAILABLE";
}
