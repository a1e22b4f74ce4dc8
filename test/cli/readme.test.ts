import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { commands } from "../../src/cli/commands.ts";
import { everywhere } from "../../src/cli/options.ts";

const root = new URL("../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");
const page = read("README.md");
const sections = new Map(
  page.split(/^## /m).map((text) => [text.slice(0, text.indexOf("\n")), text] as const),
);

describe("the page that new people read first (S28)", () => {
  test("whatever it tells them to type is there", () => {
    const known = new Set(Object.keys(JSON.parse(read("package.json")).scripts));
    const scripts = [...page.matchAll(/\bnpm (?:run )?([a-z][a-z-]*)/g)].map(([, name]) => name);
    expect(scripts.length).toBeGreaterThan(6);
    expect(scripts.filter((name) => name === undefined || !known.has(name))).toEqual([]);
    const lines = [...page.matchAll(/npm run switchyard -- ([^`\n]*)/g)].map(
      ([, line = ""]) => line,
    );
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines.filter((each) => !each.startsWith("--"))) {
      const command = commands.find(({ name }) => `${line} `.startsWith(`${name} `));
      expect([line, command?.name]).not.toEqual([line, undefined]);
      const flags = [...line.matchAll(/--([a-z-]+)/g)].map(([, flag]) => flag);
      const options = Object.keys({ ...command?.options, ...everywhere });
      expect(options, line).toEqual(expect.arrayContaining(flags));
    }
  });

  test("a word of the trade is explained before it is used", () => {
    const [, before = ""] = /^([\s\S]*?)^## Words used here/m.exec(page) ?? [];
    const words = sections.get("Words used here") ?? "";
    const explained = [...words.matchAll(/^\| ([a-z-]+) \|/gm)].map(([, word = ""]) => word);
    expect(explained).toEqual(
      expect.arrayContaining(["queue", "offer", "wrap-up", "disposition", "source", "connector"]),
    );
    expect(words).toContain("a RONA");
    // Queue, offer and node stand in the first paragraph, which says what they do.
    const later = ["wrap-up", "disposition", "source", "connector", "RONA"];
    expect(later.filter((word) => new RegExp(`\\b${word}\\b`, "i").test(before))).toEqual([]);
  });

  test("it says how long the first start takes, what has no screen, and what works while the node runs", () => {
    expect(sections.get("Start")).toMatch(/first `npm start`[\s\S]*minutes?, and it says/);
    const own = sections.get("Run your own") ?? "";
    const [, screenless = ""] =
      /\*\*What has no screen yet\*\*: ([^]*?) are set over/.exec(own) ?? [];
    for (const setting of ["queues", "skills", "opening hours", "dispositions"])
      expect(screenless).toContain(setting);
    expect(own).toMatch(/while the node runs[\s\S]*While the\s+node is stopped, `user add NAME`/);
    expect(sections.get("Put the chat on a site")).toMatch(
      /while the node runs[\s\S]*`PATCH \/api\/v1\/sources\/web`[\s\S]*while it is stopped/i,
    );
  });

  test("every page and picture that it leads to is there", () => {
    const paths = [...page.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path = ""]) => path);
    expect(paths.length).toBeGreaterThan(12);
    expect(paths.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
  });
});
