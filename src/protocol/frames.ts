import Type from "typebox";
import type { AgentId, InteractionId, OfferId, TaskId } from "../domain/id.ts";
import type { AuthorKind } from "../domain/message.ts";
import type { RefusalCode } from "../domain/refusal.ts";
import type { EntryCounters } from "../domain/measures/entry-counters.ts";
import { CommandEnvelope, type Command, type Outcome } from "./commands.ts";
import type { VisitorConversation } from "./http.ts";
import type { RowKind, WireRow } from "./rows.ts";
import type { MessageRow } from "./rows/other-rows.ts";
import { IdText, type Infer, InstantNumber, exact, literals, nullable } from "./schema.ts";
import { limits } from "./version.ts";

/** The first frame a client sends. The token never stands in an address. */
export const HelloFrame = exact({
  frame: Type.Literal("hello"),
  protocol: Type.Integer(),
  token: Type.String({ minLength: 16, maxLength: 256 }),
  device: Type.String({ minLength: 1, maxLength: 64 }),
});

/** Names what the client has; the node answers with the view's list and goes on pushing from there. */
export const ReconcileFrame = exact({
  frame: Type.Literal("reconcile"),
  feedId: nullable(Type.String({ maxLength: 64 })),
  seq: InstantNumber,
});

/** Asks for rows the client lacks or has older, by number, a page at a time. */
export const FetchFrame = exact({
  frame: Type.Literal("fetch"),
  numbers: Type.Array(Type.Integer(), { minItems: 1, maxItems: limits.pageRows }),
});

export const CommandsFrame = exact({
  frame: Type.Literal("commands"),
  commands: Type.Array(CommandEnvelope, { minItems: 1, maxItems: limits.commandsPerFrame }),
});

/** Delivery receipts of an offer: received by the page, shown on the screen. */
export const ReceiptFrame = exact({
  frame: Type.Literal("receipt"),
  taskId: IdText<TaskId>(),
  offerId: IdText<OfferId>(),
  stage: literals(["RECEIVED", "SHOWN"]),
});

/** Interactions open on the screen beyond the person's own work; replaces what was watched before. */
export const WatchFrame = exact({
  frame: Type.Literal("watch"),
  interactionIds: Type.Array(IdText<InteractionId>(), { maxItems: 100 }),
});

/** The page's answer to `ask`: any frame is a sign of life, this one is only that. */
export const HereFrame = exact({ frame: Type.Literal("here"), n: Type.Integer() });

/** Measures the distance to the node's clock. */
export const PingFrame = exact({ frame: Type.Literal("ping"), n: Type.Integer() });

export const TypingFrame = exact({
  frame: Type.Literal("typing"),
  interactionId: IdText<InteractionId>(),
});

export const ClientFrame = Type.Union([
  HelloFrame,
  ReconcileFrame,
  FetchFrame,
  CommandsFrame,
  ReceiptFrame,
  WatchFrame,
  HereFrame,
  PingFrame,
  TypingFrame,
]);
/** Commands come in with their bodies still unchecked; `Command` is what they are after the door. */
export type ClientFrame = Infer<typeof ClientFrame>;
export type SentFrame =
  | Exclude<ClientFrame, { frame: "commands" }>
  | { frame: "commands"; commands: Command[] };

/** Who the token belongs to, and what the screen may offer them. */
export interface Me {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly roles: readonly ("agent" | "supervisor" | "admin" | "bot" | "visitor")[];
  readonly agentId: AgentId | null;
  readonly workspaceId: string;
  readonly workspaceName: string;
  readonly teamIds: readonly string[];
  readonly queueIds: readonly string[];
  /** True in the demo workspace, which says so on the screen. */
  readonly demo: boolean;
}

export interface WelcomeFrame {
  readonly frame: "welcome";
  readonly protocol: number;
  readonly nodeId: string;
  readonly nodeName: string;
  readonly feedId: string;
  readonly head: number;
  readonly now: number;
  readonly me: Me;
}

/** The view's list in answer to `reconcile`: [row number, sequence], and the sequence it was true at. */
export interface ListFrame {
  readonly frame: "list";
  readonly n: number;
  readonly feedId: string;
  readonly reach: number;
  readonly rows: readonly (readonly [number: number, seq: number])[];
  /** True when the view was cut to its limit: the most urgent are kept, and the screen says so. */
  readonly cut: boolean;
}

export interface Gone {
  readonly kind: RowKind;
  readonly id: string;
  readonly number: number;
}

/**
 * News, in order. `n` counts this connection's frames: a hole means reconcile. `reach` is the sequence up to
 * which the view is now complete; an outcome's frame reaches at least that outcome's sequence.
 */
export interface ChangesFrame {
  readonly frame: "changes";
  readonly n: number;
  readonly reach: number;
  readonly rows: readonly WireRow[];
  readonly gone: readonly Gone[];
  readonly outcomes: readonly Outcome[];
}

/** An answer to `fetch`. Rows that have left the view meanwhile are simply not in it. */
export interface PageFrame {
  readonly frame: "page";
  readonly rows: readonly WireRow[];
  readonly missing: readonly number[];
}

/** Pushes were dropped because the client did not read fast enough: reconcile. */
export interface BehindFrame {
  readonly frame: "behind";
}

/** The node asks for a sign of life; `hash` is over the view's (number, sequence) pairs at `reach`. */
export interface AskFrame {
  readonly frame: "ask";
  readonly n: number;
  readonly now: number;
  readonly reach: number;
  readonly rows: number;
  readonly hash: number;
}

export interface PongFrame {
  readonly frame: "pong";
  readonly n: number;
  readonly now: number;
}

export interface QueueCounters {
  readonly queueId: string;
  readonly waiting: number;
  readonly oldestEnqueuedAt: number | null;
  readonly active: number;
  readonly agents: {
    readonly free: number;
    readonly busy: number;
    readonly notReady: number;
    readonly offline: number;
    /** All who are signed in: free, busy and not ready together. */
    readonly on: number;
  };
  /** Entries decided in the last 30 minutes and since the day began in the workspace's zone. */
  readonly last30Min: EntryCounters;
  readonly today: EntryCounters;
}

/** Live counters for supervisors, at most one frame a second. */
export interface CountersFrame {
  readonly frame: "counters";
  readonly at: number;
  readonly queues: readonly QueueCounters[];
}

export interface TypingNewsFrame {
  readonly frame: "typing";
  readonly interactionId: string;
  readonly name: string;
}

/**
 * Whether the node can keep what it is told. While it cannot (its disk is full, or fails) it acknowledges nothing and
 * offers nothing; told when that begins and ends, and after a welcome while it lasts.
 */
export interface StandingFrame {
  readonly frame: "standing";
  readonly canWrite: boolean;
  /** True while the node stands still because its machine's clock has leapt, and waits for somebody to say which time is right. */
  readonly clockHeld?: boolean;
}

/** To a customer alone: how their conversation stands, at first and whenever it changes. */
export interface ConversationFrame {
  readonly frame: "conversation";
  readonly conversation: VisitorConversation;
}

/** A message as a customer's socket gets it: without the id of whoever wrote it, and with what kind of author that was. */
export type VisitorMessageRow = MessageRow & { readonly author: AuthorKind };

/** The node ends the connection, and why. */
export interface ByeFrame {
  readonly frame: "bye";
  readonly code: RefusalCode;
  readonly detail?: string;
}

export type NodeFrame =
  | WelcomeFrame
  | ListFrame
  | ChangesFrame
  | PageFrame
  | BehindFrame
  | AskFrame
  | PongFrame
  | CountersFrame
  | TypingNewsFrame
  | StandingFrame
  | ConversationFrame
  | ByeFrame;
