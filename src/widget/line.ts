import type { VisitorMessage } from "../protocol/http.ts";
import { numberIn, textIn } from "./reading.ts";

/** One line as the customer sees it: what somebody said, or what became of the conversation. */
export interface Line {
  readonly id: string;
  readonly from: VisitorMessage["from"];
  readonly author: VisitorMessage["author"];
  /** Who said it; of an EVENT, whom it is about. */
  readonly name: string;
  readonly body: string;
  readonly event: VisitorMessage["event"];
  /** On the node's clock; of what is not acknowledged yet, on the customer's. */
  readonly at: number;
  /** When it was written, where it came late. */
  readonly writtenAt?: number;
}

/** SENDING until the node has acknowledged it. REFUSED: the node will never take it as it is. */
export type LineState = "SENT" | "SENDING" | "REFUSED";

export interface ShownLine extends Line {
  readonly state: LineState;
  /** Why it is REFUSED, by the node's code. */
  readonly refused: string | null;
}

const origins = ["CUSTOMER", "AGENT", "EVENT"] as const;
const authors = ["CUSTOMER", "PERSON", "BOT", "SYSTEM"] as const;
const events = [
  "JOINED",
  "LEFT",
  "PASSED_ON",
  "HELD",
  "RESUMED",
  "ENDED",
  "ENDED_BY_CUSTOMER",
  "ENDED_BY_ABSENCE",
] as const;

/** What the wire calls each of a line's fields: HTTP and the socket name some of them differently. */
interface Names {
  readonly from: string;
  readonly name: string;
  readonly event: string;
  readonly at: string;
  readonly writtenAt: string;
}

/** Null for what cannot be read, and for what a newer node tells and this page has no words for. */
export function lineIn(value: unknown, names: Names): Line | null {
  const [id, body] = [textIn(value, "id"), textIn(value, "body")];
  const [name, at] = [textIn(value, names.name), numberIn(value, names.at)];
  const from = oneOf(origins, textIn(value, names.from));
  const author = oneOf(authors, textIn(value, "author"));
  const event = oneOf(events, textIn(value, names.event));
  if (id === null || body === null || name === null || at === null) return null;
  if (from === null || author === null || (from === "EVENT") !== (event !== null)) return null;
  const writtenAt = numberIn(value, names.writtenAt);
  const late = writtenAt === null ? {} : { writtenAt };
  return { id, from, author, name, body, event, at, ...late };
}

export function oneOf<T extends string>(known: readonly T[], text: string | null): T | null {
  return known.find((each) => each === text) ?? null;
}
