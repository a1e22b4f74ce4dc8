import type { RuleProblem } from "./rule.ts";

export type Token = { readonly at: number } & (
  | { readonly is: "WORD"; readonly word: string }
  | { readonly is: "TEXT"; readonly text: string }
  | { readonly is: "NUMBER"; readonly number: number }
  | { readonly is: "DURATION"; readonly ms: number }
  | { readonly is: "SIGN"; readonly sign: string }
  | { readonly is: "END" }
);

export const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

const blank = /\s+/y;
const duration = /(?:\d+(?:ms|[smhd]))+(?![A-Za-z0-9_.])/y;
const part = /(\d+)(ms|[smhd])/g;
const number = /-?\d+(?:\.\d+)?(?![A-Za-z0-9_])/y;
const word = /[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+|\[\d+\])*/y;
const text = /'((?:[^'\\]|\\.|'')*)'|"((?:[^"\\]|\\.|"")*)"/y;
const sign = /==|!=|<>|>=|<=|[=<>()[\],]/y;

/** The words, values and signs of a rule's text, or what could not be read and where. */
export function lex(source: string): readonly Token[] | RuleProblem {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(source);
  };
  while (at < source.length) {
    const space = match(blank);
    if (space !== null) {
      at += space[0].length;
      continue;
    }
    const found = tokenAt(match, at);
    if (found === null) return unreadable(source, at);
    tokens.push(found.token);
    at += found.length;
  }
  return [...tokens, { is: "END", at }];
}

function tokenAt(
  match: (pattern: RegExp) => RegExpExecArray | null,
  at: number,
): { token: Token; length: number } | null {
  const length = (found: RegExpExecArray) => found[0].length;
  const asDuration = match(duration);
  if (asDuration !== null) {
    return {
      token: { is: "DURATION", ms: msOf(asDuration[0]), at },
      length: length(asDuration),
    };
  }
  const asNumber = match(number);
  if (asNumber !== null)
    return { token: { is: "NUMBER", number: Number(asNumber[0]), at }, length: length(asNumber) };
  const asWord = match(word);
  if (asWord !== null)
    return { token: { is: "WORD", word: asWord[0], at }, length: length(asWord) };
  const asText = match(text);
  if (asText !== null) {
    const quote = asText[0].charAt(0);
    const inside = (asText[1] ?? asText[2] ?? "").replaceAll(quote + quote, quote);
    const plain = inside.replaceAll(/\\(.)/g, "$1");
    return { token: { is: "TEXT", text: plain, at }, length: length(asText) };
  }
  const asSign = match(sign);
  if (asSign !== null)
    return { token: { is: "SIGN", sign: asSign[0], at }, length: length(asSign) };
  return null;
}

function msOf(written: string): number {
  let ms = 0;
  for (const [, count, unit] of written.matchAll(part))
    ms += Number(count) * (unitMs[unit ?? ""] ?? 0);
  return ms;
}

function unreadable(source: string, at: number): RuleProblem {
  const rest = source.slice(at);
  const isOpenText = rest.startsWith("'") || rest.startsWith('"');
  const hyphened = /^[A-Za-z0-9_]+/.exec(rest) === null && rest.startsWith("-");
  const message = isOpenText
    ? "this text is not closed by a quotation mark"
    : `"${rest.charAt(0)}" cannot stand here`;
  const suggestion = hyphened ? "names have no hyphens; write _" : null;
  return { code: "SYNTAX", message, at, suggestion };
}
