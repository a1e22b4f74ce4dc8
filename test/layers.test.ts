/**
 * The rooms of architecture.md section 2: who may import whom, and where no clock may be read.
 * An allow-list: what is not named here is a stray.
 */
import { globSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { describe, expect, test } from "vitest";
import { parseSync } from "vite";

interface Room {
  readonly rooms: readonly string[];
  readonly packages: RegExp;
  /** Rooms of which only types may come in: nothing of them may be in the bundle. */
  readonly typesOnly?: readonly string[];
  /** Single files of rooms that are otherwise closed. */
  readonly files?: readonly string[];
}

const nothing = /^$/;

const rooms: Readonly<Record<string, Room>> = {
  domain: { rooms: [], packages: nothing },
  protocol: { rooms: ["domain"], packages: /^typebox(\/|$)/ },
  node: {
    rooms: ["domain", "protocol"],
    packages: /^(node:|@fastify\/|(fastify|ws|typebox)(\/|$))/,
  },
  client: { rooms: ["protocol", "domain"], packages: /^linkify-it$/ },
  sync: { rooms: ["client", "protocol", "domain"], packages: /^(rxdb|rxjs)(\/|$)/ },
  renderer: {
    rooms: ["sync", "client", "protocol", "domain", "resources"],
    typesOnly: ["protocol"],
    packages:
      /^(@tanstack\/|@fontsource|(react|react-dom|react-aria-components|uplot|lucide-react|tinykeys|i18next|react-i18next|rxjs)(\/|$))/,
  },
  preload: { rooms: ["protocol"], packages: /^electron(\/|$)/ },
  main: { rooms: ["protocol", "resources"], packages: /^(node:|electron(\/|$))/ },
  widget: {
    rooms: ["protocol"],
    typesOnly: ["protocol"],
    files: ["src/client/links.ts"],
    packages: nothing,
  },
  cli: { rooms: ["client", "demo"], files: ["src/node/run.ts"], packages: /^node:/ },
  demo: { rooms: ["client", "protocol", "domain", "resources"], packages: /^(node:|ws(\/|$))/ },
};

/** Where the same inputs must give the same changes, byte for byte. */
const timeless = /^src\/(domain|node\/engine)\//;

const forbiddenCalls = new Set([
  "Date.now",
  "Math.random",
  "performance.now",
  "crypto.randomUUID",
  "crypto.getRandomValues",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "globalThis.setTimeout",
  "globalThis.setInterval",
]);

interface Import {
  readonly from: string;
  readonly isType: boolean;
}

/** A node of the syntax tree, looked at from outside only. */
type Tree = { readonly [key: string]: unknown };

const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null;

/** Every node of a syntax tree. */
function* walk(value: unknown): Generator<Tree> {
  if (Array.isArray(value)) for (const item of value) yield* walk(item);
  else if (isTree(value)) {
    yield value;
    for (const child of Object.values(value)) yield* walk(child);
  }
}

function parse(file: string, code: string): Tree[] {
  const { program, errors } = parseSync(file, code);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  return [...walk(program)];
}

const literal = (node: unknown): string | undefined =>
  isTree(node) && node.type === "Literal" && typeof node.value === "string"
    ? node.value
    : undefined;

const specifiersAreTypes = (node: Tree, kind: string): boolean =>
  Array.isArray(node.specifiers) &&
  node.specifiers.length > 0 &&
  node.specifiers.every((one) => isTree(one) && one[kind] === "type");

function importOf(node: Tree): Import | undefined {
  const from = literal(node.source);
  if (from === undefined) return undefined;
  switch (node.type) {
    case "ImportDeclaration":
      return { from, isType: node.importKind === "type" || specifiersAreTypes(node, "importKind") };
    case "ExportNamedDeclaration":
      return { from, isType: node.exportKind === "type" || specifiersAreTypes(node, "exportKind") };
    case "ExportAllDeclaration":
      return { from, isType: node.exportKind === "type" };
    case "TSImportType":
      return { from, isType: true };
    case "ImportExpression":
      return { from, isType: false };
    default:
      return undefined;
  }
}

/** `new URL("./worker.ts", import.meta.url)` loads a file just as an import does. */
function urlOf(node: Tree): Import | undefined {
  const isUrl = node.type === "NewExpression" && nameOf(node.callee) === "URL";
  const from = isUrl && Array.isArray(node.arguments) ? literal(node.arguments[0]) : undefined;
  return from?.startsWith(".") ? { from, isType: false } : undefined;
}

function requireOf(node: Tree): Import | undefined {
  const isRequire = node.type === "CallExpression" && nameOf(node.callee) === "require";
  const from = isRequire && Array.isArray(node.arguments) ? literal(node.arguments[0]) : undefined;
  return from === undefined ? undefined : { from, isType: false };
}

/** `a` or `a.b` as text. */
function nameOf(node: unknown): string | undefined {
  if (!isTree(node)) return undefined;
  if (node.type === "Identifier" && typeof node.name === "string") return node.name;
  if (node.type !== "MemberExpression") return undefined;
  const property = literal(node.property) ?? nameOf(node.property);
  return `${nameOf(node.object)}.${property}`;
}

function strayReason(file: string, room: Room, { from, isType }: Import): string | undefined {
  if (!from.startsWith(".")) return room.packages.test(from) ? undefined : "package";
  const target = posix.join(posix.dirname(file), from.replace(/\?.*$/, ""));
  const [top = "", inSource = ""] = target.split("/");
  const other = top === "src" ? inSource : top;
  if (other === file.split("/")[1] || room.files?.includes(target)) return undefined;
  if (!room.rooms.includes(other)) return "room";
  return room.typesOnly?.includes(other) && !isType ? "value, types only" : undefined;
}

export function strayImports(file: string, code: string): string[] {
  const room = rooms[file.split("/")[1] ?? ""];
  if (room === undefined) return [`${file}: in no room`];
  return parse(file, code)
    .map((node) => importOf(node) ?? urlOf(node) ?? requireOf(node))
    .filter((found) => found !== undefined)
    .flatMap((found) => {
      const reason = strayReason(file, room, found);
      return reason === undefined ? [] : [`${file}: ${found.from} (${reason})`];
    });
}

export function clockReads(file: string, code: string): string[] {
  if (!timeless.test(file)) return [];
  return parse(file, code).flatMap((node) => {
    const called = node.type === "CallExpression" || node.type === "NewExpression";
    const callee = called ? nameOf(node.callee) : undefined;
    const isNow = callee === "Date" && (node.type === "CallExpression" || !hasArguments(node));
    if (isNow) return [`${file}: Date without arguments`];
    // Named anywhere, not only called: `const now = Date.now` is the same clock.
    const name = nameOf(node);
    return name !== undefined && forbiddenCalls.has(name) ? [`${file}: ${name}`] : [];
  });
}

/** The one file that puts a request into a queue. */
const DOOR = "src/node/engine/door.ts";

/** Whoever tells that a request stands in a queue has put it there: that is for the door alone, which asks first. */
export function waysRoundTheDoor(file: string, code: string): string[] {
  if (!file.startsWith("src/node/engine/") || file === DOOR) return [];
  return parse(file, code).flatMap((node) =>
    literal(node) === "TASK_ENQUEUED" ? [`${file}: TASK_ENQUEUED`] : [],
  );
}

const hasArguments = (node: Tree): boolean =>
  Array.isArray(node.arguments) && node.arguments.length > 0;

const repository = join(import.meta.dirname, "..");
const files = globSync("src/**/*.{ts,tsx}", { cwd: repository }).map((file) =>
  file.replaceAll("\\", "/"),
);
const read = (file: string): string => readFileSync(join(repository, file), "utf8");

describe("the rooms of src", () => {
  test("are all seen by this check", () => {
    expect(files.length).toBeGreaterThan(400);
    expect(globSync("src/*", { cwd: repository }).length).toBe(Object.keys(rooms).length);
  });

  test("import only what they may", () => {
    expect(files.flatMap((file) => strayImports(file, read(file)))).toEqual([]);
  });

  test("read no clock and roll no dice where decisions are made", () => {
    expect(files.flatMap((file) => clockReads(file, read(file)))).toEqual([]);
  });

  test("let requests into queues by one door", () => {
    expect(files.flatMap((file) => waysRoundTheDoor(file, read(file)))).toEqual([]);
    expect(read(DOOR)).toContain('draft.tell("TASK_ENQUEUED"');
  });
});

describe("the check itself catches", () => {
  test.each([
    ["a Node module in the domain", "src/domain/x.ts", `import fs from "node:fs";`],
    ["a package in the domain", "src/domain/x.ts", `import { Type } from "typebox";`],
    ["a room to the right", "src/domain/x.ts", `import { a } from "../protocol/a.ts";`],
    ["a type of a forbidden room", "src/domain/x.ts", `import type { A } from "../node/a.ts";`],
    ["a type named in place", "src/domain/x.ts", `type A = import("../node/a.ts").A;`],
    ["a lazy import", "src/sync/x.ts", `const a = await import("../node/a.ts");`],
    ["a re-export", "src/sync/x.ts", `export * from "../node/a.ts";`],
    ["a worker file", "src/sync/x.ts", `new Worker(new URL("../node/a.ts", import.meta.url));`],
    ["a require", "src/client/x.ts", `const a = require("ws");`],
    ["the node in the shell", "src/main/x.ts", `import { run } from "../node/run.ts";`],
    ["more of the node than run in the cli", "src/cli/x.ts", `import { a } from "../node/a.ts";`],
    [
      "a value of the protocol in the widget",
      "src/widget/x.ts",
      `import { a } from "../protocol/a.ts";`,
    ],
    ["more of the client than its links", "src/widget/x.ts", `import "../client/link.ts";`],
    ["a package whose name only begins alike", "src/node/x.ts", `import a from "ws-other";`],
    ["the tests", "src/node/x.ts", `import a from "../../test/node/a.ts";`],
    ["a new room", "src/attic/x.ts", ``],
  ])("%s", (_what, file, code) => {
    expect(strayImports(file, code)).toHaveLength(1);
  });

  test("a request that is put into a queue beside the door", () => {
    const code = `draft.tell("TASK_ENQUEUED", task.id, { queueId: task.queueId });`;
    expect(waysRoundTheDoor("src/node/engine/commands/x.ts", code)).toHaveLength(1);
    expect(waysRoundTheDoor("src/node/engine/door.ts", code)).toEqual([]);
  });

  test.each([
    ["new Date()"],
    ["Date()"],
    ["Date.now()"],
    ["const now = Date.now"],
    ["Date['now']()"],
    ["Math.random()"],
    ["performance.now()"],
    ["setTimeout(() => {}, 1)"],
    ["setInterval(() => {}, 1)"],
    ["globalThis.setTimeout(() => {}, 1)"],
  ])("%s", (code) => {
    expect(clockReads("src/domain/x.ts", code)).not.toEqual([]);
    expect(clockReads("src/node/engine/x.ts", code)).not.toEqual([]);
  });
});

describe("the check lets pass", () => {
  test.each([
    ["its own room", "src/domain/x.ts", `import { a } from "./a.ts";`],
    ["a room to the left", "src/node/engine/x.ts", `import { a } from "../../domain/a.ts";`],
    ["a package of its own", "src/node/x.ts", `import { Type } from "typebox/compile";`],
    ["run in the cli", "src/cli/x.ts", `import { run } from "../node/run.ts";`],
    [
      "a type of the protocol in the widget",
      "src/widget/x.ts",
      `import type { A } from "../protocol/a.ts";`,
    ],
    ["an import in a comment", "src/domain/x.ts", `// import fs from "node:fs";`],
  ])("%s", (_what, file, code) => {
    expect(strayImports(file, code)).toEqual([]);
  });

  test("an instant made from a number, and a clock outside the engine", () => {
    expect(clockReads("src/domain/x.ts", "new Date(0).getTime()")).toEqual([]);
    expect(clockReads("src/node/clock.ts", "Date.now()")).toEqual([]);
  });
});
