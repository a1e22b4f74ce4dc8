/**
 * The rooms of architecture.md section 2: who may import whom, and where no clock may be read.
 * An allow-list: what is not named here is a stray.
 */
import { globSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import {
  type Import,
  type Tree,
  importsIn,
  literal,
  nameOf,
  parse,
  read,
  repository,
  sourceFiles,
} from "./source-tree.ts";

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

function strayReason(file: string, room: Room, { from, isType }: Import): string | undefined {
  if (!from.startsWith(".")) return room.packages.test(from) ? undefined : "package";
  const target = posix.join(posix.dirname(file), from.replace(/\?.*$/, ""));
  const [top = "", inSource = ""] = target.split("/");
  const other = top === "src" ? inSource : top;
  if (other === file.split("/")[1] || room.files?.includes(target)) return undefined;
  if (!room.rooms.includes(other)) return "room";
  return room.typesOnly?.includes(other) && !isType ? "value, types only" : undefined;
}

function strayImports(file: string, code: string): string[] {
  const room = rooms[file.split("/")[1] ?? ""];
  if (room === undefined) return [`${file}: in no room`];
  return importsIn(file, code).flatMap((found) => {
    const reason = strayReason(file, room, found);
    return reason === undefined ? [] : [`${file}: ${found.from} (${reason})`];
  });
}

function clockReads(file: string, code: string): string[] {
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
const ADMISSION = "src/node/engine/admission.ts";

/** Whoever tells that a request stands in a queue has put it there: that is for admission alone, which asks first. */
function waysRoundAdmission(file: string, code: string): string[] {
  if (!file.startsWith("src/node/engine/") || file === ADMISSION) return [];
  return parse(file, code).flatMap((node) =>
    literal(node) === "TASK_ENQUEUED" ? [`${file}: TASK_ENQUEUED`] : [],
  );
}

const hasArguments = (node: Tree): boolean =>
  Array.isArray(node.arguments) && node.arguments.length > 0;

// All of src is parsed, which on a machine with other work takes its time.
describe("the rooms of src", { timeout: 30_000 }, () => {
  test("are all seen by this check", () => {
    expect(sourceFiles.length).toBeGreaterThan(400);
    expect(globSync("src/*", { cwd: repository }).length).toBe(Object.keys(rooms).length);
  });

  test("import only what they may", () => {
    expect(sourceFiles.flatMap((file) => strayImports(file, read(file)))).toEqual([]);
  });

  test("read no clock and roll no dice where decisions are made", () => {
    expect(sourceFiles.flatMap((file) => clockReads(file, read(file)))).toEqual([]);
  });

  test("let requests into queues by admission alone", () => {
    expect(sourceFiles.flatMap((file) => waysRoundAdmission(file, read(file)))).toEqual([]);
    expect(read(ADMISSION)).toContain('draft.tell("TASK_ENQUEUED"');
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

  test("a request that is put into a queue beside admission", () => {
    const code = `draft.tell("TASK_ENQUEUED", task.id, { queueId: task.queueId });`;
    expect(waysRoundAdmission("src/node/engine/commands/x.ts", code)).toHaveLength(1);
    expect(waysRoundAdmission("src/node/engine/admission.ts", code)).toEqual([]);
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
