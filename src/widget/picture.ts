import type { ShownLine } from "./line.ts";
import type { LineToNode } from "./link.ts";
import { type Conversing, notBegun, type Standing } from "./standing.ts";

/** Why a chat could not begin. GONE: there is no such source, or it is closed. */
export type BeginFault = "NOT_REACHED" | "GONE";

export interface ChatPicture {
  readonly stage: "BEGIN" | "TALK";
  readonly line: LineToNode;
  readonly lines: readonly ShownLine[];
  /** How the conversation stands, as the node says it. */
  readonly conversing: Conversing;
  /** Where the customer stands in line while somebody is waited for. */
  readonly place: Standing;
  /** Who is writing just now. */
  readonly typing: string | null;
  readonly beginning: boolean;
  readonly beginFault: BeginFault | null;
  /** The conversation of before is no longer known to the node. */
  readonly lapsed: boolean;
  /** The node takes nothing more in this conversation. */
  readonly ended: boolean;
  /** False until the node's list was read once: an empty conversation is not claimed before. */
  readonly read: boolean;
  /** Answers that came while nobody was looking. */
  readonly unread: number;
  /** An end or a rating is on its way; FAILED: the node was not reached. */
  readonly act: "NONE" | "SENDING" | "FAILED";
}

/** What a thread begins with, before anything is known of it. */
export const blank = {
  lines: [],
  conversing: notBegun,
  place: null,
  typing: null,
  ended: false,
  read: false,
  unread: 0,
  act: "NONE",
} as const;
