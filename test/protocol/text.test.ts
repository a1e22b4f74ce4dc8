import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import type { TSchema } from "typebox";
import { describe, expect, test } from "vitest";
import { type CommandType, commandSpecs } from "../../src/protocol/commands.ts";
import * as http from "../../src/protocol/http.ts";
import { ID_PATTERN } from "../../src/protocol/schema.ts";
import { AgentSettings, settingsSchemas } from "../../src/protocol/settings.ts";
import {
  AttributesShape,
  EmailText,
  InstantOrNever,
  NameText,
  SiteText,
} from "../../src/protocol/text.ts";
import { faultsOf } from "../../src/node/faults.ts";
import { Shape } from "../../src/node/shape.ts";
import { bodies } from "./samples.ts";

/** Texts, instants and attributes are checked at the door, all by the same few kinds (F45). */

const shapes: readonly (readonly [string, TSchema])[] = [
  ...Object.entries(commandSpecs).map(([type, { body }]) => [type, body] as const),
  ...Object.entries(settingsSchemas),
  ["AGENT", AgentSettings],
  ["a visit", http.VisitorBody],
  ["a visitor's message", http.VisitorMessageBody],
  ["a connector's message", http.SourceMessageBody],
  ["a sign-in", http.SignInBody],
];

/** Every schema of a text within a schema, with its place. */
function* textsIn(schema: unknown, at: string): Iterable<readonly [string, object]> {
  if (typeof schema !== "object" || schema === null) return;
  if ("type" in schema && schema.type === "string") yield [at, schema];
  for (const [name, part] of Object.entries(schema))
    if (typeof part === "object") yield* textsIn(part, `${at}.${name}`);
}

test("no text comes in that is of no kind: each is a choice, an id, or has a pattern with words for it", () => {
  const loose = shapes.flatMap(([name, schema]) =>
    Array.from(textsIn(schema, name)).flatMap(([at, text]) => {
      const isChoice = "enum" in text || "const" in text;
      const isId = "pattern" in text && text.pattern === ID_PATTERN;
      return isChoice || isId || ("pattern" in text && "description" in text) ? [] : [at];
    }),
  );
  expect(loose).toEqual([]);
});

const odd = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc
    .array(
      fc.constantFrom(
        ..."\u0000|\u0007|\u001b|\u007f|\u0085|\u00a0|\u200b|\u200d|\u2028|\u202e|\u3000|\ud800|\udc00|\ufeff|\uffff|\r|\n|\t| |a|é|e\u0301|ß|漢|😀|👩‍👩‍👧|%00|'|\"|<|&|\\".split(
          "|",
        ),
      ),
      { maxLength: 10 },
    )
    .map((parts) => parts.join("")),
);

/** A store of our own kind: what comes out of it has to be what went in. */
const database = new DatabaseSync(":memory:");
const roundTrip = database.prepare("SELECT ? AS text, json_extract(?, '$.x') AS inside");

function comesBack(text: string): boolean {
  const back = roundTrip.get(text, JSON.stringify({ x: text }));
  return back?.["text"] === text && back["inside"] === text;
}

/** The body with one of its texts, at any depth, replaced. */
function withText(body: unknown, replace: number, by: string): unknown {
  let count = 0;
  const walk = (value: unknown): unknown => {
    if (typeof value === "string") {
      count += 1;
      return count - 1 === replace ? by : value;
    }
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, walk(part)]));
  };
  return walk(body);
}

function* stringsIn(value: unknown): Iterable<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null)
    for (const part of Object.values(value)) yield* stringsIn(part);
}

const compiled = new Map(Object.entries(commandSpecs).map(([k, { body }]) => [k, new Shape(body)]));

test("an odd text in any command either comes back as it went in, or is refused with its place and a sentence", () => {
  const types = Object.keys(commandSpecs) as CommandType[];
  fc.assert(
    fc.property(fc.constantFrom(...types), fc.nat(7), odd, (type, place, text) => {
      const shape = compiled.get(type);
      const body = withText(bodies[type], place, text);
      if (shape === undefined) return false;
      if (shape.check(body)) return Array.from(stringsIn(body)).every(comesBack);
      const faults = faultsOf(shape, body);
      return (
        faults.length > 0 &&
        faults.every(({ path, message }) => path !== "" && /^[a-z].* /.test(message)) &&
        faults.every(({ message }) => !/must|pattern/.test(message))
      );
    }),
    { numRuns: 3000 },
  );
});

const accepts = (schema: TSchema) => {
  const shape = new Shape(schema);
  return (value: unknown) => shape.check(value);
};

test("a name has something to see in it, in one line", () => {
  const isName = accepts(NameText(100));
  fc.assert(
    fc.property(odd, (text) => {
      if (!isName(text)) return true;
      return comesBack(text) && text.trim() !== "" && !/\p{Cc}/u.test(text);
    }),
    { numRuns: 2000 },
  );
  for (const name of ["Zoë", "O’Neill", "李", "Nguyễn", "😀", "-", "a b", "\u05d0\u200f"])
    expect([name, isName(name)]).toEqual([name, true]);
  for (const name of ["", " ", "\u00a0\u3000", "\u200b", "a\nb", "a\u0000", "\ud800", "a\u2028"])
    expect([name, isName(name)]).toEqual([name, false]);
});

describe("kinds of texts", () => {
  const isEmail = accepts(EmailText());
  const isSite = accepts(SiteText());
  const isInstant = accepts(InstantOrNever());

  test.each(["kim@example.org", "k.i+m@mail.example.co.uk", "jörg@exämple.de", "a@intranet"])(
    "%s is an address",
    (text) => expect(isEmail(text)).toBe(true),
  );
  test.each([
    "not a mail",
    "kim",
    "kim@",
    "@example.org",
    "a@b@c",
    "a b@c.d",
    "a@b..c",
    "a@-b.c",
    "",
    "a@b.c\n",
    "<a@b.c>",
    "a,b@c.d",
  ])("%j is none", (text) => expect(isEmail(text)).toBe(false));

  test.each([
    "https://shop.example",
    "http://localhost:8080",
    "https://*.shop.example",
    "https://[::1]:1",
    "https://bücher.example",
  ])("%s is a site", (text) => expect(isSite(text)).toBe(true));
  test.each([
    "javascript:alert(1)",
    "https://shop.example/",
    "https://a b",
    "shop.example",
    "https://",
    "ftp://a",
    "https://a?b",
    "https://a'; script-src *",
    "https://u@a",
    "data:text/html,x",
  ])("%j is none", (text) => expect(isSite(text)).toBe(false));

  test("an instant lies before the year 2100, or is never", () => {
    expect([0, Date.UTC(2026, 11, 1), 8_640_000_000_000_000].map(isInstant)).toEqual([
      true,
      true,
      true,
    ]);
    const year33658 = 1_000_000_000_000_000;
    const wrong = [-1, 1.5, year33658, 8_640_000_000_000_001, Number.NaN, "1", null];
    expect(wrong.map(isInstant)).toEqual(wrong.map(() => false));
  });

  test("attributes are one level deep", () => {
    const isAttributes = accepts(AttributesShape());
    const fine = { language: "fr", amount: 1.5, vip: true, none: null, tags: ["a", "b"] };
    expect(isAttributes(fine)).toBe(true);
    for (const wrong of [
      { a: { b: 1 } },
      { a: [["b"]] },
      { a: [1] },
      { "": 1 },
      { " ": 1 },
      { "a\u0000": 1 },
      { a: "\ud800" },
      JSON.parse('{"__proto__":1}'),
    ])
      expect([wrong, isAttributes(wrong)]).toEqual([wrong, false]);
  });
});
