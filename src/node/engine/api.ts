import type { AgentId, OfferId, TaskId, ThreadId, CustomerId, SourceId } from "../../domain/id.ts";
import type { ReceiptStage } from "../../domain/offer.ts";
import type { EntryCounters } from "../../domain/measures/entry-counters.ts";
import type { Instant } from "../../domain/time.ts";
import type { Command, Outcome } from "../../protocol/commands.ts";
import type { FeedEvent } from "../../protocol/changes.ts";
import type { Actor } from "../access/actor.ts";
import type { DirectoryBodies, DirectoryKind } from "../../protocol/rows/directory-row.ts";
import type { Agent } from "../../domain/agent.ts";
import type { CommandRecord, KeptKind, KeptRow } from "../store/store.ts";
import type { CustomerSign } from "./customer-presence.ts";
import type { Explained } from "./explaining.ts";
import type { EngineClock } from "./time.ts";

/** A row as it was committed, with its JSON made once for the disk and for every screen. */
export interface CommittedRow {
  readonly row: KeptRow;
  /** The row's own JSON, without kind, number and seq. */
  readonly json: string;
}

/** News of one commit, told after it is durable. Rows appear once, in their last form. */
export interface Committed {
  readonly lastSeq: number;
  readonly rows: readonly CommittedRow[];
  readonly events: readonly FeedEvent[];
}

/** The engine's memory as the gateway may read it: rows as they cross the wire, never domain objects. */
export interface LiveRows {
  /** All rows of a kind now in memory: open tasks, active interactions, agents, directory … */
  rows<K extends KeptKind>(kind: K): Iterable<KeptRow<K>>;
  row<K extends KeptKind>(kind: K, id: string): KeptRow<K> | null;
  /**
   * The conversation's messages and interventions if all of them are in memory, else null: then ask the reader.
   * Holds what is decided, also before its commit; compare `seq` with the committed head.
   */
  conversation(interactionId: string): readonly KeptRow[] | null;
}

export interface Engine {
  readonly nodeId: string;
  readonly nodeName: string;
  readonly feedId: string;
  /** The sequence up to which everything is durable. */
  readonly head: number;
  /** False from a failed commit on for as long as the store cannot be opened anew: nothing is decided or kept. */
  readonly canWrite: boolean;
  /** Held while the wall clock has leapt and nobody has said whether it is right: nothing falls due, nothing is offered. */
  readonly clock: Pick<EngineClock, "isHeld" | "aheadMs" | "go">;
  readonly live: LiveRows;
  /** Node time: never goes back. */
  now(): Instant;
  /** Resolves with the outcome once it is durable; never rejects. */
  submit(actor: Actor, command: Command): Promise<Outcome>;
  /** A new visitor's customer and thread, durable when it resolves. */
  beginVisitor(visitor: NewVisitor): Promise<void>;
  /** Any frame of an agent's connection. */
  hear(agentId: AgentId): void;
  /** An agent's connection said hello: presence first, before anything the outbox holds. */
  hello(agentId: AgentId): Promise<void>;
  /** A page of this thread's customer came or went, or asked over HTTP. */
  customerSeen(threadId: ThreadId, sign: CustomerSign): void;
  receipt(receipt: {
    agentId: AgentId;
    taskId: TaskId;
    offerId: OfferId;
    stage: ReceiptStage;
  }): void;
  /** Puts configuration and agents in place (set-up, demo, admin); durable when it resolves, and with it the answer to whoever asked. */
  configure(parts: Configuration, answered?: Answered | null): Promise<Configured>;
  /** Why a task waits and who could take it; null where it does not wait. */
  explain(taskId: string): Explained | null;
  /** A queue's counters over [from, now]. */
  counters(queueId: string, from: Instant): EntryCounters;
  /** Told after each commit, in order. Returns how to stop listening. */
  onCommit(listener: (committed: Committed) => void): () => void;
  /** Told when memory was thrown away after a failed commit: every connection must reconcile. */
  onReload(listener: () => void): () => void;
  /** Told when `canWrite` changes, and when the clock begins to be held or goes on. */
  onStanding(listener: (canWrite: boolean) => void): () => void;
  stop(): Promise<void>;
}

export interface NewVisitor {
  readonly threadId: ThreadId;
  readonly customerId: CustomerId;
  readonly sourceId: SourceId;
  readonly name: string;
  readonly email: string | null;
}

/** What a change of settings did to work that waits: how many of its deadlines stand at another instant. */
export interface Configured {
  readonly movedDeadlines: number;
}

export interface Configuration {
  readonly directory?: readonly {
    [K in DirectoryKind]: { kind: K; body: DirectoryBodies[K] };
  }[DirectoryKind][];
  readonly agents?: readonly Agent[];
}

/** Which command a decision answers, and the outcome it gets once the sequence is known. */
export interface Answered {
  readonly id: CommandRecord["id"];
  readonly bodyHash: string;
  readonly outcomeAt: (seq: number) => Outcome;
}
