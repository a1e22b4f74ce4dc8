import type { DatabaseSync } from "node:sqlite";
import { fold } from "../../../domain/search/fold.ts";
import { type SearchedInteraction, searchedText } from "../../../domain/search/searched.ts";
import { type Question, questionOf } from "../../../domain/search/question.ts";
import { isConstraint } from "../store-error.ts";
import { transact } from "../transact.ts";
import { SAID } from "./answering.ts";

/**
 * Full-text index: SQLite's FTS5 as a list of which document has which grams, no more. Its tokenizer knows ASCII alone
 * and changes nothing here, for letters were folded before; its query language is never spoken, for each gram goes in
 * quotes; and rows are deleted before they are written again, for a second insert would leave the first one's words.
 * A gram is three letters in a row, so that parts of words are found, and writing without blanks.
 */

/** Anew whenever the folding, the fields or what Node knows of Unicode changes. */
const FOLDING = `2 unicode ${process.versions["unicode"] ?? ""}`;

/** A row's document, in the order of completion; two of one instant may share it. */
const DOC_OF_ROW = "(completed_at * 1024 + number % 1024)";
/** The rows of a document. */
export const rowsOfDoc = (doc: string) =>
  `interaction.completed_at = ${doc} / 1024 AND interaction.number % 1024 = ${doc} % 1024`;

const ROWS = `SELECT id, body FROM interaction WHERE ${rowsOfDoc("CAST(?1 AS INTEGER)")}`;

/** Brings documents that are due into the index, the newest first, so many at most; says how many there were. */
export function indexDue(db: DatabaseSync, atMost: number): number {
  return transact(db, () => {
    const due = db
      .prepare(
        "SELECT CAST(doc AS TEXT) AS doc FROM search_due ORDER BY search_due.doc DESC LIMIT ?",
      )
      .all(atMost);
    if (due.length === 0) return 0;
    const remove = db.prepare("DELETE FROM search_index WHERE rowid = CAST(? AS INTEGER)");
    const add = db.prepare(
      "INSERT INTO search_index (rowid, grams) VALUES (CAST(? AS INTEGER), ?)",
    );
    const done = db.prepare("DELETE FROM search_due WHERE doc = CAST(? AS INTEGER)");
    const [rows, said] = [db.prepare(ROWS), db.prepare(SAID)];
    for (const { doc } of due) {
      const found = rows.all(String(doc));
      const texts = found.map(({ body }) => searchedText(rowOf(body)));
      const ids = JSON.stringify(found.map(({ id }) => id));
      for (const message of said.all(ids)) texts.push(String(message["said"]));
      remove.run(String(doc));
      if (found.length > 0) add.run(String(doc), gramsOf(fold(texts.join("\n"))));
      done.run(String(doc));
    }
    return due.length;
  });
}

/** The same, for whoever does it again and again: an index that is at odds with itself is made anew. */
export function keepIndex(db: DatabaseSync, atMost: number): number {
  try {
    return indexDue(db, atMost);
  } catch (error) {
    // What is written here breaks no rule of ours: a constraint is one of the index's own tables.
    if (!isOfIndex(error) && !isConstraint(error)) throw error;
    emptyIndex(db);
    return atMost;
  }
}

function rowOf(body: unknown): SearchedInteraction {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by this program alone
  return JSON.parse(String(body)) as SearchedInteraction;
}

/** Everything is due again; searches go on finding all of it meanwhile. */
export function emptyIndex(db: DatabaseSync): void {
  transact(db, () => {
    db.exec("INSERT INTO search_index (search_index) VALUES ('delete-all')");
    db.exec(`INSERT OR IGNORE INTO search_due
      SELECT ${DOC_OF_ROW} FROM interaction WHERE completed_at IS NOT NULL`);
    db.prepare("UPDATE search_made SET folding = ?").run(FOLDING);
  });
}

/** At opening: an index that another folding has made would not find what this one looks for. */
export function renewIndex(db: DatabaseSync): void {
  const made = db.prepare("SELECT folding FROM search_made").get()?.["folding"];
  if (made !== FOLDING) emptyIndex(db);
}

/** Of all that is completed it should know all but what is due; the newest are asked for by their own words. */
const PROBED = 200;
const MISSING = `SELECT count(*) AS count FROM (SELECT DISTINCT ${DOC_OF_ROW} AS doc FROM interaction WHERE completed_at IS NOT NULL)
  WHERE doc NOT IN (SELECT doc FROM search_due) AND doc NOT IN (SELECT id FROM search_index_docsize)`;
const NEWEST = `SELECT CAST(${DOC_OF_ROW} AS TEXT) AS doc, body FROM interaction
  WHERE completed_at IS NOT NULL AND ${DOC_OF_ROW} NOT IN (SELECT doc FROM search_due)
  ORDER BY completed_at DESC LIMIT ${PROBED}`;

/** How many documents are not where a search would look for them. */
export function missingInIndex(db: DatabaseSync): number {
  const missing = Number(db.prepare(MISSING).get()?.["count"]);
  if (missing > 0) return missing;
  const ask = db.prepare(
    "SELECT 1 FROM search_index WHERE search_index MATCH ? AND rowid = CAST(? AS INTEGER)",
  );
  return db
    .prepare(NEWEST)
    .all()
    .filter(({ doc, body }) => {
      const match = expressionOf(questionOf(rowOf(body).customerName), () => false);
      return match !== null && ask.get(match, String(doc)) === undefined;
    }).length;
}

/** SQLITE_CORRUPT_VTAB: the index says one thing here and another there. The rows are not touched by that. */
const CORRUPT_INDEX = 267;
export function isOfIndex(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === CORRUPT_INDEX;
}

/** What the tokenizer takes as part of a word; all else of ASCII is written as a letter of private use. */
const PRIVATE_USE = 0xe000;
const notOfWord = /[^a-z0-9\n\u0080-\u{10ffff}]/gu;
const written = (text: string) =>
  text.replaceAll(notOfWord, (sign) =>
    String.fromCodePoint(PRIVATE_USE + (sign.codePointAt(0) ?? 0)),
  );
/** Behind the end of a line, so that its last two letters begin a gram, too. */
const END = String.fromCodePoint(PRIVATE_USE);
/** A letter or digit alone stands in nearly every text. */
const isCommon = (sign: string) => /^[a-z0-9]$/.test(sign);

function gramsOf(folded: string): string {
  const grams = new Set<string>();
  for (const line of written(folded).split("\n")) {
    let [before, second] = ["", ""];
    for (const sign of `${line}${END}${END}`) {
      if (before !== "") grams.add(before + second + sign);
      [before, second] = [second, sign];
    }
  }
  return Array.from(grams).join(" ");
}

/** So many grams say enough about one word. */
const MOST_GRAMS = 12;
const MOST_TERMS = 12;

/**
 * The question as an expression of the index, which finds every document that answers it, and may find more. Terms
 * that something beside the document may answer are left out; null where nothing is left.
 */
export function expressionOf(
  { terms }: Question,
  mayBeElsewhere: (spelling: string) => boolean,
): string | null {
  const parts: string[] = [];
  for (const spellings of terms.slice(0, MOST_TERMS)) {
    const each = spellings.map(allGramsOf);
    if (each.includes(null) || spellings.some(mayBeElsewhere)) continue;
    parts.push(`(${each.join(" OR ")})`);
  }
  return parts.length === 0 ? null : parts.join(" AND ");
}

/** One or two letters are the beginnings of grams. */
function allGramsOf(spelling: string): string | null {
  const signs = Array.from(written(spelling));
  if (signs.length === 1 && isCommon(spelling)) return null;
  if (signs.length < 3) return `("${signs.join("")}" *)`;
  const count = signs.length - 2;
  const every = Math.ceil(count / MOST_GRAMS);
  const grams = new Set<string>();
  for (let at = 0; at < count; at += every) grams.add(signs.slice(at, at + 3).join(""));
  return `(${Array.from(grams, (gram) => `"${gram}"`).join(" AND ")})`;
}
