import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { agentWords } from "../../../src/domain/rules/agent-words.ts";
import { interactionWords } from "../../../src/domain/rules/interaction-words.ts";
import type { Field, FieldType, Vocabulary } from "../../../src/domain/rules/vocabulary.ts";
import { plainPromise } from "../../../src/domain/service-level.ts";
import { workWords, workforceWords } from "../../../src/domain/rules/work-words.ts";

const file = join(import.meta.dirname, "../../../docs/rules.md");
const kinds: Readonly<Record<FieldType, string>> = {
  TEXT: "text",
  NUMBER: "number",
  FLAG: "true or false",
  DURATION: "length of time",
  INSTANT: "instant",
  WORDS: "list",
  ANY: "anything",
};

function table<S>({ fields }: Vocabulary<S>, prefix = ""): string {
  const line = ([name, field]: [string, Field<S>]) => {
    const kind = field.choices?.map((each) => `\`${each}\``).join(" ") ?? kinds[field.type];
    const named = field.named === undefined ? "" : ` (${field.named.toLowerCase()})`;
    return `| \`${prefix}${name}\` | ${kind}${named} | ${field.said} |\n`;
  };
  return `\n| field | is | said as |\n|---|---|---|\n${Object.entries(fields).map(line).join("")}\n`;
}

const tables: Readonly<Record<string, string>> = {
  interaction: table(interactionWords({ promiseOf: () => plainPromise, teamsOf: () => [] })),
  agent: table(agentWords),
  work: table(workWords),
  workforce: table(workforceWords, "workers."),
};

test("docs/rules.md names every field there is", () => {
  const text = readFileSync(file, "utf8");
  let expected = text;
  for (const [name, rows] of Object.entries(tables)) {
    const begin = `<!-- fields: ${name} -->\n`;
    const [before = "", rest = ""] = expected.split(begin);
    const end = rest.indexOf("<!-- end -->");
    expected = `${before}${begin}${rows}${rest.slice(end)}`;
  }
  if (process.env["UPDATE_DOCS"] === "1") writeFileSync(file, expected);
  else expect(text, "run this test with UPDATE_DOCS=1").toBe(expected);
});
