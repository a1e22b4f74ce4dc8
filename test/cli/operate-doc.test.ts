import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { commands } from "../../src/cli/commands.ts";
import { everywhere } from "../../src/cli/options.ts";

const page = readFileSync(new URL("../../docs/operate.md", import.meta.url), "utf8");
const typed = [...page.matchAll(/^switchyard (.*)$|`switchyard ([^`]*)`/gm)].map(
  ([, line = "", inline = ""]) => line || inline,
);

test("whatever the page for administrators tells them to type, the command line knows", () => {
  expect(typed.length).toBeGreaterThan(8);
  for (const line of typed) {
    const command = commands.find(({ name }) => `${line} `.startsWith(`${name} `));
    expect([line, command?.name]).not.toEqual([line, undefined]);
    const known = Object.keys({ ...command?.options, ...everywhere });
    const flags = [...line.matchAll(/--([a-z-]+)/g)].map(([, flag]) => flag);
    expect(known, line).toEqual(expect.arrayContaining(flags));
  }
});

test("every option that it names is one", () => {
  const known = new Set(
    commands.flatMap(({ options }) => Object.keys({ ...options, ...everywhere })),
  );
  const named = [...page.matchAll(/`--([a-z-]+)/g)].map(([, flag]) => flag);
  expect(named.length).toBeGreaterThan(4);
  expect(named.filter((flag) => flag === undefined || !known.has(flag))).toEqual([]);
});
