/** The file cannot be trusted: it may only be moved aside and replaced by a backup. */
export class DamagedStore extends Error {
  override readonly name = "DamagedStore";
}

/** The file is sound, but not for this program to open: another one holds it, or a newer one made it. */
export class RefusedStore extends Error {
  override readonly name = "RefusedStore";
}

/** A commit failed and its fate is unknown: nothing more is written until the file is opened anew. */
export class PoisonedStore extends Error {
  override readonly name = "PoisonedStore";
}

const MEANINGLESS = 1;
const CONSTRAINT = 19;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;

/** SQLite's primary result code, or null where the error is not SQLite's. */
function sqliteCodeOf(error: unknown): number | null {
  if (!(error instanceof Error) || !("errcode" in error)) return null;
  return typeof error.errcode === "number" ? error.errcode & 0xff : null;
}

/** The schema said no: the file and the connection are as they were. */
export function isConstraint(error: unknown): boolean {
  return sqliteCodeOf(error) === CONSTRAINT;
}

/** The same error, as damage where SQLite says that the file is malformed. */
export function named(error: unknown): Error {
  const code = sqliteCodeOf(error);
  if (!(error instanceof Error)) return new Error(String(error));
  if (code !== CORRUPT && code !== NOT_A_DATABASE) return error;
  return new DamagedStore(`The store's file is damaged: ${error.message}`, { cause: error });
}

/** The same where nothing but the file's header has been read yet: whatever SQLite cannot make sense of is its. */
export function namedAtFirst(error: unknown): Error {
  if (sqliteCodeOf(error) !== MEANINGLESS || !(error instanceof Error)) return named(error);
  return new DamagedStore(`The store's file is damaged: ${error.message}`, { cause: error });
}

/** An error as it crosses from a worker. */
export interface ErrorText {
  readonly name: string;
  readonly message: string;
}

export function errorText(error: unknown): ErrorText {
  const { name, message } = named(error);
  return { name, message };
}

export function errorFrom(text: ErrorText): Error {
  switch (text.name) {
    case "DamagedStore":
      return new DamagedStore(text.message);
    case "RefusedStore":
      return new RefusedStore(text.message);
    case "PoisonedStore":
      return new PoisonedStore(text.message);
    default:
      return new Error(text.message);
  }
}
