/** Each rule that we rely on catches a planted violation. A rule that sees nothing is not a rule. */
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inRepository, roomNames } from "./repository.ts";

interface Planted {
  readonly file: string;
  readonly code: string;
}

const promised = "async function later(): Promise<void> {}\n";

/** rule -> a file that breaks it */
const planted: Readonly<Record<string, Planted>> = {
  "no-floating-promises": {
    file: "src/domain/floating.ts",
    code: `${promised}export function go(): void {\n  later();\n}\n`,
  },
  "no-misused-promises": {
    file: "src/node/misused.ts",
    code: `${promised}export const names = ["a"];\nnames.forEach(later);\n`,
  },
  "no-explicit-any": { file: "src/domain/anything.ts", code: "export const a: any = 1;\n" },
  "no-non-null-assertion": {
    file: "src/domain/bang.ts",
    code: "export const first = (list: number[]): number => list[0]!;\n",
  },
  "no-unsafe-type-assertion": {
    file: "src/domain/cast.ts",
    code: "export const asText = (value: unknown): string => value as string;\n",
  },
  "switch-exhaustiveness-check": {
    file: "src/domain/switch.ts",
    code: 'export function say(s: "a" | "b"): number {\n  switch (s) {\n    case "a":\n      return 1;\n  }\n  return 2;\n}\n',
  },
  "consistent-type-imports": {
    file: "src/domain/type-import.ts",
    code: 'import { Thing } from "./thing.ts";\nexport const thing: Thing = { a: 1 };\n',
  },
  "no-console": { file: "src/node/console.ts", code: 'console.log("a");\n' },
  "no-default-export": { file: "src/domain/default.ts", code: "export default 1;\n" },
  "no-cycle": {
    file: "src/domain/cycle-a.ts",
    code: 'import { b } from "./cycle-b.ts";\nexport const a = (): number => b();\n',
  },
  "max-lines": { file: "src/domain/long.ts", code: "export const a = 1;\n".padEnd(420, "\n") },
  "no-danger": {
    file: "src/renderer/danger.tsx",
    code: 'export const Danger = () => <p dangerouslySetInnerHTML={{ __html: "a" }} />;\n',
  },
  "rules-of-hooks": {
    file: "src/renderer/hooks.tsx",
    code: 'import { useState } from "react";\nexport function Maybe({ on }: { on: boolean }) {\n  if (on) useState(1);\n  return null;\n}\n',
  },
  "no-restricted-properties": {
    file: "src/domain/clock.ts",
    code: "export const now = (): number => Date.now();\n",
  },
  "no-restricted-globals": {
    file: "src/node/engine/timer.ts",
    code: "setTimeout(() => {}, 1);\n",
  },
};

const supports: readonly Planted[] = [
  { file: "src/domain/thing.ts", code: "export interface Thing {\n  a: number;\n}\n" },
  {
    file: "src/domain/cycle-b.ts",
    code: 'import { a } from "./cycle-a.ts";\nexport const b = (): number => a();\n',
  },
  { file: "src/node/engine/dice.ts", code: "export const roll = (): number => Math.random();\n" },
  { file: "src/cli/talks.ts", code: 'console.log("a");\n' },
  { file: "src/node/clock.ts", code: "export const now = (): number => Date.now();\n" },
];

interface Finding {
  readonly filename: string;
  readonly code: string;
  readonly severity: string;
}

let folder: string;
let findings: readonly Finding[] = [];

/** A small copy of the repository's shape, so that the overrides by path mean the same in it. */
function plant(): void {
  mkdirSync(inRepository(".cache"), { recursive: true });
  folder = mkdtempSync(inRepository(".cache/lint-"));
  // The linter obeys the nearest repository's .gitignore, which names this very folder.
  mkdirSync(join(folder, ".git"));
  const settings = [".oxlintrc.json", "tsconfig.base.json"];
  const configs = roomNames().map((room) => `src/${room}/tsconfig.json`);
  for (const path of [...settings, ...configs]) cpSync(inRepository(path), join(folder, path));
  for (const { file, code } of [...Object.values(planted), ...supports]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), code);
  }
}

async function lint(): Promise<readonly Finding[]> {
  const oxlint = inRepository("node_modules/oxlint/bin/oxlint");
  const args = [oxlint, "-c", ".oxlintrc.json", "--format=json", "src"];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: folder,
    maxBuffer: 1e8,
  }).catch((error: { stdout: string }) => error);
  return (JSON.parse(stdout) as { diagnostics: Finding[] }).diagnostics;
}

const found = (file: string): string[] =>
  findings
    .filter(({ filename, severity }) => severity === "error" && filename.endsWith(file))
    .map(({ code }) => code);

beforeAll(async () => {
  plant();
  findings = await lint();
}, 20_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("lint catches", () => {
  test.each(Object.entries(planted))("%s", (rule, { file }) => {
    expect(found(file)).toContainEqual(expect.stringContaining(`(${rule})`));
  });

  test("dice in the engine", () => {
    expect(found("src/node/engine/dice.ts").join()).toContain("(no-restricted-properties)");
  });
});

describe("lint lets pass", () => {
  test("a command that talks", () => {
    expect(found("src/cli/talks.ts")).toEqual([]);
  });

  test("a clock outside the engine", () => {
    expect(found("src/node/clock.ts")).toEqual([]);
  });
});
