import type { MessageRow } from "../../protocol/rows/other-rows.ts";
import type { Shown } from "../../sync/desk.ts";

export interface Day {
  /** An instant of that day. */
  readonly at: number;
  readonly messages: readonly Shown<MessageRow>[];
}

/** Messages by the calendar day of this device's zone, in the order they came. */
export function byDay(
  messages: readonly Shown<MessageRow>[],
  dayOf: (at: number) => string = localDay,
): readonly Day[] {
  const days: { at: number; messages: Shown<MessageRow>[] }[] = [];
  for (const message of messages) {
    const last = days.at(-1);
    if (last !== undefined && dayOf(last.at) === dayOf(message.row.createdAt))
      last.messages.push(message);
    else days.push({ at: message.row.createdAt, messages: [message] });
  }
  return days;
}

function localDay(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;
}

/** "Mia" of "Mia Wong": the column of speakers is narrow, and the header has the whole name. */
export function shortName(name: string): string {
  const first = name.trim().split(/\s+/)[0] ?? "";
  return /^[+\d(]/.test(first) || first === "" ? name : first;
}

const stories = [
  "AGENT_LEFT",
  "ASSIGNED",
  "BARGED_IN",
  "CLAIMED",
  "CLONED",
  "CLOSED_HOURS",
  "COMPLETED",
  "CONFERENCE_ASKED",
  "CONFERENCE_JOINED",
  "CONSULT_ASKED",
  "CONSULT_JOINED",
  "CUSTOMER_ABSENT",
  "CUSTOMER_LEFT",
  "DEFERRED",
  "ENGAGED",
  "EXTERNAL_TRANSFER",
  "FLUSHED",
  "FORCE_COMPLETED",
  "HELD",
  "INTERRUPTED",
  "MEDIA_ADDED",
  "MEDIA_ENDED",
  "MOVED",
  "NO_AGENT_AVAILABLE",
  "NO_COLLEAGUE",
  "NO_ROUTE",
  "OFFER_ACCEPTED",
  "OFFER_DECLINED",
  "OFFER_MISSED",
  "OFFER_WITHDRAWN",
  "OVERFLOWED",
  "PARTICIPANT_LEFT",
  "REACTIVATED",
  "REOPENED",
  "RESPONSE_TIMEOUT",
  "RESUMED",
  "RETURNED",
  "TRANSFERRED",
  "TRANSFER_NOT_TAKEN",
  "TYPE_CHANGED",
  "WRAP_UP_STARTED",
] as const;
export type Story = (typeof stories)[number] | "EXTERNAL_TRANSFER_TO";

/** What an event of the timeline tells; null for one that a newer node may know and this desk does not. */
export function storyOf({ body, about }: Pick<MessageRow, "body" | "about">): Story | null {
  const told = stories.find((story) => story === body) ?? null;
  return told === "EXTERNAL_TRANSFER" && about !== undefined ? "EXTERNAL_TRANSFER_TO" : told;
}
