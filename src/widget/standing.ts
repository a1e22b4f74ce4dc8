import type { VisitorConversation } from "../protocol/http.ts";
import { oneOf } from "./line.ts";
import { isRecord, textIn } from "./reading.ts";

/** How the conversation stands, as the node says it: nothing of it is worked out from lines. */
export interface Conversing {
  readonly interactionId: string | null;
  readonly state: VisitorConversation["state"];
  readonly with: readonly string[];
  readonly closed: boolean;
  readonly rating: VisitorConversation["rating"];
}

/** Where the customer stands in line. */
export interface Place {
  readonly position: number;
  readonly estimatedWaitMs: number | null;
}

/** Nobody was there to take it: what was written is kept. */
export type Standing = Place | "NOBODY" | null;

export const notBegun: Conversing = {
  interactionId: null,
  state: "NONE",
  with: [],
  closed: false,
  rating: "NOT_ASKED",
};

const states = ["NONE", "WAITING", "ANSWERED", "HELD", "PUT_OFF", "NOBODY", "ENDED"] as const;
const ratings = ["NOT_ASKED", "ASKED", "GIVEN"] as const;

export function conversingIn(value: unknown): Conversing | null {
  if (!isRecord(value)) return null;
  const state = oneOf(states, textIn(value, "state"));
  const rating = oneOf(ratings, textIn(value, "rating"));
  if (state === null || rating === null) return null;
  const names: unknown = value["with"];
  return {
    interactionId: textIn(value, "interactionId"),
    state,
    with: Array.isArray(names) ? names.filter((name) => typeof name === "string") : [],
    closed: value["closed"] === true,
    rating,
  };
}

/** Something is under way that the customer can end. */
export function mayEnd({ state }: Conversing): boolean {
  return state !== "NONE" && state !== "ENDED";
}
