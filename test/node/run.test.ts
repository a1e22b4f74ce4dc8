import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Passwords } from "../../src/node/access/passwords.ts";
import { OptionFault, optionsHelp, readOptions } from "../../src/node/options.ts";
import { type NodeOptions, type RunningNode, runNode } from "../../src/node/run.ts";
import { Client, addPerson, ask, beginVisit, passwordOf, say, signIn } from "./gateway/harness.ts";

/** Nodes on a real disk, each with its threads: on a busy machine that takes a while. */
vi.setConfig({ testTimeout: 30_000 });

let dataDir: string;
const running: RunningNode[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "node-"));
});
afterEach(async () => {
  for (const node of running.splice(0)) await node.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(more: Partial<NodeOptions> = {}): Promise<RunningNode> {
  const passwords = new Passwords({ cost: { log2N: 4, r: 8, p: 1 } });
  const place = { dataDir, port: 0, host: "127.0.0.1", origins: [], nodeName: "test" };
  const node = await runNode({ ...place, passwords, ...more });
  running.push(node);
  return node;
}

async function stop(node: RunningNode): Promise<void> {
  running.splice(running.indexOf(node), 1);
  await node.stop();
}

describe("a first start", () => {
  test("has a set-up code, good once, that makes the first account and a workspace to try", async () => {
    const node = await start();
    const setUp = (code: string, password = "twelve letters") =>
      ask<{ token: string }>(node, "/api/v1/sessions/setup", {
        body: { code, username: "boss", name: "The Boss", password, workspaceName: "Harbour" },
      });
    expect((await setUp("AAAA-AAAA-AAAA-AAAA")).body).toMatchObject({ code: "SIGN_IN_FAILED" });
    expect((await setUp(node.setUpCode ?? "", "short")).body).toMatchObject({
      code: "REQUEST_INVALID",
    });
    const first = await setUp(node.setUpCode ?? "");
    expect(first).toMatchObject({
      status: 201,
      body: {
        me: {
          name: "The Boss",
          roles: ["admin", "supervisor", "agent"],
          workspaceName: "Harbour",
        },
      },
    });
    expect((await setUp(node.setUpCode ?? "")).body).toMatchObject({ code: "SIGN_IN_FAILED" });
    const boss = new Client(node);
    await boss.hello(first.body.token);
    await boss.reconcile();
    expect(await boss.command("agent.setState", { state: "READY", reason: null })).toMatchObject({
      end: "APPLIED",
    });
    const visit = await beginVisit(node, "web");
    await say(node, visit, "the first message");
    await boss.until(() => boss.rowsOf("TASK").some(({ offer }) => offer !== null));
    boss.close();
  });
});

describe("a data directory", () => {
  test("keeps who the node is, its work, its accounts and sessions", async () => {
    const first = await start();
    await addPerson(first, { username: "ana", queues: ["billing"] });
    const token = await signIn(first, "ana");
    const { nodeId, workspaceId } = first;
    await stop(first);
    const second = await start();
    expect(second).toMatchObject({ nodeId, workspaceId, setUpCode: null });
    expect((await ask(second, "/api/v1/me", { token })).status).toBe(200);
    const body = { username: "ana", password: passwordOf("ana") };
    expect((await ask(second, "/api/v1/sessions", { body })).status).toBe(201);
  });

  test("keeps the port, and a taken one is said and not replaced", async () => {
    const found = await start();
    const { port } = found;
    await stop(found);
    await stop(await start({ port }));
    const again = await start({ port: null });
    expect(again.port).toBe(port);
    const elsewhere = mkdtempSync(join(tmpdir(), "node-"));
    await expect(start({ dataDir: elsewhere, port })).rejects.toThrow(`Port ${port} is taken`);
    const freed = await start({ dataDir: elsewhere });
    expect(freed.port).not.toBe(port);
    await stop(freed);
    rmSync(elsewhere, { recursive: true });
  });

  test("belongs to one node at a time", async () => {
    await start();
    await expect(start()).rejects.toThrow();
  });

  test("whose identity is damaged is not taken for a new one", async () => {
    writeFileSync(join(dataDir, "node.json"), '{"nodeId":""}');
    await expect(start()).rejects.toThrow("damaged");
    expect(existsSync(join(dataDir, "switchyard.db"))).toBe(false);
  });

  test("is readable by its owner alone, and holds no token or password as it is", async () => {
    const node = await start();
    await addPerson(node, { username: "ana", queues: [] });
    const token = await signIn(node, "ana");
    await stop(node);
    for (const name of ["switchyard.db", "node.json"]) {
      const text = readFileSync(join(dataDir, name), "latin1");
      expect(text).not.toContain(token);
      expect(text).not.toContain(passwordOf("ana"));
    }
  });
});

describe("a stop", () => {
  test("tells the connections, and nothing stays behind that keeps a process alive", async () => {
    const script = join(dataDir, "start-and-stop.mjs");
    const run = new URL("../../src/node/run.ts", import.meta.url).href;
    const options = { dataDir, port: 0, host: "127.0.0.1", origins: [], nodeName: "t" };
    writeFileSync(
      script,
      `import { runNode } from ${JSON.stringify(run)};
        const node = await runNode(${JSON.stringify(options)});
        await node.stop();
        process.stdout.write("stopped");`,
    );
    const child = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
    let said = "";
    child.stdout.on("data", (part: Buffer) => (said += part.toString()));
    const ended = await new Promise((resolve) => child.once("exit", resolve));
    expect({ ended, said }).toEqual({ ended: 0, said: "stopped" });
  });
});

describe("options", () => {
  test("come from arguments, then the environment, then the defaults", () => {
    const env = {
      SWITCHYARD_PORT: "7777",
      SWITCHYARD_DATA: "/env",
      SWITCHYARD_ORIGIN: "https://a.example,https://b.example",
    };
    expect(readOptions([], {})).toMatchObject({ port: null, host: "127.0.0.1", origins: [] });
    expect(readOptions([], env)).toMatchObject({
      port: 7777,
      dataDir: "/env",
      origins: ["https://a.example", "https://b.example"],
    });
    expect(readOptions([], {})).toMatchObject({ tls: null, behindProxy: false });
    const secured = [
      "--tls-cert",
      "c.pem",
      "--tls-key",
      "k.pem",
      "--behind-proxy",
      "--proxy",
      "10.0.0.5",
    ];
    expect(readOptions(secured, {})).toMatchObject({
      tls: { cert: "c.pem", key: "k.pem" },
      behindProxy: true,
    });
    const args = [
      "--port",
      "8000",
      "--data",
      "/arg",
      "--origin",
      "https://c.example",
      "--origin",
      "http://127.0.0.1:9",
    ];
    expect(readOptions(args, env)).toMatchObject({
      port: 8000,
      dataDir: "/arg",
      origins: ["https://c.example", "http://127.0.0.1:9"],
    });
  });

  test.each([
    [["--port", "seven"], "not a port"],
    [["--port", "70000"], "not a port"],
    [["--origin", "https://a.example/"], "not an origin"],
    [["--origin", "a.example"], "not an origin"],
    [["--prot", "1"], "--port"],
    [["stray"], "--data"],
    [["--tls-cert", "cert.pem"], "--tls-key"],
  ])("refuse %j in words", (args, words) => {
    expect(() => readOptions(args, {})).toThrow(OptionFault);
    expect(() => readOptions(args, {})).toThrow(words);
  });

  test("are all in the help", () => {
    for (const flag of [
      "--tls-cert",
      "--tls-key",
      "--behind-proxy",
      "--port",
      "--data",
      "--host",
      "--origin",
      "--node-name",
    ]) {
      expect(optionsHelp()).toContain(flag);
    }
  });
});
