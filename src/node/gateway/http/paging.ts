import Type, { type TSchema } from "typebox";
import { typed } from "./api.ts";
import { ProblemError } from "./problem.ts";

const DEFAULT_LIMIT = 50;
const MOST = 200;

/**
 * Query values are texts and stay texts: nothing is turned into something else behind the reader's back, and a page
 * that is asked for longer than there are pages is refused, not cut.
 */
export const pageQuery = {
  limit: Type.Optional(
    Type.String({
      pattern: "^(?:[1-9][0-9]?|1[0-9]{2}|200)$",
      description: `a whole number from 1 to ${MOST}; ${DEFAULT_LIMIT} where it is left out`,
    }),
  ),
  cursor: Type.Optional(
    Type.String({
      maxLength: 200,
      pattern: "^[A-Za-z0-9_-]+$",
      description: "what the page before gave as next",
    }),
  ),
};

export function pageOf<T extends TSchema>(item: T) {
  return Type.Object({ items: Type.Array(item), next: Type.Union([Type.String(), Type.Null()]) });
}

export interface PageQuery {
  readonly limit?: string;
  readonly cursor?: string;
}
export const askedPage = typed(Type.Object(pageQuery, { additionalProperties: false }));

type Place = readonly [number, string];

/** One page of what is at hand, in the order of its places. */
export function pageFrom<T>(
  all: Iterable<T>,
  placeOf: (item: T) => Place,
  { limit, cursor }: PageQuery,
): { items: T[]; next: string | null } {
  const after = readCursor(cursor);
  const most = limitOf(limit);
  const placed = Array.from(all, (item) => ({ item, place: placeOf(item) }))
    .filter(({ place }) => after === null || compare(place, after) > 0)
    .toSorted((left, right) => compare(left.place, right.place));
  const page = placed.slice(0, most);
  const last = placed.length > most ? page.at(-1) : undefined;
  return {
    items: page.map(({ item }) => item),
    next: last === undefined ? null : writeCursor(last.place),
  };
}

function compare([at, id]: Place, [otherAt, otherId]: Place): number {
  if (at !== otherAt) return at - otherAt;
  if (id === otherId) return 0;
  return id < otherId ? -1 : 1;
}

export function limitOf(limit: string | undefined): number {
  return limit === undefined ? DEFAULT_LIMIT : Number(limit);
}

export function writeCursor(place: readonly [number, string]): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** Where the page before ended; a cursor that is not ours is refused. */
export function readCursor(cursor: string | undefined): readonly [number, string] | null {
  if (cursor === undefined) return null;
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (Array.isArray(place) && place.length === 2) {
      const [at, id]: unknown[] = place;
      if (Number.isSafeInteger(at) && typeof id === "string") return [Number(at), id];
    }
  } catch {
    // Falls through to the refusal.
  }
  throw new ProblemError("REQUEST_INVALID", "cursor: has to be what the page before gave as next");
}
