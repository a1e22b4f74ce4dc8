import { isForCustomer } from "../../../src/domain/message.ts";
import { type AgentId, type InteractionId, brand } from "../../../src/domain/id.ts";
import { noEntries } from "../../../src/domain/measures/entry-counters.ts";
import { NEVER } from "../../../src/domain/time.ts";
import type { Committed, Engine } from "../../../src/node/engine/api.ts";
import type { KeptKind, KeptRow, Reader, Ref } from "../../../src/node/store/store.ts";
import type {
  AgentRow,
  InterventionRow,
  MessageRow,
} from "../../../src/protocol/rows/other-rows.ts";
import type { InteractionRow } from "../../../src/protocol/rows/interaction-row.ts";
import type { TaskRow } from "../../../src/protocol/rows/task-row.ts";
import type { RowOf } from "../../../src/protocol/rows.ts";

export const noon = Date.UTC(2026, 5, 1, 12);

type Placed = Extract<KeptRow, { kind: keyof RowOf }>;

/** An engine that decides nothing: a test says what is committed, and when that is told. */
export class FakeCentre {
  readonly disk = new Map<string, Placed>();
  readonly #live = new Map<string, Placed>();
  /** Interactions whose conversation the engine has in memory. */
  readonly whole = new Set<string>();
  readonly #listeners = new Set<(committed: Committed) => void>();
  readonly #reloads = new Set<() => void>();
  readonly receipts: string[] = [];
  now = noon;
  head = 0;
  #written = 0;
  #untold: Committed[] = [];
  /** How long the reader takes: a test may make it wait. */
  reading: () => Promise<void> = () => Promise.resolve();

  /** Writes rows to the disk; they are told by `tell`. */
  write(...rows: readonly { kind: keyof RowOf; row: RowOf[keyof RowOf] }[]): void {
    const kept = rows.map(({ kind, row }) => {
      this.#written += 1;
      const key = `${kind} ${row.id}`;
      const number = this.disk.get(key)?.number ?? this.#written;
      const placed = { kind, number, seq: this.#written, row } as Placed;
      this.disk.set(key, placed);
      if (isLive(placed) || isTalk(placed)) this.#live.set(key, placed);
      else this.#live.delete(key);
      return { row: placed, json: JSON.stringify(row) };
    });
    this.#untold.push({ lastSeq: this.#written, rows: kept, events: [] });
  }

  /** Tells the oldest commits that have not been told. */
  tell(most = Number.POSITIVE_INFINITY): void {
    for (const committed of this.#untold.splice(0, most)) {
      this.head = committed.lastSeq;
      for (const listener of this.#listeners) listener(committed);
    }
  }

  commit(...rows: readonly { kind: keyof RowOf; row: RowOf[keyof RowOf] }[]): void {
    this.write(...rows);
    this.tell();
  }

  reload(): void {
    this.head = this.#written;
    this.#untold = [];
    for (const listener of this.#reloads) listener();
  }

  readonly engine: Engine = engineOver(this);

  readonly reader: Reader = {
    commandRecords: async () => new Map(),
    fetch: async (refs: readonly Ref[]) => {
      const found = refs.flatMap(({ kind, id }) => this.disk.get(`${kind} ${id}`) ?? []);
      await this.reading();
      return found;
    },
    conversations: async (ids) => {
      const head = this.#written;
      const rows = this.talkOf(new Set(ids));
      await this.reading();
      return { head, rows };
    },
    recent: async ({ queueIds, agentId, since }) => {
      const head = this.#written;
      const rows = [...this.disk.values()];
      const mine = (queueId: string, id: string) => queueIds.includes(queueId) || id === agentId;
      const tasks = rows.filter(
        (each) =>
          each.kind === "TASK" &&
          each.row.taskState === "CLOSED" &&
          each.row.closedAt >= since &&
          mine(each.row.queueId, each.row.agentId),
      );
      const ofTasks = new Set(tasks.map(({ row }) => (row as TaskRow).interactionId));
      const interactions = rows.filter(
        (each) =>
          each.kind === "INTERACTION" &&
          each.row.state === "COMPLETED" &&
          (ofTasks.has(each.row.id) ||
            (each.row.completedAt >= since && mine(each.row.queueId, each.row.ownerId))),
      );
      const talk = this.talkOf(new Set(interactions.map(({ row }) => row.id)));
      await this.reading();
      return { head, rows: [...interactions, ...tasks, ...talk] };
    },
    thread: async (threadId, publicOnly) => {
      const found = [...this.disk.values()].filter(
        (each): each is Extract<Placed, { kind: "MESSAGE" }> =>
          each.kind === "MESSAGE" &&
          each.row.threadId === threadId &&
          (!publicOnly || isForCustomer(each.row)),
      );
      await this.reading();
      return found;
    },
    completed: async () => [],
    active: async () => [],
    completions: async () => [],
    tasksOf: async () => [],
    statistics: async () => [],
    events: async () => [],
  };

  liveRows(): Iterable<Placed> {
    return this.#live.values();
  }

  onCommit(listener: (committed: Committed) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onReload(listener: () => void): () => void {
    this.#reloads.add(listener);
    return () => this.#reloads.delete(listener);
  }

  talkOf(ids: ReadonlySet<string>): KeptRow[] {
    const rows = [...this.disk.values()].filter((each) => isTalk(each) && ids.has(homeOf(each)));
    return rows;
  }
}

function isTalk(row: Placed): boolean {
  return row.kind === "MESSAGE" || row.kind === "INTERVENTION";
}

function homeOf(row: Placed): string {
  return (row.row as MessageRow).interactionId;
}

function isLive(row: Placed): boolean {
  if (row.kind === "TASK") return row.row.taskState !== "CLOSED";
  if (row.kind === "INTERACTION") return row.row.state === "ACTIVE";
  return row.kind === "AGENT" || row.kind === "DIRECTORY";
}

function engineOver(centre: FakeCentre): Engine {
  const never = () => Promise.reject(new Error("not in this test"));
  return {
    nodeId: "node",
    nodeName: "node",
    feedId: "feed",
    get head() {
      return centre.head;
    },
    live: {
      rows: <K extends KeptKind>(kind: K) =>
        [...centre.liveRows()].filter(
          (each) => each.kind === (kind as string),
        ) as unknown as KeptRow<K>[],
      row: <K extends KeptKind>(kind: K, id: string) =>
        ([...centre.liveRows()].find(
          (each) => each.kind === (kind as string) && each.row.id === id,
        ) ?? null) as unknown as KeptRow<K> | null,
      conversation: (id) => (centre.whole.has(id) ? centre.talkOf(new Set([id])) : null),
    },
    now: () => centre.now,
    submit: never,
    beginVisitor: never,
    hear: () => undefined,
    customerSeen: () => undefined,
    hello: () => Promise.resolve(),
    receipt: ({ agentId, offerId, stage }) =>
      centre.receipts.push(`${agentId} ${offerId} ${stage}`),
    configure: never,
    explain: () => null,
    counters: () => noEntries,
    onCommit: (listener) => centre.onCommit(listener),
    onReload: (listener) => centre.onReload(listener),
    canWrite: true,
    clock: { isHeld: false, aheadMs: 0, go: () => false },
    onStanding: () => () => undefined,
    stop: () => Promise.resolve(),
  };
}

export function task(id: string, more: Partial<TaskRow> = {}): { kind: "TASK"; row: TaskRow } {
  const row = {
    id,
    workspaceId: "ws",
    homeNode: "node",
    epoch: 1,
    interactionId: `i-${id}`,
    queueId: "billing",
    mrdId: "chat",
    direction: "INBOUND",
    mode: "QUEUE",
    priority: 5,
    skills: [],
    rootTaskId: id,
    previousTaskId: null,
    attempt: 1,
    createdAt: noon,
    firstEnqueuedAt: noon,
    enqueuedAt: noon,
    requestExpiresAt: NEVER,
    slaDueAt: noon + 60_000,
    exclusions: [],
    taskState: "ACTIVE",
    mediaState: "QUEUED",
    agentId: "",
    offer: null,
    answeredAt: null,
    reason: null,
    wrapUpStartedAt: null,
    wrapUpExpiresAt: null,
    resolved: false,
    wrapUp: null,
    closedAt: NEVER,
    displayNumber: 1,
    customerName: "Vera",
    subject: "subject",
    lastLine: "line",
    lastLineBy: "CUSTOMER",
    lastMessageAt: noon,
    customerAwaySince: null,
    communicationType: "MESSAGING",
    subCommunicationType: "WEB",
    ...more,
  };
  return { kind: "TASK", row: row as unknown as TaskRow };
}

export function offered(agentId: string, offerId: string): Partial<TaskRow> {
  const offer = {
    id: offerId,
    agentId,
    state: "PENDING",
    createdAt: noon,
    expiresAt: noon + 20_000,
  };
  return { mediaState: "RESERVED", agentId: brand<AgentId>(agentId), offer: offer as never };
}

export function held(agentId: string): Partial<TaskRow> {
  return { mediaState: "ACTIVE", agentId: brand<AgentId>(agentId), answeredAt: noon };
}

export function closed(agentId: string, closedAt: number): Partial<TaskRow> {
  const answeredAt = agentId === "" ? null : noon;
  return {
    taskState: "CLOSED",
    mediaState: "CLOSED",
    agentId: brand<AgentId>(agentId),
    answeredAt,
    reason: "DONE",
    closedAt,
  };
}

export function interaction(
  id: string,
  more: Partial<InteractionRow> = {},
): { kind: "INTERACTION"; row: InteractionRow } {
  const row = {
    id,
    workspaceId: "ws",
    displayNumber: 1,
    threadId: `t-${id}`,
    threadState: "OPEN",
    sourceId: "web",
    queueId: "billing",
    customerId: `c-${id}`,
    customerName: "Vera",
    customerEmail: null,
    direction: "INBOUND",
    communicationType: "MESSAGING",
    subCommunicationType: "WEB",
    subject: "subject",
    tags: [],
    dispositions: [],
    dispositionNote: "",
    priority: 5,
    ownerId: "",
    createdAt: noon,
    firstEnqueuedAt: noon,
    firstAnsweredAt: null,
    lastLine: "line",
    lastLineBy: "CUSTOMER",
    lastMessageAt: noon,
    interventionId: null,
    interventionState: null,
    previousInteractionId: null,
    clonedFromId: null,
    cloneIds: [],
    rootInteractionId: id,
    state: "ACTIVE",
    status: "OPEN",
    taskId: null,
    agentId: "",
    slaDueAt: noon + 60_000,
    participants: [],
    completedAt: NEVER,
    completedBy: "",
    completedByName: "",
    resolution: null,
    ...more,
  };
  return { kind: "INTERACTION", row: row as unknown as InteractionRow };
}

export function completed(ownerId: string, completedAt: number): Partial<InteractionRow> {
  const ends = { state: "COMPLETED", status: "COMPLETED", agentId: "", taskId: null } as const;
  return {
    ...ends,
    ownerId: brand<AgentId>(ownerId),
    completedAt,
    completedBy: ownerId,
    resolution: "RESOLVED",
  };
}

export function message(
  id: string,
  interactionId: string,
  more: Partial<MessageRow> = {},
): { kind: "MESSAGE"; row: MessageRow } {
  const row = {
    id,
    interactionId: brand<InteractionId>(interactionId),
    threadId: `t-${interactionId}`,
    kind: "CUSTOMER",
    authorId: "c",
    authorName: "Vera",
    body: `body of ${id}`,
    createdAt: noon,
    ...more,
  };
  return { kind: "MESSAGE", row: row as unknown as MessageRow };
}

export function intervention(
  id: string,
  interactionId: string,
  agentId: string,
): { kind: "INTERVENTION"; row: InterventionRow } {
  const row = {
    id,
    interactionId,
    threadId: `t-${interactionId}`,
    agentId,
    state: "OPENED",
    openedAt: noon,
    firstReplyAt: null,
    repliesCount: 0,
    commentsCount: 0,
    segmentIndex: 0,
    closedAt: NEVER,
    closedBy: "",
  };
  return { kind: "INTERVENTION", row: row as unknown as InterventionRow };
}

export function agent(
  id: string,
  teamIds: readonly string[] = [],
): { kind: "AGENT"; row: AgentRow } {
  const row = {
    id,
    workspaceId: "ws",
    name: id,
    teamIds,
    queueIds: ["billing"],
    skills: {},
    state: "READY",
    reason: null,
    since: noon,
    loginAt: noon,
    reachable: true,
    stateBefore: null,
    mrds: [],
  };
  return { kind: "AGENT", row: row as unknown as AgentRow };
}

export function directory(id: string): { kind: "DIRECTORY"; row: RowOf["DIRECTORY"] } {
  return {
    kind: "DIRECTORY",
    row: { id: `REASON:${id}`, kind: "REASON", body: { id, label: id } },
  };
}
