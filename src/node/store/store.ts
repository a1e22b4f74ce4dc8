import type { Prefilter } from "./rule-filter.ts";
import type { CommandId } from "../../domain/id.ts";
import type { Labels } from "../../domain/search/searched.ts";
import type { Instant } from "../../domain/time.ts";
import type { FeedEvent } from "../../protocol/changes.ts";
import type { Outcome } from "../../protocol/commands.ts";
import type { RowOf } from "../../protocol/rows.ts";
import type { StoredRowOf } from "./stored-rows.ts";

/** Everything that is kept: the replicated kinds, and those only the node needs. */
export interface KeptRowOf extends RowOf, StoredRowOf {}
export type KeptKind = keyof KeptRowOf;

/** A row with its place in the feed. `number` is the sequence at which it was made, `seq` that of its last change. */
export type KeptRow<K extends KeptKind = KeptKind> = {
  [Kind in K]: {
    readonly kind: Kind;
    readonly number: number;
    readonly seq: number;
    readonly row: KeptRowOf[Kind];
  };
}[K];

export interface Ref {
  readonly kind: KeptKind;
  readonly id: string;
}

/** One decision as the feed keeps it: its events, and of a command its id, body hash and outcome. */
export interface FeedEntry {
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly at: Instant;
  readonly events: readonly FeedEvent[];
  readonly command: CommandRecord | null;
}

export interface CommandRecord {
  readonly id: CommandId;
  readonly bodyHash: string;
  readonly outcome: Outcome;
}

/** All that becomes durable together. Each row appears once, in its last form. */
export interface Commit {
  readonly epoch: number;
  readonly at: Instant;
  readonly entries: readonly FeedEntry[];
  readonly writes: readonly { readonly row: KeptRow; readonly json: string }[];
}

/** What the engine holds in memory at start: the open work, who and what it needs, and where the feed stands. */
export interface LiveWork {
  readonly feedId: string;
  readonly head: number;
  readonly lastAt: Instant;
  readonly epoch: number;
  readonly lastDisplayNumber: number;
  readonly rows: readonly KeptRow[];
}

export interface CompletedQuery {
  readonly workspaceId: string;
  /** Rows of these queues, or owned by this person. */
  readonly queueIds: readonly string[];
  readonly ownerId: string | null;
  /** What one search asks, see domain/search. */
  readonly text: string | null;
  /** What the screen shows in place of ids, which is searched as well. */
  readonly labels?: Labels;
  readonly before: { readonly completedAt: number; readonly id: string } | null;
  /** What SQL knows of a rule; whoever asks looks at the rows again. */
  readonly prefilter?: Prefilter | null;
  readonly limit: number;
}

/** A text search through what is open. */
export interface ActiveQuery {
  readonly workspaceId: string;
  /** Rows of these queues, or this person's. */
  readonly queueIds: readonly string[];
  readonly agentId: string | null;
  /** Of one queue alone. */
  readonly queueId: string | null;
  readonly text: string;
  readonly labels: Labels;
  /** Rows with lower numbers. */
  readonly below: number | null;
  readonly limit: number;
}

export interface StatisticsQuery {
  readonly subject: string;
  readonly from: Instant;
  /** No longer in it. */
  readonly to: Instant;
}

/** Which closed work belongs in a person's view: completed or closed since an instant. */
export interface RecentQuery {
  readonly queueIds: readonly string[];
  readonly agentId: string | null;
  readonly since: Instant;
  readonly limit: number;
}

/** Reads beside the engine: never waits for the writer, and says at which sequence its answer is true. */
export interface Reader {
  commandRecords(ids: readonly CommandId[]): Promise<ReadonlyMap<CommandId, CommandRecord>>;
  /** The rows asked for, and with each interaction its thread, its customer and its intervention. Unknown ids are left out. */
  fetch(refs: readonly Ref[]): Promise<readonly KeptRow[]>;
  /** All messages and interventions of these interactions, oldest first. */
  conversations(
    interactionIds: readonly string[],
  ): Promise<{ head: number; rows: readonly KeptRow[] }>;
  /** Interactions completed and tasks closed within a window, with their messages and interventions. */
  recent(query: RecentQuery): Promise<{ head: number; rows: readonly KeptRow[] }>;
  /** The messages of one thread, oldest first, where asked for those alone that the customer may see. */
  thread(threadId: string, publicOnly: boolean): Promise<readonly KeptRow<"MESSAGE">[]>;
  completed(query: CompletedQuery): Promise<readonly KeptRow<"INTERACTION">[]>;
  active(query: ActiveQuery): Promise<readonly KeptRow<"INTERACTION">[]>;
  completions(interactionId: string): Promise<readonly KeptRow<"COMPLETION">[]>;
  /** Counters of the intervals that begin within a window, of one subject: a queue's id, or @ and an agent's. */
  statistics(query: StatisticsQuery): Promise<readonly KeptRow<"STATISTIC">[]>;
  /** The tasks of one interaction, closed ones too, in the order they were made. */
  tasksOf(interactionId: string): Promise<readonly KeptRow<"TASK">[]>;
  events(after: number, limit: number): Promise<readonly FeedEvent[]>;
}

export type AccountRole = "agent" | "supervisor" | "admin" | "bot";

/** An account as access knows it; the password only as its scrypt record. */
export interface Account {
  readonly userId: string;
  readonly workspaceId: string;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly AccountRole[];
  readonly teamIds: readonly string[];
  readonly queueIds: readonly string[];
  readonly enabled: boolean;
  readonly password: string;
}

/** A bearer token, by its hash alone. `subject` is a user's id or a visitor's customer id. */
export interface TokenRecord {
  readonly hash: string;
  readonly kind: "USER" | "VISITOR" | "CONNECTOR";
  readonly subject: string;
  readonly workspaceId: string;
  /** A visitor's one thread and its source; a connector's source. */
  readonly threadId: string | null;
  readonly sourceId: string | null;
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant;
  readonly expiresAt: Instant;
  readonly revoked: boolean;
}

/** The right to set a password once, by a code of which only the hash is kept. */
export interface Invite {
  readonly hash: string;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly AccountRole[];
  readonly teamIds: readonly string[];
  readonly queueIds: readonly string[];
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly isUsed: boolean;
}

/** Accounts and tokens live beside the feed: they are nobody's work and reach no replica. */
export interface AccessStore {
  accountByUsername(username: string): Promise<Account | null>;
  accountById(userId: string): Promise<Account | null>;
  accounts(): Promise<readonly Account[]>;
  putAccount(account: Account): Promise<void>;
  token(hash: string): Promise<TokenRecord | null>;
  putToken(token: TokenRecord): Promise<void>;
  touchToken(hash: string, at: Instant, expiresAt: Instant): Promise<void>;
  revokeToken(hash: string): Promise<void>;
  revokeTokensOf(subject: string): Promise<void>;
  /** In place of whatever open invite there is for the same name. */
  putInvite(invite: Invite): Promise<void>;
  invite(hash: string): Promise<Invite | null>;
  /** Uses it up and writes the account, both or neither; false where it was used already or is too old. */
  acceptInvite(hash: string, at: Instant, account: Account): Promise<boolean>;
}

export interface Store {
  readonly reader: Reader;
  readonly access: AccessStore;
  /** Resolves once everything in the commit is on disk. A rejection means "unknown": reopen before going on. */
  append(commit: Commit): Promise<void>;
  live(statisticsSince: Instant): Promise<LiveWork>;
  /** Opens the file anew after a failed commit; the log must be checkpointed whole before it resolves. */
  reopen(): Promise<void>;
  close(): Promise<void>;
}
