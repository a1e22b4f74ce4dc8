/** Circular imports: none, of types either, so that every file of src can be read after those it builds on. */
import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import { importsIn, read, sourceFiles } from "./source-tree.ts";

type Graph = ReadonlyMap<string, readonly string[]>;

function graphOf(codes: ReadonlyMap<string, string>): Graph {
  const edges = ([file, code]: readonly [string, string]) => {
    const targets = importsIn(file, code)
      .filter(({ from }) => from.startsWith("."))
      .map(({ from }) => posix.join(posix.dirname(file), from.replace(/\?.*$/, "")))
      .filter((target) => codes.has(target));
    return [file, targets] as const;
  };
  return new Map(Array.from(codes, edges));
}

/** Depth-first search: of every way that comes back to a file it is still on, the files of the ring, the first again at the end. */
function circlesIn(graph: Graph): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const way: string[] = [];
  const visit = (file: string): void => {
    const met = way.indexOf(file);
    if (met >= 0) circles.push([...way.slice(met), file]);
    if (met >= 0 || done.has(file)) return;
    way.push(file);
    for (const target of graph.get(file) ?? []) visit(target);
    way.pop();
    done.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return circles;
}

test("no file of src imports itself by way of others, for its types either", () => {
  const codes = new Map(sourceFiles.map((file) => [file, read(file)]));
  expect(codes.size).toBeGreaterThan(400);
  expect(circlesIn(graphOf(codes)).map((circle) => circle.join(" -> "))).toEqual([]);
}, 30_000);

describe("the check itself", () => {
  const filesOf = (codes: Readonly<Record<string, string>>) =>
    circlesIn(graphOf(new Map(Object.entries(codes))));

  test("sees a ring of three, one of whose imports is of a type", () => {
    const ring = {
      "src/x/a.ts": `import { b } from "./b.ts";`,
      "src/x/b.ts": `import type { C } from "../y/c.ts";`,
      "src/y/c.ts": `export { a } from "../x/a.ts";`,
    };
    expect(filesOf(ring)).toEqual([["src/x/a.ts", "src/x/b.ts", "src/y/c.ts", "src/x/a.ts"]]);
  });

  test("sees a file that imports itself, and a ring behind files that are in none", () => {
    const codes = {
      "src/a.ts": `import "./b.ts"; import "./c.ts";`,
      "src/b.ts": `import "./c.ts";`,
      "src/c.ts": `import "./d.ts";`,
      "src/d.ts": `const c = await import("./c.ts");`,
      "src/e.ts": `type E = import("./e.ts").E;`,
    };
    expect(filesOf(codes)).toEqual([
      ["src/c.ts", "src/d.ts", "src/c.ts"],
      ["src/e.ts", "src/e.ts"],
    ]);
  });

  test("lets two ways to one file pass", () => {
    const codes = {
      "src/a.ts": `import "./b.ts"; import "./c.ts";`,
      "src/b.ts": `import "./d.ts";`,
      "src/c.ts": `import "./d.ts";`,
      "src/d.ts": ``,
    };
    expect(filesOf(codes)).toEqual([]);
  });
});
