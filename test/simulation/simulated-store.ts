import type { CommandId } from "../../src/domain/id.ts";
import { participantRoles } from "../../src/domain/task.ts";
import { openMemoryStore } from "../../src/node/store/memory-store.ts";
import type {
  CommandRecord,
  Commit,
  KeptRow,
  LiveWork,
  Reader,
  Ref,
  Store,
} from "../../src/node/store/store.ts";
import type { FeedEvent } from "../../src/protocol/changes.ts";
import type { TaskRow } from "../../src/protocol/rows/task-row.ts";

/** How the next commit ends, if not well: nothing of it is kept, or all of it is, and either way nobody is told. */
export type Failure = "NOTHING_WRITTEN" | "ALL_WRITTEN";

const keyOf = ({ kind, id }: Ref): string => `${kind}:${id}`;

/**
 * A disk in plain maps, as strict as the schema about what a row may become, that can be slow, fail and forget.
 * What is not needed to run the engine is left to the real store, which has its own tests.
 */
export class SimulatedStore implements Store {
  /** Sessions and devices live in real tables, whose memory is not the collector's to take back. */
  readonly #tables = openMemoryStore();
  readonly access = this.#tables.access;
  readonly rows = new Map<string, KeptRow>();
  readonly records = new Map<CommandId, CommandRecord>();
  readonly #successors = new Map<string, string>();
  readonly #displayNumbers = new Map<number, string>();
  /** In which role somebody was last in a conversation by a task: told even where it came and went within one commit. */
  readonly roles = new Map<string, TaskRow["role"]>();
  /** The queues whose deadlines a setting has moved, and when. */
  readonly moved: { readonly seq: number; readonly id: string }[] = [];
  head = 0;
  lastAt = 0;
  commits = 0;
  reopened = 0;
  #failing: Failure | null = null;
  #broken = false;
  #held: (() => void)[] | null = null;

  failNext(failure: Failure): void {
    this.#failing = failure;
  }

  /** Commits from now on hang until they are let go. */
  hold(): void {
    this.#held ??= [];
  }

  letGo(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const go of held) go();
  }

  get isHeld(): boolean {
    return this.#held !== null;
  }

  async append(commit: Commit): Promise<void> {
    if (this.#broken)
      throw new Error("a store that failed was written to before it was opened anew");
    const held = this.#held;
    if (held !== null) await new Promise<void>((go) => void held.push(go));
    const failing = this.#failing;
    this.#failing = null;
    if (failing !== "NOTHING_WRITTEN") this.#write(commit);
    if (failing !== null) {
      this.#broken = true;
      throw new Error("the disk failed");
    }
  }

  async live(statisticsSince: number): Promise<LiveWork> {
    const open = new Set<string>();
    for (const { kind, row } of this.rows.values()) {
      if (kind === "INTERACTION" && row.state === "ACTIVE") open.add(row.id);
      if (kind === "TASK" && row.taskState !== "CLOSED") open.add(row.interactionId);
      if (kind === "INTERVENTION" && row.state !== "CLOSED") open.add(row.interactionId);
    }
    const threads = new Set<string>();
    const customers = new Set<string>();
    for (const { kind, row } of this.rows.values()) {
      if (kind === "INTERACTION" && open.has(row.id)) {
        threads.add(row.threadId);
        customers.add(row.customerId);
      }
    }
    const isLive = (kept: KeptRow): boolean => {
      switch (kept.kind) {
        case "DIRECTORY":
        case "AGENT":
          return true;
        case "STATISTIC":
          return kept.row.from >= statisticsSince;
        case "CUSTOMER":
          return customers.has(kept.row.id);
        case "THREAD":
          return threads.has(kept.row.id);
        case "INTERACTION":
          return open.has(kept.row.id);
        case "TASK":
          return kept.row.taskState !== "CLOSED";
        case "INTERVENTION":
        case "MESSAGE":
          return open.has(kept.row.interactionId);
        case "COMPLETION":
          return false;
      }
    };
    const rows = [...this.rows.values()].filter(isLive).sort((a, b) => a.number - b.number);
    const place = { feedId: "simulated", head: this.head, lastAt: this.lastAt, epoch: 1 };
    return { ...place, lastDisplayNumber: Math.max(0, ...this.#displayNumbers.keys()), rows };
  }

  async reopen(): Promise<void> {
    this.#broken = false;
    this.reopened += 1;
  }

  /** The process that wrote is dead: what hung is lost with it, what was written stays. */
  crash(): void {
    this.#held = null;
    this.#failing = null;
    this.#broken = false;
  }

  async close(): Promise<void> {
    await this.#tables.close();
  }

  readonly reader: Reader = {
    commandRecords: async (ids) => {
      const found = new Map<CommandId, CommandRecord>();
      for (const id of ids) {
        const record = this.records.get(id);
        if (record !== undefined) found.set(id, record);
      }
      return found;
    },
    fetch: async (refs) => this.#fetch(refs),
    conversations: async () => ({ head: this.head, rows: [] }),
    recent: async () => ({ head: this.head, rows: [] }),
    thread: async () => [],
    completed: async () => [],
    active: async () => [],
    completions: async () => [],
    statistics: async () => [],
    tasksOf: async () => [],
    events: async () => [],
  };

  #fetch(refs: readonly Ref[]): readonly KeptRow[] {
    const found = new Map<string, KeptRow>();
    const want = (ref: Ref): KeptRow | undefined => {
      const row = this.rows.get(keyOf(ref));
      if (row !== undefined) found.set(keyOf(ref), row);
      return row;
    };
    for (const ref of refs) {
      const kept = want(ref);
      if (kept?.kind === "INTERACTION") {
        want({ kind: "THREAD", id: kept.row.threadId });
        want({ kind: "CUSTOMER", id: kept.row.customerId });
        if (kept.row.interventionId !== null)
          want({ kind: "INTERVENTION", id: kept.row.interventionId });
      }
      if (kept?.kind === "THREAD") {
        want({ kind: "CUSTOMER", id: kept.row.customerId });
        if (kept.row.lastInteractionId !== null)
          want({ kind: "INTERACTION", id: kept.row.lastInteractionId });
      }
    }
    return [...found.values()];
  }

  /** As the schema would: what it refuses is a bug of the engine. */
  #write(commit: Commit): void {
    let seq = this.head;
    for (const entry of commit.entries) {
      insist(entry.firstSeq === seq + 1, `I11: the feed has a hole at ${seq + 1}`);
      insist(
        entry.events.length === entry.lastSeq - entry.firstSeq + 1,
        "I11: an event per number",
      );
      insist(entry.at >= this.lastAt, "I11: the feed goes back in time");
      seq = entry.lastSeq;
      this.lastAt = entry.at;
      for (const event of entry.events) this.#hear(event);
      if (entry.command === null) continue;
      insist(!this.records.has(entry.command.id), `I7: ${entry.command.id} is answered twice`);
      this.records.set(entry.command.id, entry.command);
    }
    for (const { row } of commit.writes) this.#writeRow(row);
    this.head = seq;
    this.commits += 1;
  }

  #hear({ seq, type, id, data }: FeedEvent): void {
    if (type === "DEADLINES_MOVED") this.moved.push({ seq, id });
    const isRole = type === "AGENT_SUBSCRIBED" || type === "PARTICIPANT_ROLE_CHANGED";
    if (!isRole || typeof data !== "object" || data === null) return;
    const told: unknown = "role" in data ? data.role : "PRIMARY";
    const role = participantRoles.find((each) => each === told);
    insist(role !== undefined, `${type} of ${id} tells of no role`);
    this.roles.set(id, role);
  }

  #writeRow(kept: KeptRow): void {
    const key = keyOf({ kind: kept.kind, id: kept.row.id });
    const before = this.rows.get(key);
    insist(before === undefined || before.number === kept.number, `${key} changes its number`);
    insist(kept.seq >= kept.number, `${key} is older than itself`);
    if (kept.kind === "TASK") this.#judgeTask(kept, before);
    if (kept.kind === "COMPLETION") insist(before === undefined, `I16: ${key} is written twice`);
    if (kept.kind === "INTERACTION" && kept.row.displayNumber > 0) {
      const owner = this.#displayNumbers.get(kept.row.displayNumber) ?? kept.row.id;
      insist(owner === kept.row.id, `two interactions are #${kept.row.displayNumber}`);
      this.#displayNumbers.set(kept.row.displayNumber, kept.row.id);
    }
    this.rows.set(key, kept);
  }

  #judgeTask(kept: KeptRow<"TASK">, before: KeptRow | undefined): void {
    const { id, previousTaskId, taskState } = kept.row;
    const wasClosed = before?.kind === "TASK" && before.row.taskState === "CLOSED";
    insist(!wasClosed || taskState === "CLOSED", `I17: ${id} was closed and opens again`);
    if (previousTaskId === null) return;
    const successor = this.#successors.get(previousTaskId) ?? id;
    insist(successor === id, `I4: ${previousTaskId} goes on in ${successor} and in ${id}`);
    this.#successors.set(previousTaskId, id);
  }
}

/** Breaks the run off: what is said here must hold. */
export function insist(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Broken(what);
}

export class Broken extends Error {}
