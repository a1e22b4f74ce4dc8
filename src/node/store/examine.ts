import { DatabaseSync } from "node:sqlite";
import { missingInIndex } from "./tables/search-index.ts";
import { type Finding, note, problem } from "./finding.ts";
import { illegalRows } from "./illegal-rows.ts";
import { type Invariant, invariants, readable } from "./invariants.ts";
import { integrityOf } from "./integrity.ts";
import { APPLICATION_ID, BACKUP_ID, migrate, migrations, pragma } from "./migrate.ts";

const NAMED = 3;
const COMPARED = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name <> 'backup'";

/** Everything that can be asked of an open database without changing it: none found, none broken. */
export function examine(db: DatabaseSync): Finding[] {
  const foreign = strangerTo(db);
  if (foreign !== null) return [foreign];
  const { broken, isIndexWhole } = integrityOf(db);
  if (broken.length > 0)
    return [problem("FILE_DAMAGED", `The database is damaged: ${broken.join("; ")}`)];
  const version = versionOf(db);
  if (version !== null) return [version];
  const astray = [...schema(db), ...references(db), ...ask(db, readable)];
  if (astray.length > 0) return astray;
  return [
    ...illegalRows(db),
    ...invariants.flatMap((each) => ask(db, each)),
    ...searchIndex(db, isIndexWhole),
  ];
}

function strangerTo(db: DatabaseSync): Finding | null {
  const id = pragma(db, "application_id");
  if (id === APPLICATION_ID || id === BACKUP_ID) return null;
  const what = "This file is a database, but not one of Switchyard.";
  return problem("NOT_OURS", what, "Look for the right file: another program wrote this one.");
}

function versionOf(db: DatabaseSync): Finding | null {
  const version = pragma(db, "user_version");
  const known = migrations().at(-1)?.version ?? 0;
  if (version === known) return null;
  const what = `Its schema has version ${version}; this Switchyard knows version ${known}.`;
  if (version > known)
    return problem("SCHEMA_NEWER", what, "Use the newer Switchyard that wrote it.");
  const todo =
    "Nothing is wrong: the next start upgrades it. Its contents are examined after that.";
  return note("SCHEMA_OLDER", what, todo);
}

/** The tables, indexes and triggers are those of a new database, word for word. */
function schema(db: DatabaseSync): Finding[] {
  const fresh = new DatabaseSync(":memory:");
  try {
    migrate(fresh);
    const wanted = schemaOf(fresh);
    const present = schemaOf(db);
    const names = new Set([...wanted.keys(), ...present.keys()]);
    const other = [...names].filter((name) => wanted.get(name) !== present.get(name));
    if (other.length === 0) return [];
    return [problem("SCHEMA_CHANGED", `Somebody has changed the schema: ${other.join(", ")}.`)];
  } finally {
    fresh.close();
  }
}

function schemaOf(db: DatabaseSync): ReadonlyMap<string, string> {
  const found = db.prepare(COMPARED).all();
  return new Map(found.map(({ name, sql }) => [String(name), String(sql)]));
}

function references(db: DatabaseSync): Finding[] {
  const found = db.prepare("PRAGMA foreign_key_check").all();
  if (found.length === 0) return [];
  const places = [
    ...new Set(found.map(({ table, parent }) => `${String(table)} to ${String(parent)}`)),
  ];
  const what = `${found.length} references lead to rows that are not there: ${places.join(", ")}.`;
  return [problem("REFERENCE_ASTRAY", what)];
}

function ask(db: DatabaseSync, { code, says, sql }: Invariant): Finding[] {
  const found = db.prepare(`SELECT count(*) AS count FROM (${sql})`).get();
  const count = Number(found?.["count"]);
  if (count === 0) return [];
  const some = db.prepare(`SELECT id FROM (${sql}) LIMIT ${NAMED}`).all();
  const names = some.map(({ id }) => String(id)).join(", ");
  const more = count > NAMED ? " and more" : "";
  return [problem(code, `${count} ${says}: ${names}${more}.`, INVARIANT_TODO)];
}

const INVARIANT_TODO =
  "This must never happen: report it with this output and a backup taken now. What is named here may be routed wrongly.";

/** What is wrong with it costs nobody their work: a search may miss something until it is made anew. */
function searchIndex(db: DatabaseSync, isWhole: boolean): Finding[] {
  const todo = "Nothing is lost. Stop the node, and say switchyard doctor --rebuild-search.";
  if (!isWhole) return [note("SEARCH_INDEX_DAMAGED", "The index of the search is damaged.", todo)];
  const missing = missingInIndex(db);
  if (missing === 0) return [];
  const what = `${missing} completed conversations are not found by the index of the search.`;
  return [note("SEARCH_INDEX_INCOMPLETE", what, todo)];
}
