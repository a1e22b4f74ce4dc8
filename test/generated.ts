import { readFileSync, writeFileSync } from "node:fs";

/**
 * Parts of docs/ that are made from data and kept up to date by a test. They stand between two markers;
 * RENEW=1 in the environment writes them instead of comparing.
 */

const begin = (name: string) => `<!-- generated: ${name} -->`;
const end = "<!-- end of generated -->";

/** What stands in the file between the markers of this name, and what should stand there. */
export function generated(path: string, name: string, made: string): { was: string; is: string } {
  const url = new URL(`../${path}`, import.meta.url);
  const text = readFileSync(url, "utf8");
  const from = text.indexOf(begin(name));
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`${path} has no part ${name}`);
  const start = from + begin(name).length;
  const is = `\n\n${made.trim()}\n\n`;
  if (process.env["RENEW"] === "1")
    writeFileSync(url, `${text.slice(0, start)}${is}${text.slice(to)}`);
  return { was: process.env["RENEW"] === "1" ? is : text.slice(start, to), is };
}

/** A table with its columns in line, as the formatter leaves it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, at) =>
    Math.max(3, title.length, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, at) => (cells[at] ?? "").padEnd(width)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
