import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { OfflineClass } from "../../src/protocol/command.ts";
import { commandSpecs } from "../../src/protocol/commands.ts";

const file = join(import.meta.dirname, "../../docs/offline.md");
const begin = "<!-- offline table: begin -->\n";
const end = "<!-- offline table: end -->";

const inWords: Record<OfflineClass, string> = {
  local: "saved on this device",
  queued: "will send",
  refused: "needs the node",
};

function table(): string {
  const lines = Object.values(commandSpecs).map(
    ({ type, offline }) => `| \`${type}\` | ${inWords[offline]} |`,
  );
  return [
    "",
    "| command | while the line is down |",
    "|---|---|",
    ...lines.toSorted(),
    "",
    "",
  ].join("\n");
}

test("docs/offline.md says of every command what happens to it offline", () => {
  const text = readFileSync(file, "utf8");
  const [before = "", rest = ""] = text.split(begin);
  const [, after = ""] = rest.split(end);
  const expected = `${before}${begin}${table()}${end}${after}`;
  if (process.env.UPDATE_DOCS === "1") writeFileSync(file, expected);
  else expect(text, "run this test with UPDATE_DOCS=1").toBe(expected);
});
