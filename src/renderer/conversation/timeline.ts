import type { MessageRow } from "../../protocol/rows/other-rows.ts";
import type { Shown } from "../../sync/desk.ts";
import { dayAndTime } from "../words/format.ts";
import type { Say } from "../words/words.ts";

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
type Story = (typeof stories)[number];

/** What an event of the timeline tells; null for one that a newer node may know and this desk does not. */
function storyOf({ body }: Pick<MessageRow, "body">): Story | null {
  return stories.find((story) => story === body) ?? null;
}

const withTarget = [
  "TRANSFERRED",
  "EXTERNAL_TRANSFER",
  "CONFERENCE_ASKED",
  "CONSULT_ASKED",
  "ASSIGNED",
  "MOVED",
  "DEFERRED",
] as const;
const byItself = ["RESUMED", "MOVED"] as const;

interface Telling {
  readonly say: Say;
  readonly language: string;
  readonly now: number;
}

/** An event in words: who did it, and to whom, where to or until when, where the node says so. */
export function storyWords(row: MessageRow, { say, language, now }: Telling): string | null {
  const story = storyOf(row);
  if (story === null) return null;
  const { authorName: name, about = "" } = row;
  const to = story === "DEFERRED" ? dayAndTime(Number(about), now, { language }) : about;
  const alone = byItself.find((each) => each === story);
  if (name === "" && alone !== undefined) return say(`storyAlone.${alone}`, { to });
  const targeted = about === "" ? undefined : withTarget.find((each) => each === story);
  return targeted === undefined
    ? say(`story.${story}`, { name })
    : say(`storyTo.${targeted}`, { name, to });
}
