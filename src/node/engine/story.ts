import { type MessageId, brand } from "../../domain/id.ts";
import type { CustomerEvent } from "../../domain/message.ts";
import type { Interaction } from "../../domain/interaction.ts";
import type { Draft } from "./draft.ts";

/** What the conversation's own timeline tells of routing; the words for each are the screen's. */
export type StoryLine =
  | "AGENT_LEFT"
  | "ASSIGNED"
  | "BARGED_IN"
  | "CLAIMED"
  | "CLONED"
  | "CLOSED_HOURS"
  | "COMPLETED"
  | "CONFERENCE_ASKED"
  | "CONFERENCE_JOINED"
  | "CONSULT_ASKED"
  | "CONSULT_JOINED"
  | "CUSTOMER_ABSENT"
  | "CUSTOMER_LEFT"
  | "DEFERRED"
  | "ENGAGED"
  | "EXTERNAL_TRANSFER"
  | "FLUSHED"
  | "FORCE_COMPLETED"
  | "HELD"
  | "INTERRUPTED"
  | "MEDIA_ADDED"
  | "MEDIA_ENDED"
  | "MOVED"
  | "NO_AGENT_AVAILABLE"
  | "NO_COLLEAGUE"
  | "NO_ROUTE"
  | "OFFER_ACCEPTED"
  | "OFFER_DECLINED"
  | "OFFER_MISSED"
  | "OFFER_WITHDRAWN"
  | "OVERFLOWED"
  | "PARTICIPANT_LEFT"
  | "REACTIVATED"
  | "REOPENED"
  | "RESPONSE_TIMEOUT"
  | "RESUMED"
  | "RETURNED"
  | "TRANSFERRED"
  | "TRANSFER_NOT_TAKEN"
  | "TYPE_CHANGED"
  | "WRAP_UP_STARTED";

/** What the customer is told of as well. Who was asked for advice, who listens and whom it rang at is not among it. */
const toldToCustomer: Partial<Readonly<Record<StoryLine, CustomerEvent>>> = {
  AGENT_LEFT: "LEFT",
  BARGED_IN: "JOINED",
  CLAIMED: "JOINED",
  CONFERENCE_JOINED: "JOINED",
  CUSTOMER_ABSENT: "ENDED_BY_ABSENCE",
  CUSTOMER_LEFT: "ENDED_BY_CUSTOMER",
  ENGAGED: "JOINED",
  EXTERNAL_TRANSFER: "PASSED_ON",
  HELD: "HELD",
  INTERRUPTED: "LEFT",
  OFFER_ACCEPTED: "JOINED",
  PARTICIPANT_LEFT: "LEFT",
  RESPONSE_TIMEOUT: "LEFT",
  RESUMED: "RESUMED",
  RETURNED: "PASSED_ON",
  TRANSFERRED: "PASSED_ON",
};

/** Adds a line to the timeline; `who` did it, `about` is to whom, where to, or until when. */
export function tellStory(
  draft: Draft,
  interaction: Interaction,
  line: StoryLine,
  who: string,
  more: { readonly about?: string; readonly told?: CustomerEvent | null } = {},
): void {
  const { id: interactionId, threadId } = interaction;
  const parts = {
    interactionId,
    threadId,
    kind: "EVENT",
    authorId: "system",
    authorName: who,
  } as const;
  const { about, told = toldToCustomer[line] ?? null } = more;
  const event = {
    id: brand<MessageId>(draft.newId()),
    ...parts,
    body: line,
    createdAt: draft.now,
    ...(about === undefined ? {} : { about }),
    ...(told === null ? {} : { told }),
  };
  draft.put("MESSAGE", event, "MESSAGE_ADDED");
}

/** A line of the node's own to the customer. It answers nothing: whoever waits for an agent still does. */
export function tellCustomer(draft: Draft, interaction: Interaction, body: string): void {
  const { id: interactionId, threadId } = interaction;
  const authorName = draft.workspace(draft.workspaceId).name;
  const parts = { interactionId, threadId, kind: "AGENT", authorId: "system", authorName } as const;
  draft.put(
    "MESSAGE",
    { id: brand<MessageId>(draft.newId()), ...parts, body, createdAt: draft.now },
    "MESSAGE_ADDED",
  );
}
