import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { NEVER } from "../../../domain/time.ts";
import { type PackedEvents, RowTextBuilder, type RowTexts } from "../packed.ts";
import type { KeptKind, RecentQuery, Ref, StatisticsQuery } from "../store.ts";
import { snapshot } from "../transact.ts";
import { kindTables, rowText } from "./kinds.ts";

/** Rows as text, and the sequence at which they are true. */
export interface HeadedTexts {
  readonly head: number;
  readonly rows: RowTexts;
}

/** A command's record with its outcome still as text: id, body hash, outcome. */
export type PackedRecord = readonly [string, string, string];

export interface Reads {
  commandRecords(ids: readonly string[]): readonly PackedRecord[];
  fetch(refs: readonly Ref[]): RowTexts;
  conversations(interactionIds: readonly string[]): HeadedTexts;
  recent(query: RecentQuery): HeadedTexts;
  thread(threadId: string, publicOnly: boolean): RowTexts;
  completions(interactionId: string): RowTexts;
  statistics(query: StatisticsQuery): RowTexts;
  tasksOf(interactionId: string): RowTexts;
  /** Ids of commands or of messages, in their order, after one: so many at most. */
  ids(table: "command" | "message", after: string, limit: number): readonly string[];
  /** Of whole commits, with so many events after that sequence as asked for, or all. */
  events(after: number, limit: number): readonly PackedEvents[];
}

/** Lists of ids go in as one JSON array, so that every statement is prepared once. */
const IDS = "(SELECT value FROM json_each(?1))";

const CONVERSATION = `SELECT text FROM (
    SELECT number, ${rowText("MESSAGE")} AS text FROM message WHERE interaction_id IN ${IDS}
    UNION ALL
    SELECT number, ${rowText("INTERVENTION")} FROM intervention WHERE interaction_id IN ${IDS}
  ) ORDER BY number`;

const RECENT_TASKS = `SELECT interaction_id, ${rowText("TASK")} AS text FROM task
  WHERE closed_at < ${NEVER} AND closed_at >= ?2 AND (queue_id IN ${IDS} OR agent_id = ?3)
  ORDER BY closed_at DESC, number DESC LIMIT ?4`;

const RECENT_INTERACTIONS = `SELECT id, ${rowText("INTERACTION")} AS text FROM interaction
  WHERE completed_at IS NOT NULL AND completed_at >= ?2 AND (queue_id IN ${IDS} OR owner_id = ?3 OR completed_by = ?3)
  ORDER BY completed_at DESC, id DESC LIMIT ?4`;

const STATISTICS = `SELECT ${rowText("STATISTIC")} AS text FROM statistic
  WHERE id >= ?1 AND id < ?2 AND starts_at >= ?3 AND starts_at < ?4 ORDER BY starts_at`;

const NEXT_EVENTS =
  "SELECT first_seq, last_seq, events FROM feed WHERE last_seq > ?1 ORDER BY last_seq LIMIT 1";

export function reading(db: DatabaseSync): Reads {
  const statements = new Map<string, StatementSync>();
  const query = (sql: string, ...values: SQLInputValue[]): Texts => {
    const known = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, known);
    return known.all(...values);
  };
  return {
    commandRecords: (ids) =>
      query(
        `SELECT id, body_hash, outcome FROM command WHERE id IN ${IDS}`,
        JSON.stringify(ids),
      ).map(
        (found) =>
          [String(found["id"]), String(found["body_hash"]), String(found["outcome"])] as const,
      ),
    fetch: (refs) => snapshot(db, () => fetchWithCompany(query, refs)),
    conversations: (interactionIds) =>
      snapshot(db, () => ({
        head: headOf(query),
        rows: textsOf(query(CONVERSATION, JSON.stringify(interactionIds))),
      })),
    recent: (recent) =>
      snapshot(db, () => ({ head: headOf(query), rows: readRecent(query, recent) })),
    thread: (threadId, publicOnly) =>
      textsOf(
        query(
          `SELECT ${rowText("MESSAGE")} AS text FROM message
           WHERE interaction_id IN (SELECT id FROM interaction WHERE thread_id = ?1)
             AND (kind IN ('CUSTOMER', 'AGENT') OR NOT ?2 OR kind = 'EVENT' AND body ->> '$.told' IS NOT NULL)
           ORDER BY number`,
          threadId,
          publicOnly ? 1 : 0,
        ),
      ),
    completions: (interactionId) => textsOf(query(allOf("COMPLETION"), interactionId)),
    statistics: ({ subject, from, to }) =>
      // The end of an id is its interval: what stands between "queue:" and "queue;" is the queue's.
      textsOf(query(STATISTICS, `${subject}:`, `${subject};`, from, to)),
    tasksOf: (interactionId) => textsOf(query(allOf("TASK"), interactionId)),
    ids: (table, after, limit) =>
      query(`SELECT id FROM ${table} WHERE id > ?1 ORDER BY id LIMIT ?2`, after, limit).map(
        ({ id }) => String(id),
      ),
    events: (after, limit) => {
      const found: PackedEvents[] = [];
      let [from, missing] = [after, limit];
      while (missing > 0) {
        const [next] = query(NEXT_EVENTS, from);
        if (next === undefined) break;
        const [first, last] = [Number(next["first_seq"]), Number(next["last_seq"])];
        found.push([first, String(next["events"])]);
        missing -= last - Math.max(from, first - 1);
        from = last;
      }
      return found;
    },
  };
}

type Texts = readonly Record<string, unknown>[];
type Query = (sql: string, ...values: SQLInputValue[]) => Texts;

function allOf(kind: "COMPLETION" | "TASK"): string {
  return `SELECT ${rowText(kind)} AS text FROM ${kindTables[kind].table} WHERE interaction_id = ?1 ORDER BY number`;
}

function textsOf(found: Texts): RowTexts {
  const texts = new RowTextBuilder();
  for (const { text } of found) texts.add(String(text));
  return texts.texts();
}

function headOf(query: Query): number {
  return Number(query("SELECT coalesce(max(last_seq), 0) AS head FROM feed")[0]?.["head"]);
}

/** Closed tasks, completed interactions (also those of the tasks), and the whole conversation of each. */
function readRecent(query: Query, { queueIds, agentId, since, limit }: RecentQuery): RowTexts {
  const values = [JSON.stringify(queueIds), since, agentId, limit] as const;
  const texts = new RowTextBuilder();
  const tasks = query(RECENT_TASKS, ...values);
  const interactions = new Map(
    query(RECENT_INTERACTIONS, ...values).map(({ id, text }) => [id, text]),
  );
  const named = JSON.stringify(tasks.map((task) => task["interaction_id"]));
  for (const { id, text } of query(COMPLETED_OF, named)) interactions.set(id, text);
  for (const text of interactions.values()) texts.add(String(text));
  for (const { text } of tasks) texts.add(String(text));
  for (const { text } of query(CONVERSATION, JSON.stringify([...interactions.keys()])))
    texts.add(String(text));
  return texts.texts();
}

const COMPLETED_OF = `SELECT id, ${rowText("INTERACTION")} AS text FROM interaction
  WHERE id IN ${IDS} AND completed_at IS NOT NULL`;

/** Who comes along with a row that is asked for: the column that names them. */
const company: readonly { kind: KeptKind; column: string; brings: KeptKind }[] = [
  { kind: "THREAD", column: "body ->> '$.lastInteractionId'", brings: "INTERACTION" },
  { kind: "INTERACTION", column: "thread_id", brings: "THREAD" },
  { kind: "INTERACTION", column: "customer_id", brings: "CUSTOMER" },
  { kind: "INTERACTION", column: "body ->> '$.interventionId'", brings: "INTERVENTION" },
  { kind: "THREAD", column: "customer_id", brings: "CUSTOMER" },
];

function fetchWithCompany(query: Query, refs: readonly Ref[]): RowTexts {
  const wanted = new Map<KeptKind, Set<string>>();
  const want = (kind: KeptKind, id: unknown): void => {
    if (typeof id !== "string") return;
    wanted.set(kind, (wanted.get(kind) ?? new Set()).add(id));
  };
  for (const { kind, id } of refs) want(kind, id);
  for (const { kind, column, brings } of company) {
    const ids = wanted.get(kind);
    if (ids === undefined) continue;
    const sql = `SELECT ${column} AS id FROM ${kindTables[kind].table} WHERE id IN ${IDS}`;
    for (const { id } of query(sql, JSON.stringify([...ids]))) want(brings, id);
  }
  const texts = new RowTextBuilder();
  for (const [kind, ids] of wanted) {
    const sql = `SELECT ${rowText(kind)} AS text FROM ${kindTables[kind].table} WHERE id IN ${IDS} ORDER BY number`;
    for (const { text } of query(sql, JSON.stringify([...ids]))) texts.add(String(text));
  }
  return texts.texts();
}
