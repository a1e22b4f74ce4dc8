/** What one JSON text of a stranger may be, whatever it says; its length in bytes is bounded where it is read. */
export const jsonBounds = {
  /** Objects and lists within each other. Whatever walks over a value by recursion relies on it. */
  depth: 32,
  /** Members of all objects and items of all lists together, less one of each. */
  values: 20_000,
} as const;

export type JsonFault = "TOO_DEEP" | "TOO_MANY_VALUES";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Depth and breadth limits of a JSON text, asked in one pass before it is parsed: hashing, checking and storing walk
 * over a value by recursion, and a value nested deep enough ends the process there.
 */
export function jsonFaultOf(text: string): JsonFault | null {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at);
    } else if (code === COMMA) {
      values += 1;
      if (values >= jsonBounds.values) return "TOO_MANY_VALUES";
    } else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      depth += 1;
      if (depth > jsonBounds.depth) return "TOO_DEEP";
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      depth -= 1;
    }
  }
  return null;
}

/** Where the closing quote stands, or the text's end. */
function endOfString(text: string, opening: number): number {
  let at = text.indexOf('"', opening + 1);
  while (at !== -1 && isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at === -1 ? text.length : at;
}

function isEscaped(text: string, quote: number): boolean {
  let before = quote - 1;
  while (text.charCodeAt(before) === BACKSLASH) before -= 1;
  return (quote - before) % 2 === 0;
}
