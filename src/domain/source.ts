import type { ListId, MrdId, QueueId, SourceId, WorkflowId } from "./id.ts";
import type { CommunicationType, Interaction } from "./interaction.ts";

/** Channel by which customers come; it leads to one queue. */
export interface Source {
  readonly id: SourceId;
  readonly name: string;
  readonly type: "WEB_MESSAGING" | "LIVE_CHAT";
  readonly communicationType: CommunicationType;
  readonly subCommunicationType: string;
  readonly mrdId: MrdId;
  readonly queueId: QueueId;
  /** True where the customer's leaving ends the session (live chat, voice); a messaging thread outlives it. */
  readonly sessionBound: boolean;
  /** Origins of the sites that may embed the widget, besides the node's own. */
  readonly sites: readonly string[];
  readonly defaultPriority: number;
  readonly active: boolean;
  readonly arrival: Arrival;
  /** Where the session is the customer's to end: how long they may be away before `onAbsent` is done. */
  readonly absentAfterSec: number;
  /** END: as if they had left. MARK: it waits on, and everybody who sees it sees since when they are away. */
  readonly onAbsent: "END" | "MARK";
}

export const plainAbsence = { absentAfterSec: 60, onAbsent: "END" } as const;

/**
 * What becomes of a message that begins something. PUSH: a task in a queue, found by the workflow where there is one.
 * PULL: an entry of a list, a task once somebody joins. INBOX: an interaction, and no task until somebody engages.
 */
export interface Arrival {
  readonly mode: "PUSH" | "PULL" | "INBOX";
  readonly workflowId: WorkflowId | null;
  readonly listId: ListId | null;
  /** True where agents may hand a conversation on to an outside number or address (T46). */
  readonly externalTransfer: "NONE" | "BLIND" | "ATTENDED";
}

export const plainArrival: Arrival = {
  mode: "PUSH",
  workflowId: null,
  listId: null,
  externalTransfer: "NONE",
};

/**
 * Whether a first message reaches somebody who has never written. Neither medium has a way out by itself: what is
 * written there is read once its customer comes, and whom an agent merely wrote down never does.
 */
export function leadsOut({ type }: Pick<Source, "type">): boolean {
  switch (type) {
    case "WEB_MESSAGING":
    case "LIVE_CHAT":
      return false;
  }
}

type OtherEnd = Pick<Interaction, "direction" | "clonedFromId" | "nobodyThere">;

/** Nobody holds the other end: its customer was merely written down by an agent, or it follows up such a case. */
function isNobodyThere({ direction, clonedFromId, nobodyThere }: OtherEnd): boolean {
  return nobodyThere === true || (direction === "OUTBOUND" && clonedFromId === null);
}

/** Whether there is a way out: what is said to the customer of this conversation can reach somebody. */
export function hasWayOut(
  interaction: OtherEnd,
  source: Pick<Source, "type"> | undefined,
): boolean {
  return !isNobodyThere(interaction) || (source !== undefined && leadsOut(source));
}

/** The same of a follow-up: where the session is over, it begins on a thread that no customer has. */
export function followUpHasWayOut(
  followed: OtherEnd & Pick<Interaction, "threadState">,
  source: Pick<Source, "type"> | undefined,
): boolean {
  const nobodyThere = isCutOff(followed) ? { nobodyThere: true as const } : {};
  return hasWayOut({ ...followed, ...nobodyThere }, source);
}

/** Whether a follow-up has nobody at its other end by itself. */
export function isCutOff(followed: OtherEnd & Pick<Interaction, "threadState">): boolean {
  return followed.threadState === "CLOSED" || isNobodyThere(followed);
}
