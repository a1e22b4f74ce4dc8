import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import { fold } from "../../../domain/search/fold.ts";
import { type Question, questionOf } from "../../../domain/search/question.ts";
import type { Labels } from "../../../domain/search/searched.ts";
import { NEVER } from "../../../domain/time.ts";
import { RowTextBuilder, type RowTexts } from "../packed.ts";
import type { CompletedQuery } from "../store.ts";
import { SAID, type Found, answering } from "./answering.ts";
import { rowText } from "./kinds.ts";
import { expressionOf, isOfIndex, rowsOfDoc } from "./search-index.ts";

export type SearchCompleted = (query: CompletedQuery) => Promise<RowTexts>;

/** Rows looked at before others may have their turn: a search through years must not hold up a command. */
const SLICE = 2000;
/** Of these the conversations are read, too. */
const SEARCHED_SLICE = 200;

const VISIBLE = `(interaction.queue_id IN (SELECT value FROM json_each(?3)) OR interaction.owner_id = ?4)
  AND interaction.workspace_id = ?5`;

const pageSql = (
  prefilter: string,
) => `SELECT id, completed_at, body, ${rowText("INTERACTION")} AS text
  FROM interaction
  WHERE completed_at IS NOT NULL AND (completed_at, id) < (?1, ?2) AND ${VISIBLE} AND ${prefilter}
  ORDER BY completed_at DESC, id DESC LIMIT ?6`;

/** What the index names and what is not in it yet, as one list: nothing falls between, whenever it is asked. */
const CANDIDATES = `SELECT CAST(doc AS TEXT) AS doc, id, completed_at, body, ${rowText("INTERACTION")} AS text
  FROM (
    SELECT rowid AS doc FROM search_index WHERE search_index MATCH ?8 AND rowid < CAST(?7 AS INTEGER)
    UNION SELECT doc FROM search_due WHERE doc < CAST(?7 AS INTEGER)
    ORDER BY doc DESC LIMIT ?6
  ) LEFT JOIN interaction ON ${rowsOfDoc("doc")} AND (completed_at, id) < (?1, ?2) AND ${VISIBLE}
  ORDER BY doc DESC`;

/** Completed interactions, newest first, slice after slice until the page is full. */
export function searching(db: DatabaseSync, searchedAtOnce = SLICE): SearchCompleted {
  const plain = db.prepare(pageSql("1"));
  const indexed = db.prepare(CANDIDATES);
  const said = db.prepare(SAID);
  return async (query) => {
    const { prefilter, limit, text, labels = new Map() } = query;
    const question = questionOf(text ?? "");
    const isAsked = question.terms.length > 0;
    const match = prefilter ? null : matchOf(question, labels);
    const most = isAsked ? Math.min(searchedAtOnce, SEARCHED_SLICE) : searchedAtOnce;
    const page = prefilter ? db.prepare(pageSql(numbered(prefilter.sql))) : plain;
    const read = async (slices: Iterable<Found[]>): Promise<RowTexts> => {
      const found = new Page(limit);
      for (const slice of slices) {
        const rows = slice.filter((row) => row["id"] !== null);
        const isAnswer = isAsked ? answering(question, labels, rows, said) : () => true;
        for (const row of rows) if (isAnswer(row)) found.add(row);
        if (found.isFull) break;
        await setImmediate();
      }
      return found.texts();
    };
    const all = () => walk(page, query, most, prefilter?.values ?? []);
    if (match === null) return read(all());
    try {
      return await read(candidates(indexed, query, most, match));
    } catch (error) {
      // The rows are whole: it takes longer, and finds the same.
      if (isOfIndex(error)) return read(all());
      throw error;
    }
  };
}

/** Null where the index cannot help: then all rows are looked at. */
function matchOf(question: Question, labels: Labels): string | null {
  if (question.terms.length === 0) return null;
  const names = Array.from(labels.values(), ({ name, dispositions }) =>
    fold([name, ...dispositions.values()].join("\n")),
  );
  return expressionOf(question, (spelling) => names.some((name) => name.includes(spelling)));
}

function placeOf({ before, queueIds, ownerId, workspaceId }: CompletedQuery) {
  const { completedAt, id } = before ?? { completedAt: NEVER, id: "" };
  return [completedAt, id, JSON.stringify(queueIds), ownerId, workspaceId] as const;
}

function* walk(
  page: StatementSync,
  query: CompletedQuery,
  most: number,
  more: readonly SQLInputValue[],
): Generator<Found[]> {
  let slice = Math.min(query.limit, most);
  const [firstAt, firstId, ...rest] = placeOf(query);
  let [completedAt, id] = [firstAt, firstId];
  for (;;) {
    const rows = page.all(completedAt, id, ...rest, slice, ...more);
    yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < slice) return;
    [completedAt, id] = [Number(last["completed_at"]), String(last["id"])];
    slice = Math.min(slice * 4, most);
  }
}

function* candidates(
  page: StatementSync,
  query: CompletedQuery,
  slice: number,
  match: string,
): Generator<Found[]> {
  const place = placeOf(query);
  let below = String(BigInt(place[0]) * 1024n + 1024n);
  for (;;) {
    const rows = page.all(...place, slice, below, match);
    yield rows;
    const last = rows.at(-1);
    // Two rows may share a document; fewer documents than asked for are the last.
    if (last === undefined || new Set(rows.map(({ doc }) => doc)).size < slice) return;
    below = String(last["doc"]);
  }
}

/** Rows of one instant come in any order, and are put in that of their ids before they are counted. */
class Page {
  readonly #limit: number;
  readonly #rows: Found[] = [];
  #instant: Found[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  get isFull(): boolean {
    return this.#rows.length >= this.#limit;
  }

  add(row: Found): void {
    if (this.#instant[0]?.["completed_at"] !== row["completed_at"]) this.#closeInstant();
    this.#instant.push(row);
  }

  texts(): RowTexts {
    this.#closeInstant();
    const texts = new RowTextBuilder();
    for (const { text } of this.#rows.slice(0, this.#limit)) texts.add(String(text));
    return texts.texts();
  }

  #closeInstant(): void {
    this.#rows.push(
      ...this.#instant.toSorted((a, b) => (String(a["id"]) > String(b["id"]) ? -1 : 1)),
    );
    this.#instant = [];
  }
}

/** The page's own parameters come first. */
const OWN_PARAMETERS = 6;

function numbered(sql: string): string {
  let at = OWN_PARAMETERS;
  return sql.replaceAll("?", () => `?${(at += 1)}`);
}
