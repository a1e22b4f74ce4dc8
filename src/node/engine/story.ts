import { type MessageId, brand } from "../../domain/id.ts";
import type { Interaction } from "../../domain/interaction.ts";
import type { Draft } from "./draft.ts";

/** What the conversation's own timeline tells of routing; the words for each are the screen's. */
export type StoryLine =
  | "AGENT_LEFT"
  | "CLONED"
  | "COMPLETED"
  | "CUSTOMER_LEFT"
  | "NO_AGENT_AVAILABLE"
  | "OFFER_ACCEPTED"
  | "OFFER_DECLINED"
  | "OFFER_MISSED"
  | "OFFER_WITHDRAWN"
  | "RETURNED"
  | "WRAP_UP_STARTED";

/** Adds a line to the timeline; `who` is the person it is about. */
export function tellStory(
  draft: Draft,
  interaction: Interaction,
  line: StoryLine,
  who: string,
): void {
  const { id: interactionId, threadId } = interaction;
  const parts = {
    interactionId,
    threadId,
    kind: "EVENT",
    authorId: "system",
    authorName: who,
  } as const;
  draft.put(
    "MESSAGE",
    { id: brand<MessageId>(draft.newId()), ...parts, body: line, createdAt: draft.now },
    "MESSAGE_ADDED",
  );
}
