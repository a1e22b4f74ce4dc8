import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CommandEnvelope, commandSpecs } from "../../src/protocol/commands.ts";
import { ClientFrame } from "../../src/protocol/frames.ts";
import * as http from "../../src/protocol/http.ts";
import { rowSchemas } from "../../src/protocol/rows.ts";
import { PROTOCOL_VERSION } from "../../src/protocol/version.ts";

const file = new URL("./wire-hash.json", import.meta.url);

function hashOf(schemas: object): string {
  return createHash("sha256").update(JSON.stringify(schemas)).digest("hex").slice(0, 32);
}

const schemas = { rowSchemas, commandSpecs, CommandEnvelope, ClientFrame, http: { ...http } };

test("the wire's shapes change only together with PROTOCOL_VERSION", () => {
  const is = { version: PROTOCOL_VERSION, hash: hashOf(schemas) };
  if (process.env["RENEW"] === "1") writeFileSync(file, `${JSON.stringify(is, null, 2)}\n`);
  const was: unknown = JSON.parse(readFileSync(file, "utf8"));
  expect(
    was,
    [
      "A shape on the wire has changed.",
      "If an older peer would misread it, raise PROTOCOL_VERSION in src/protocol/version.ts and say there what changed.",
      "Then: RENEW=1 npx vitest run --project unit-shared test/protocol/wire-hash.test.ts",
    ].join("\n"),
  ).toEqual(is);
});

test("any change of any shape is seen", () => {
  const text = JSON.stringify(schemas);
  const [first = "", ...rest] = text.split('"additionalProperties":false');
  expect(rest.length).toBeGreaterThan(20);
  for (const at of rest.keys()) {
    const parts = [first, ...rest];
    const changed = parts.map((part, place) =>
      place === 0 ? part : `"additionalProperties":${place === at + 1}${part}`,
    );
    expect(hashOf(JSON.parse(changed.join("")) as object)).not.toBe(hashOf(schemas));
  }
});
