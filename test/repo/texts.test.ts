import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const root = new URL("../../", import.meta.url).pathname;
const files = globSync("src/**/*.{ts,tsx}", { cwd: root });
const linesOf = (file: string) => readFileSync(`${root}${file}`, "utf8").split("\n");

/** Lists, ids, addresses and codes that a program made: no sign of theirs has two halves. */
const noText: readonly RegExp[] = [
  /\b(newestFirst|words|signs|standings|found|placed|others|rows|units|queues|looks|shown|waiting|messages|ids|parts|items|nodes|candidates)\b[^;]*\.slice\(0,/,
  /\]\s*\.slice\(0,/,
  /\)\s*\.slice\(0,/,
  /^\s*\.slice\(0,/,
  /\b(host|url|key|name|field|stranger|token)\.slice\(0,/,
  /digest\("base64url"\)\.slice\(0,/,
  /dayNumber\(text\.slice\(0, 10\)\)/,
];

/** Keys of letters and Enter, where an input method may be composing. Arrows and menus' digits are not typed into. */
const typed = /\.key\s*[!=]==\s*"(Enter|Escape)"/;
const notTypedInto = new Set(["src/renderer/parts/use-grid-focus.ts"]);

describe("texts of people", () => {
  test("are cut by clip() alone, which does not part a sign (F36)", () => {
    const cut = files
      .filter((file) => file !== "src/domain/clip.ts" && !file.startsWith("src/node/store/"))
      .flatMap((file) =>
        linesOf(file)
          .filter((line) => /\.slice\(0,|\.substring\(|\.substr\(/.test(line))
          .filter((line) => !noText.some((known) => known.test(line)))
          .map((line) => `${file}: ${line.trim()}`),
      );
    expect(cut, "use clip() of src/domain/clip.ts").toEqual([]);
  });

  test("keys that send or close ask first whether an input method is at work (F27)", () => {
    const deaf = files
      .filter((file) => !notTypedInto.has(file))
      .filter((file) => {
        const text = linesOf(file).join("\n");
        return typed.test(text) && !text.includes("isComposing(");
      });
    expect(deaf, "ask isComposing() of src/domain/clip.ts").toEqual([]);
  });

  test("and ask it so that it also hears the browsers that say so by the old code alone (F27)", () => {
    const half = files.filter((file) => {
      const text = linesOf(file).join("\n");
      return /\.isComposing\b/.test(text) && !/\.keyCode === 229/.test(text);
    });
    expect(half, "ask isComposing() of src/domain/clip.ts").toEqual([]);
  });
});
