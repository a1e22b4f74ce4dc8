import type { Observable } from "rxjs";
import type { Connect, Fetch, Timing } from "../client/port.ts";
import type { NodeHttp } from "../client/node-http.ts";
import type { CommandId, InteractionId, OfferId, TaskId } from "../domain/id.ts";
import type { RefusalCode } from "../domain/refusal.ts";
import type { OfflineClass } from "../protocol/command.ts";
import type { BodyOf, Command, CommandType } from "../protocol/commands.ts";
import type { CountersFrame, Me, TypingNewsFrame } from "../protocol/frames.ts";
import type { RowOf } from "../protocol/rows.ts";
import type { DirectoryBodies, DirectoryKind } from "../protocol/rows/directory-row.ts";
import type { ChannelLike, Locks } from "./tabs.ts";
import type { DeskStorage } from "./storage.ts";

/** Whose desk it is and at which node. Kept beside the token by whoever keeps that, it opens the desk offline. */
export interface Identity {
  readonly nodeId: string;
  readonly nodeName: string;
  readonly me: Me;
}

/** What `openDesk` of open-desk.ts needs of its surroundings. */
export interface DeskParts extends Timing {
  /** The node's address without a slash at its end: `http://127.0.0.1:7450`. */
  readonly nodeUrl: string;
  readonly token: string;
  /** This profile's name for itself, the same after a reload. */
  readonly device: string;
  /** From an earlier `desk.identity`; without it the desk opens only once the node has answered. */
  readonly known: Identity | null;
  /** `browserStorage()` of storage.ts. */
  readonly storage: DeskStorage;
  readonly connect: Connect;
  readonly fetch: Fetch;
  readonly newId: () => string;
  /** `navigator.locks` */
  readonly locks: Locks;
  /** `(name) => new BroadcastChannel(name)` */
  readonly channel: (name: string) => ChannelLike;
  /** Whether this page can be seen; emits the present state at once. */
  readonly visible$: Observable<boolean>;
  /** On the desktop the main window leads and the others never do; in a browser the lock decides. */
  readonly leads: "BY_LOCK" | "ALWAYS" | "NEVER";
}

/** Why a desk cannot go on, beyond what the node itself refuses. */
export type DeskEnd = RefusalCode | "OTHER_NODE" | "OTHER_PERSON" | "SIGNED_OUT";

/** Instants are node time, as far as it is known. */
interface ConnectionFacts {
  readonly since: number;
  /** Attempts since the connection was lost; 0 while it stands. */
  readonly attempts: number;
  readonly rttMs: number | null;
  /** When the node was last heard of; null before the first time. */
  readonly lastUpdateAt: number | null;
  readonly nodeId: string;
  readonly nodeName: string;
  /** True while the replica is being brought up to the node's view. */
  readonly catchingUp: boolean;
  /** True when the view is larger than its limit and only the most urgent rows are here. */
  readonly cut: boolean;
  /** Whether this page holds the socket, or another page of the profile does. */
  readonly leading: boolean;
  /** True while what the node sends cannot be written to this device: it is shown, and fetched again after a reload. */
  readonly diskFailing: boolean;
  /** False while the node can keep nothing: it takes no command, and what waits here goes on waiting. */
  readonly nodeKeeps: boolean;
  /** True while the node stands still because its machine's clock has leapt: nothing is offered, and nothing runs out. */
  readonly clockHeld: boolean;
}

/** RECONNECTING for the first ten seconds after a loss, then OFFLINE; both go on trying. REFUSED does not. */
export type Connection = ConnectionFacts &
  (
    | { readonly state: "LIVE" | "CONNECTING" | "RECONNECTING" | "OFFLINE" }
    | { readonly state: "REFUSED"; readonly code: DeskEnd }
  );

export interface NodeClock {
  /** The node's time now; the machine's own until the node has been heard of. */
  now(): number;
  /** Node time minus the machine's clock. */
  readonly offsetMs: number;
  /** False until measured, and from a jump of the machine's clock until it is measured anew. */
  readonly known: boolean;
}

/** A row as it is shown: the node's, with what still waits in the outbox folded in. Unchanged rows stay the same object. */
export interface Shown<Row> {
  readonly row: Row;
  /** While something shown here is not yet confirmed by the node: on its way to this device's disk, or safe there. */
  readonly pending: false | "SAVING" | "SAVED";
  /** The newest waiting command that changed or made this row; null when none did. */
  readonly commandId: CommandId | null;
}

/** How a submitted command ended for the one who asked. */
export type SubmitEnd =
  | { readonly end: "APPLIED"; readonly reply: unknown }
  | { readonly end: "REFUSED"; readonly code: SubmitCode; readonly detail?: string };
/** OFFLINE: needs the node, which is out of reach. NOT_STORED: this device could not keep it. DISCARDED: taken out of the outbox. CLOSED: the desk was closed; ask the outbox. */
export type SubmitCode = RefusalCode | "OFFLINE" | "NOT_STORED" | "DISCARDED" | "CLOSED";

export interface Submission {
  readonly id: CommandId;
  /** Resolves once the command is durable on this device (or was refused at once); only then say "saved". */
  readonly stored: Promise<void>;
  /** Never rejects. */
  readonly outcome: Promise<SubmitEnd>;
}

/** A command that is not done: waiting to be sent, sent without an answer, or refused and shown until dealt with. */
export interface OutboxEntry {
  readonly id: CommandId;
  readonly command: Command;
  readonly lines: readonly string[];
  readonly offline: OfflineClass;
  /** SAVING: not on this device's disk yet, a few milliseconds long. */
  readonly state: "SAVING" | "WAITING" | "SENDING" | "REFUSED";
  /** When it was submitted. */
  readonly since: number;
  /** Of a refused one. */
  readonly code: RefusalCode | null;
  readonly detail: string | null;
}

export interface Desk {
  /** As the node said at the last connecting; roles and queues may change from one to the next. */
  readonly identity: Identity;
  readonly me: Me;
  readonly connection: Observable<Connection>;
  /** Tries to connect now instead of after the pause: "Try now", or the network is back. */
  reconnect(): void;
  readonly clock: NodeClock;

  readonly tasks: Rows<"TASK">;
  readonly interactions: Rows<"INTERACTION">;
  readonly interventions: Rows<"INTERVENTION">;
  readonly agents: Rows<"AGENT">;
  readonly directory: Rows<"DIRECTORY">;
  task(id: string): Observable<Shown<RowOf["TASK"]> | null>;
  interaction(id: string): Observable<Shown<RowOf["INTERACTION"]> | null>;
  /** All that this device has; see `messagesOf`. */
  readonly messages: Rows<"MESSAGE">;
  /** Oldest first. */
  messagesOf(interactionId: string): Rows<"MESSAGE">;
  directoryOf<K extends DirectoryKind>(kind: K): Observable<readonly DirectoryBodies[K][]>;

  /**
   * `line` names the object whose commands keep their order; left out, it is found from the body.
   * A command of class `refused` is answered OFFLINE at once while the node is out of reach, and not kept.
   */
  submit<T extends CommandType>(
    type: T,
    body: BodyOf<T>,
    options?: { readonly line?: string },
  ): Submission;
  readonly outbox: Observable<readonly OutboxEntry[]>;
  /** Sends a refused command's body again, as a new command; gives null when there is no such refused entry. */
  retry(id: CommandId): Submission | null;
  /** Takes a waiting or refused entry out; one that was sent may still be applied by the node. */
  discard(id: CommandId): Promise<void>;

  /** What was typed and not sent, by any name the screen chooses; "" when there is none. */
  draft(id: string): Observable<string>;
  /** Resolves when it is durable. An empty text deletes the draft. */
  saveDraft(id: string, text: string): Promise<void>;

  receipt(taskId: TaskId, offerId: OfferId, stage: "RECEIVED" | "SHOWN"): void;
  /** What this page shows beyond its own work; replaces what it named before. */
  watch(interactionIds: readonly InteractionId[]): void;
  typing(interactionId: InteractionId): void;
  readonly counters: Observable<CountersFrame>;
  readonly typingNews: Observable<TypingNewsFrame>;
  readonly http: NodeHttp;

  /**
   * Sends what waits (a few seconds at most), ends the session, deletes both databases and ends every page of this
   * person in the profile. With work unsent it does nothing and says how much, unless told to discard it.
   */
  signOut(options: { readonly discard: boolean }): Promise<SignOutEnd>;
  /** Leaves everything where it is. */
  close(): Promise<void>;
}

export type Rows<K extends keyof RowOf> = Observable<readonly Shown<RowOf[K]>[]>;
export type SignOutEnd =
  | { readonly signedOut: true }
  | { readonly signedOut: false; readonly unsent: number };
