import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { systemReasons } from "../../src/domain/agent.ts";
import { routingFilters } from "../../src/domain/offer.ts";
import { refusalCodes } from "../../src/domain/refusal.ts";
import { changeTypes } from "../../src/protocol/changes.ts";
import { httpCodes } from "../../src/node/gateway/http/problem.ts";
import { commandSpecs } from "../../src/protocol/commands.ts";

const url = new URL("../../docs/words.md", import.meta.url);
const doc = readFileSync(url, "utf8");

/** The text between a heading and the next of its kind. */
function section(name: string): string {
  const text = doc.split(`\n## ${name}\n`)[1]?.split("\n## ")[0];
  if (text === undefined) throw new Error(`docs/words.md has no section ${name}`);
  return text;
}

/** The first two cells of every row whose first cell is a code. */
function entries(name: string): readonly (readonly [code: string, sentence: string])[] {
  return [...section(name).matchAll(/^\| `([^`]+)` +\| (.+?) +\|$/gm)].map(
    ([, code = "", sentence = ""]) => [code, sentence] as const,
  );
}

describe("docs/words.md", () => {
  test.each<[string, readonly string[]]>([
    ["Refusals", refusalCodes],
    ["Problems of HTTP", httpCodes],
    ["Changes", changeTypes],
    ["Commands", Object.keys(commandSpecs)],
  ])("has exactly the codes of the code under %s, in their order", (name, codes) => {
    expect(entries(name).map(([code]) => code)).toEqual(codes);
  });

  test.each(["Refusals", "Problems of HTTP", "Changes", "Commands"])(
    "says each of %s in a sentence",
    (name) => {
      for (const [code, sentence] of entries(name)) {
        expect([code, sentence]).toEqual([code, expect.stringMatching(/^[A-Z].{12,}\.$/)]);
      }
    },
  );

  test.each<[string, readonly string[]]>([
    ["system reasons", systemReasons],
    ["routing filters", routingFilters],
  ])("names the %s", (_what, words) => {
    const reasons = section("Reasons");
    expect(words.filter((word) => !reasons.includes(`\`${word}\``))).toEqual([]);
  });

  test("links to files that are there", () => {
    const links = [...doc.matchAll(/\]\(([^)#]+)\)/g)].map(([, path]) => path ?? "");
    expect(links.filter((path) => !existsSync(new URL(path, url)))).toEqual([]);
  });
});
