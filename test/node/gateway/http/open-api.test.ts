import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Compile } from "typebox/compile";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask } from "../harness.ts";
import { type PublicCentre, api, openPublicCentre } from "./public-centre.ts";

const apiDoc = join(import.meta.dirname, "../../../../docs/api.md");
let close: PublicCentre["close"];
let node: PublicCentre["node"];
let done: PublicCentre["done"];
let as: PublicCentre["as"];

beforeAll(async () => {
  ({ close, node, done, as } = await openPublicCentre());
});
afterAll(() => close());

describe("the OpenAPI document", () => {
  interface Operation {
    readonly summary: string;
    readonly parameters?: readonly { readonly name: string }[];
    readonly responses: Record<string, { content?: Record<string, { schema: object }> }>;
  }
  interface Document {
    readonly openapi: string;
    readonly paths: Record<string, Record<string, Operation>>;
  }

  test("names every route that docs/api.md names, and nothing else", async () => {
    const { body } = await ask<Document>(node, "/openapi.json");
    expect(body.openapi).toBe("3.1.0");
    const routes = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { summary }]) => ({
        route: `${method.toUpperCase()} ${path.replace(api, "")}`,
        summary,
      })),
    );
    const text = readFileSync(apiDoc, "utf8");
    const [before = "", rest = ""] = text.split("<!-- routes: begin -->\n");
    const [, after = ""] = rest.split("<!-- routes: end -->");
    const lines = routes
      .toSorted((left, right) => (left.route < right.route ? -1 : 1))
      .map(({ route, summary }) => `| \`${route}\` | ${summary} |\n`)
      .join("");
    const table = `\n| call | what it does |\n|---|---|\n${lines}\n`;
    const expected = `${before}<!-- routes: begin -->\n${table}<!-- routes: end -->${after}`;
    if (process.env["UPDATE_DOCS"] === "1") writeFileSync(apiDoc, expected);
    else expect(text, "run this test with UPDATE_DOCS=1").toBe(expected);
  });

  test("lets every POST be sent again under a key, but those that docs/api.md names", async () => {
    const { body } = await ask<Document>(node, "/openapi.json");
    const without = Object.entries(body.paths).flatMap(([path, { post }]) =>
      post === undefined || post.parameters?.some(({ name }) => name === "idempotency-key")
        ? []
        : [path.replace(api, "")],
    );
    const [, named = ""] =
      /made anew each time: ([^.]*)\./.exec(readFileSync(apiDoc, "utf8")) ?? [];
    const [, own = ""] = /twice by itself: ([^.]*)\./.exec(readFileSync(apiDoc, "utf8")) ?? [];
    const known = `${named} ${own}`.match(/(?<=POST )[^`\s]+/g) ?? [];
    expect(without.toSorted()).toEqual([...new Set(known)].toSorted());
  });

  test("describes the answers that are given", async () => {
    const { body } = await ask<Document>(node, "/openapi.json");
    const token = await as("sam");
    for (const [path, url] of [
      ["/me", "/me"],
      ["/tasks", "/tasks"],
      ["/interactions", "/interactions?state=COMPLETED"],
      ["/interactions/{id}", `/interactions/${done}`],
      ["/queues/{id}/statistics", "/queues/billing/statistics"],
      ["/agents", "/agents"],
      ["/events", "/events"],
    ] as const) {
      const schema =
        body.paths[api + path]?.["get"]?.responses["200"]?.content?.["application/json"]?.schema;
      const reply = await ask(node, api + url, { token });
      expect([path, reply.status]).toEqual([path, 200]);
      expect([path, Compile(schema ?? { not: {} }).Check(reply.body)]).toEqual([path, true]);
    }
  });
});

describe("for those who watch over the node", () => {
  test("it is alive and ready", async () => {
    expect(await ask(node, "/healthz")).toMatchObject({ status: 200, body: { ok: true } });
    expect(await ask(node, "/readyz")).toMatchObject({ status: 200, body: { ok: true } });
  });

  test("its metrics count, and hold nobody's data", async () => {
    const { text } = await ask(node, "/metrics");
    expect(text).toMatch(/^switchyard_tasks\{queue="tech",state="QUEUED"\} [1-9]/m);
    expect(text).toMatch(/^switchyard_offers_total 1$/m);
    expect(text).toMatch(/^switchyard_rona_total 0$/m);
    expect(text).toMatch(/^switchyard_connections 1$/m);
    expect(text).toMatch(/^switchyard_commit_seconds_count [1-9]/m);
    expect(text).toMatch(/^switchyard_event_loop_lag_seconds\{quantile="0.99"\} /m);
    expect(text).not.toMatch(/Vera|refund|ana/);
  });
});
