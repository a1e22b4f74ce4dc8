import { type Instant, NEVER } from "../time.ts";
import type { Moment, Value } from "./rule.ts";

export type FieldType =
  | "TEXT"
  | "NUMBER"
  | "FLAG"
  | "DURATION"
  | "INSTANT"
  /** A list of words, such as tags. */
  | "WORDS"
  /** A workspace's own attribute, of whatever type it is. */
  | "ANY";

/** Of what a field's text may be the name: the rule then reads the id behind it. */
export type Named = "QUEUE" | "AGENT" | "SOURCE" | "LIST" | "TEAM" | "USER";

/** One thing a rule can ask about; `S` is what it is asked of. */
export interface Field<S> {
  readonly type: FieldType;
  /** As a sentence says it: "the wait". */
  readonly said: string;
  readonly read: (subject: S, moment: Moment) => Value;
  /** For text that is one of few, in upper case; rules may write them in any case. */
  readonly choices?: readonly string[];
  readonly named?: Named;
  /** The next instant after now at which time alone gives it another value; NEVER if none. */
  readonly next?: (subject: S, moment: Moment) => Instant;
  /** Of a duration: the instant it counts from (up) or to (down). */
  readonly clock?: { readonly counts: "UP" | "DOWN"; readonly at: (subject: S) => Instant | null };
}

/** What a rule of one purpose can ask about. */
export interface Vocabulary<S> {
  readonly fields: Readonly<Record<string, Field<S>>>;
  /** Fields made from their name: `skills.french`, `attributes.level`; null where there is none of that name. */
  readonly open?: (name: string) => Field<S> | null;
  /** Written before any field, and left away: `worker.`. */
  readonly prefixes?: readonly string[];
  /** True where a name that is no field is an attribute, unless it is nearly one. */
  readonly bareAttributes?: boolean;
}

export function fieldOf<S>(vocabulary: Vocabulary<S>, written: string): Field<S> | null {
  const name = plainName(vocabulary, written);
  const known = Object.hasOwn(vocabulary.fields, name) ? vocabulary.fields[name] : undefined;
  return known ?? vocabulary.open?.(name) ?? null;
}

/** The name without the prefix that this vocabulary does not need. */
export function plainName<S>({ prefixes }: Vocabulary<S>, written: string): string {
  const prefix = prefixes?.find((each) => written.startsWith(each));
  return prefix === undefined ? written : written.slice(prefix.length);
}

/** How long something has lasted; null before it has begun. */
export function lasting<S>(said: string, since: (subject: S) => Instant | null): Field<S> {
  return {
    type: "DURATION",
    said,
    clock: { counts: "UP", at: since },
    read: (subject, { now }) => {
      const from = since(subject);
      return from === null || from === NEVER ? null : Math.max(0, now - from);
    },
  };
}

/** How long until something; below zero once it is past. */
export function remaining<S>(said: string, until: (subject: S) => Instant | null): Field<S> {
  return {
    type: "DURATION",
    said,
    clock: { counts: "DOWN", at: until },
    read: (subject, { now }) => {
      const to = until(subject);
      return to === null || to === NEVER ? null : to - now;
    },
  };
}

/** The instant behind a name that stands for an id; the text itself where nothing is called that. */
export type IdOf = (named: Named, text: string) => string;

export const asWritten: IdOf = (_named, text) => text;
