import { type MessageId, brand } from "../../domain/id.ts";
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

/** Adds a line to the timeline; `who` is the person it is about, `about` what else it names: an address, say. */
export function tellStory(
  draft: Draft,
  interaction: Interaction,
  line: StoryLine,
  who: string,
  about: string | null = null,
): void {
  const { id: interactionId, threadId } = interaction;
  const parts = {
    interactionId,
    threadId,
    kind: "EVENT",
    authorId: "system",
    authorName: who,
  } as const;
  const told = { id: brand<MessageId>(draft.newId()), ...parts, body: line, createdAt: draft.now };
  draft.put("MESSAGE", about === null ? told : { ...told, about }, "MESSAGE_ADDED");
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
