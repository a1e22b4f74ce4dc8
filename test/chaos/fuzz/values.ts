/** Random JSON that nobody means: deep, wide, long, odd numbers, wrong types, as text, for not all of it can be a value. */
export type Dice = () => number;

export function pick<T>(dice: Dice, of: readonly T[]): T {
  const found = of[Math.floor(dice() * of.length)];
  if (found === undefined) throw new Error("there is nothing to pick from");
  return found;
}

const numbers =
  "0 -0 -1 1e999 -1e999 0.1 1e-324 9007199254740993 4294967296 1.7976931348623157e308 8640000000000000 8640000000000001 2147483648 99999".split(
    " ",
  );

/** As they stand in JSON, one a line. */
const texts = String.raw`""
" "
"\u0000"
"\ud800"
"\udc00x"
"__proto__"
"constructor"
"toString"
"\u202e"
"a\u0301"
"\ufeff"
"../../etc"
"%00%zz"
"'; DROP TABLE task; --"
"<script>"
"\r\nX: 1"
"NaN"
"queue-0"
"agent-0"
"chat"`.split("\n");

const plain = ["null", "true", "false", "[]", "{}", '[""]', '{"":{}}', '{"__proto__":{"a":1}}'];

const keys = [
  "a",
  "",
  "__proto__",
  "constructor",
  "length",
  "id",
  "toJSON",
  "then",
  "frame",
  "body",
];

/** Some are refused before they are parsed, some by their shape, and some are what was asked for. */
export function oddValue(dice: Dice, depth = 0): string {
  const kind = dice();
  if (kind < 0.25) return pick(dice, numbers);
  if (kind < 0.5) return pick(dice, texts);
  if (kind < 0.7) return pick(dice, plain);
  if (kind < 0.75) return `"${"x".repeat(Math.floor(dice() ** 4 * 20_000))}"`;
  if (depth > 3) return "1";
  const parts = Array.from({ length: Math.floor(dice() * 4) }, () => oddValue(dice, depth + 1));
  if (kind < 0.88) return `[${parts.join(",")}]`;
  return `{${parts.map((part) => `"${pick(dice, keys)}":${part}`).join(",")}}`;
}

/** What is too much in one way. */
export function vastValue(dice: Dice): string {
  const most = 10 ** (1 + dice() * 4.2);
  switch (Math.floor(dice() * 5)) {
    case 0:
      return "[".repeat(most) + "]".repeat(most);
    case 1:
      return `${'{"a":'.repeat(most)}1${"}".repeat(most)}`;
    case 2:
      return `[${"1,".repeat(most)}1]`;
    case 3:
      return `"${"\\u0041".repeat(most)}"`;
    default:
      return "[".repeat(most);
  }
}

/** A body of its kind with some of its fields changed, left out or doubled. */
export function oddBody(dice: Dice, right: object): string {
  const fields = Object.entries(right).flatMap(([name, value]) => {
    const fate = dice();
    if (fate < 0.05) return [];
    if (fate < 0.35) return [`"${name}":${oddValue(dice)}`];
    const text = JSON.stringify(value);
    return fate < 0.38
      ? [`"${name}":${text}`, `"${name}":${oddValue(dice)}`]
      : [`"${name}":${text}`];
  });
  if (dice() < 0.05) fields.push(`"${pick(dice, keys)}":${oddValue(dice)}`);
  return `{${fields.join(",")}}`;
}
