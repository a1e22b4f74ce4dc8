import { authorKindOf, isForCustomer } from "../../domain/message.ts";
import { isRatingAsked } from "../../domain/rating.ts";
import { isOverForCustomer } from "../../domain/glance.ts";
import type { VisitorMessageRow } from "../../protocol/frames.ts";
import type { VisitorConversation, VisitorMessage } from "../../protocol/http.ts";
import { bodiesOf } from "../../protocol/rows/directory-row.ts";
import { type InteractionRow, interactionFromRow } from "../../protocol/rows/interaction-row.ts";
import type { MessageRow } from "../../protocol/rows/other-rows.ts";
import type { LiveRows } from "../engine/api.ts";

/** Of a message, what its customer may see: nothing of notes, and of colleagues what they are called, not who they are. */
export function rowShown(row: MessageRow): VisitorMessageRow | null {
  if (!isForCustomer(row)) return null;
  const { id, interactionId, threadId, kind, authorName, createdAt, told, writtenAt } = row;
  // Field by field: what a message may carry beside these is for colleagues.
  return {
    id,
    interactionId,
    threadId,
    kind,
    authorId: "",
    authorName,
    createdAt,
    body: kind === "EVENT" ? "" : row.body,
    author: authorKindOf(row),
    ...(told === undefined ? {} : { told }),
    ...(writtenAt === undefined ? {} : { writtenAt }),
  };
}

/** The same over HTTP. */
export function messageShown(row: MessageRow): VisitorMessage | null {
  const { id, kind: from, authorName: name, createdAt: at, told } = row;
  const shown = rowShown(row);
  if (shown === null || from === "NOTE") return null;
  const { author, body, writtenAt } = shown;
  const late = writtenAt === undefined ? {} : { writtenAt };
  return { id, from, author, name, body, event: told ?? null, at, ...late };
}

/** How the conversation stands for its customer, who knows nothing of wrap-ups, offers and advisers. */
export function conversationShown(
  row: InteractionRow | null,
  live: Pick<LiveRows, "row">,
): VisitorConversation {
  if (row === null) return { ...notBegun };
  const served = row.status === "CONNECTED" || row.status === "HOLD";
  return {
    interactionId: row.id,
    state: stateOf(row),
    with: served ? namesOf(row, live) : [],
    closed: row.threadState === "CLOSED",
    rating: ratingOf(row, live),
  };
}

const notBegun = {
  interactionId: null,
  state: "NONE",
  with: [],
  closed: false,
  rating: "NOT_ASKED",
} as const satisfies VisitorConversation;

function stateOf({ status }: InteractionRow): VisitorConversation["state"] {
  switch (status) {
    case "CREATING":
    case "BOT":
    case "OPEN":
    case "PENDING":
      return "WAITING";
    case "CONNECTED":
      return "ANSWERED";
    case "HOLD":
      return "HELD";
    case "DEFERRED":
      return "PUT_OFF";
    case "UNDELIVERED":
      return "NOBODY";
    case "WRAP_UP":
    case "COMPLETED":
      return "ENDED";
  }
}

function namesOf(row: InteractionRow, live: Pick<LiveRows, "row">): string[] {
  return row.participants
    .filter(({ role }) => role === "PRIMARY")
    .flatMap(({ agentId }) => live.row("AGENT", agentId)?.row.name ?? []);
}

function ratingOf(row: InteractionRow, live: Pick<LiveRows, "row">): VisitorConversation["rating"] {
  if (row.rating !== undefined) return "GIVEN";
  const kept = live.row("DIRECTORY", `QUEUE:${row.queueId}`);
  const [queue] = kept === null ? [] : bodiesOf([kept.row], "QUEUE");
  if (queue === undefined || !isRatingAsked(row, queue)) return "NOT_ASKED";
  return isOverForCustomer(interactionFromRow(row)) ? "ASKED" : "NOT_ASKED";
}
