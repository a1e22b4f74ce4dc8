import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Compile } from "typebox/compile";
import { expect, test } from "vitest";
import type { RunningNode } from "../../../../src/node/run.ts";
import { starter } from "../../../../src/node/starter.ts";
import { settingsSchemas } from "../../../../src/protocol/settings.ts";
import { addPerson, ask, signIn, startNode } from "../harness.ts";
import { api } from "./admin.ts";

test("a key is known again after the node was stopped and started, and so is what was set", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "node-"));
  const making = { id: "chess", name: "Chess", kind: "BOOLEAN" };
  const make = async (node: RunningNode, body: object) =>
    ask(node, `${api}/skills`, {
      body,
      token: await signIn(node, "root"),
      headers: { "idempotency-key": "make chess" },
    });
  try {
    const before = await startNode({ dataDir });
    await addPerson(before, { username: "root", queues: [], role: "admin" });
    const made = await make(before, making);
    expect(made).toMatchObject({ status: 201, body: making });
    await before.stop();
    const after = await startNode({ dataDir });
    expect((await make(after, making)).body).toEqual(made.body);
    expect(await make(after, { ...making, name: "Go" })).toMatchObject({
      status: 409,
      body: { code: "COMMAND_ID_REUSED" },
    });
    expect(after.engine.live.row("DIRECTORY", "SKILL:chess")?.row.body).toEqual(making);
    await after.stop();
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});

test("what a new workspace begins with, an administrator could have set", () => {
  for (const { kind, body } of starter) {
    const schema = kind in settingsSchemas ? settingsSchemas[kind as "QUEUE"] : undefined;
    expect([kind, body.id, Compile(schema ?? { not: {} }).Errors(body)]).toEqual([
      kind,
      body.id,
      [],
    ]);
  }
});
