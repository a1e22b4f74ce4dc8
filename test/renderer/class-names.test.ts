import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { classNames } from "../../src/renderer/parts/class-names.ts";

test("joins the names that hold", () => {
  const cx = classNames({ row: "row_1", open: "open_2" });
  expect(cx("row", false, undefined, "open")).toBe("row_1 open_2");
});

/** A name without a rule is a typing error that no compiler sees. */
test("every class a part names by a literal has a rule in its stylesheet", () => {
  const files = globSync("src/renderer/**/*.tsx").filter((file) =>
    readFileSync(file, "utf8").includes("classNames(styles)"),
  );
  expect(files.length).toBeGreaterThan(20);
  expect(files.flatMap((file) => missing(file))).toEqual([]);
});

function missing(file: string): readonly string[] {
  const code = readFileSync(file, "utf8");
  const sheet = /import styles from "(.+?)"/.exec(code)?.[1];
  const path = join(dirname(file), sheet ?? "");
  if (sheet === undefined || !existsSync(path)) return [`${file}: no stylesheet`];
  const css = readFileSync(path, "utf8");
  return [...code.matchAll(/\bcx\(\s*"(\w+)"/g)]
    .flatMap((match) => match[1] ?? [])
    .filter((name) => !new RegExp(`\\.${name}\\b`).test(css))
    .map((name) => `${file}: ${name}`);
}
