import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Compile } from "typebox/compile";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningNode } from "../../../../src/node/run.ts";
import { startNode } from "../harness.ts";
import { type Call, bodySchemaOf, callsOf } from "./admin.ts";

let node: RunningNode;
let calls: Call[];
beforeAll(async () => {
  node = await startNode();
  calls = await callsOf(node);
});
afterAll(() => node.stop());

interface Example {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

const doc = readFileSync(join(import.meta.dirname, "../../../../docs/api.md"), "utf8");

/** Every `curl` of the page, with what it sends. */
function examples(): Example[] {
  const blocks = [...doc.matchAll(/```\n([\s\S]*?)```/g)].map(([, block = ""]) => block);
  return blocks
    .flatMap((block) => block.replaceAll("\\\n", " ").split(/^(?=curl )/m))
    .filter((line) => line.startsWith("curl "))
    .map((line) => {
      const url = /\$NODE\/api\/v1(\/[^\s"?]*)/.exec(line)?.[1] ?? "";
      const sent = / -d '((?:[^']|'\\'')*)'/.exec(line)?.[1]?.replaceAll("'\\''", "'");
      const method = / -X ([A-Z]+)/.exec(line)?.[1] ?? (sent === undefined ? "GET" : "POST");
      return { method, path: url, body: sent === undefined ? undefined : JSON.parse(sent) };
    });
}

const callOf = ({ method, path }: Example): Call | undefined =>
  calls
    .filter((call) => call.method === method)
    .find((call) => new RegExp(`^${call.path.replace(/\{\w+\}/g, "[^/]+")}$`).test(path));

test("every worked example calls what there is, with what it takes", () => {
  const found = examples();
  expect(found.length).toBeGreaterThanOrEqual(8);
  for (const example of found) {
    const call = callOf(example);
    expect([example.method, example.path, call !== undefined]).toEqual([
      example.method,
      example.path,
      true,
    ]);
    const schema = call && bodySchemaOf(call);
    const faults = schema === undefined ? [] : Compile(schema).Errors(example.body);
    expect([example.path, example.body === undefined, faults]).toEqual([
      example.path,
      schema === undefined,
      [],
    ]);
  }
});
