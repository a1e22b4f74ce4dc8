import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import type { RunningNode } from "../../../src/node/run.ts";
import {
  Client,
  addPerson,
  ask,
  passwordOf,
  readyAgent,
  signIn,
  startNode,
  tokenOf,
} from "./harness.ts";
import { hello } from "./hello.ts";
import { start, stopAll } from "./reachable.ts";

/** What many share is bounded for each, and forgives. */

const SHARE = 5;
let node: RunningNode;
beforeAll(async () => {
  node = await startNode({ awaitingPerAddress: SHARE });
  await addPerson(node, { username: "robot", queues: ["billing"], role: "bot" });
  await addPerson(node, { username: "rover", queues: [], role: "bot" });
  await addPerson(node, { username: "ana", queues: ["billing"], teams: ["red"] });
  await addPerson(node, { username: "ben", queues: ["tech"], teams: ["blue"] });
  await addPerson(node, { username: "sam", queues: ["tech"], role: "supervisor", teams: ["red"] });
  await addPerson(node, { username: "root", queues: [], role: "admin" });
});
afterAll(async () => {
  await node.stop();
  await stopAll();
});

describe("sockets that say nothing (F50)", () => {
  test("push out the oldest of their own address, and nobody who has a ticket", async () => {
    const ana = new Client(node);
    await ana.hello(await tokenOf(node, "ana"));
    const silent: Client[] = [];
    for (let nth = 0; nth < SHARE + 3; nth += 1) silent.push(await new Client(node).open());
    await silent[2]?.until(() => silent.slice(0, 3).every(({ closed }) => closed !== null));
    expect(silent.map(({ closed }) => closed === null)).toEqual(silent.map((_, nth) => nth >= 3));
    expect(silent[0]?.raw[0]).toContain('"code":"RATE_LIMITED"');
    const again = new Client(node);
    expect(await again.hello(await tokenOf(node, "ana"))).toMatchObject({ frame: "welcome" });
    expect(ana.closed).toBeNull();
    for (const client of [ana, again, ...silent]) client.close();
  });

  test("and whoever speaks in time keeps its place", async () => {
    const first = await new Client(node).open();
    const others = [];
    for (let nth = 1; nth < SHARE; nth += 1) others.push(await new Client(node).open());
    first.send(hello(await tokenOf(node, "ana")));
    for (let nth = 0; nth < SHARE; nth += 1) others.push(await new Client(node).open());
    await first.until(() => first.of("welcome").length === 1);
    expect(first.closed).toBeNull();
    for (const client of [first, ...others]) client.close();
  });
});

describe("signing in (F39, F51)", () => {
  const tryIn = async (username: string, password: string, device?: string) =>
    ask<{ device: string }>(node, "/api/v1/sessions", {
      body: { username, password, ...(device === undefined ? {} : { device }) },
    });

  test("with the right password succeeds after many wrong ones, a little later", async () => {
    for (let nth = 0; nth < 6; nth += 1) await tryIn("ben", "a wrong password");
    const begun = performance.now();
    const right = await tryIn(" BEN ", passwordOf("ben"));
    expect(right.status).toBe(201);
    expect(performance.now() - begun).toBeGreaterThan(500);
    expect(right.body.device).toMatch(/^[\w-]{43}$/);
    const known = await tryIn("ben", passwordOf("ben"), right.body.device);
    expect(known.status).toBe(201);
  });

  test("an office of known devices behind one address comes back at once, and strangers there are held to its share", async () => {
    const office = await startNode({ limits: { signIn: 20 } });
    await addPerson(office, { username: "ben", queues: ["tech"] });
    const enter = async (device?: string) =>
      ask<{ device: string }>(office, "/api/v1/sessions", {
        body: { username: "ben", password: passwordOf("ben"), ...(device && { device }) },
      });
    const devices: string[] = [];
    for (let nth = 0; nth < 15; nth += 1) devices.push((await enter()).body.device);
    const back = await Promise.all([...devices, ...devices].map((device) => enter(device)));
    expect(back.map(({ status }) => status)).toEqual(back.map(() => 201));
    // What is no device of anybody's takes the share of its address.
    const made = Array.from({ length: 30 }, (_, nth) => enter(`${"x".repeat(41)}${nth + 10}`));
    const strangers = (await Promise.all(made)).map(({ status }) => status);
    expect(strangers.filter((status) => status === 201).length).toBeLessThanOrEqual(5);
    expect(strangers).toContain(429);
    const [first = ""] = devices;
    expect((await enter(first)).status).toBe(201);
    await office.stop();
  });
});

describe("a program (F53)", () => {
  const work = { attributes: {}, customerName: "Kim", subject: "A claim" };
  const bring = async (who: string, queueId: string) =>
    ask(node, "/api/v1/tasks", { token: await tokenOf(node, who), body: { ...work, queueId } });

  test("brings work into the queues that its account names, and into no other", async () => {
    expect(await bring("robot", "billing")).toMatchObject({ status: 200 });
    expect(await bring("robot", "tech")).toMatchObject({
      status: 403,
      body: { code: "NOT_PERMITTED" },
    });
    expect(await bring("rover", "tech")).toMatchObject({ status: 200 });
  });

  test("that has gone wild is slowed down, and is told when to go on", async () => {
    const answers: Awaited<ReturnType<typeof bring>>[] = [];
    for (let at = 0; at < 100 && !answers.some(({ status }) => status === 429); at += 1)
      answers.push(
        ...(await Promise.all(Array.from({ length: 20 }, () => bring("robot", "tech")))),
      );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.body).toMatchObject({ code: "RATE_LIMITED" });
    expect(refused[0]?.headers.get("retry-after")).toBe("1");
    expect(await bring("rover", "billing")).toMatchObject({ status: 200 });
  }, 30_000);
});

describe("what a token may not do", () => {
  const post = async (who: string, type: string, body: object) =>
    ask(node, "/api/v1/commands", {
      token: await tokenOf(node, who),
      body: { id: `c-${Math.random()}`.replace("0.", ""), type, body },
    });

  test("with no open desk is no 401: a program that reads one would sign itself out (F55)", async () => {
    const answer = await post("ben", "agent.setState", { state: "READY", reason: null });
    expect(answer).toMatchObject({ status: 409, body: { code: "DESK_NOT_OPEN" } });
    expect(await post("ben", "task.request", { mrdId: "chat" })).toMatchObject({
      status: 409,
      body: { code: "DESK_NOT_OPEN" },
    });
    expect(await ask(node, "/api/v1/me", { token: await tokenOf(node, "ben") })).toMatchObject({
      status: 200,
    });
  });

  test.each(["agent.forceLogout", "agent.forceState"])(
    "%s tells a stranger's agent from nobody to nobody (F57)",
    async (type) => {
      await addPerson(node, {
        username: `pia-${type.slice(-5).toLowerCase()}`,
        queues: [],
        teams: ["green"],
      });
      const body = (agentId: string) =>
        type === "agent.forceState" ? { agentId, state: "READY", reason: null } : { agentId };
      const real = await post("sam", type, body(`pia-${type.slice(-5).toLowerCase()}`));
      const none = await post("sam", type, body("nobody-at-all"));
      expect([real.status, real.body["code"]]).toEqual([none.status, none.body["code"]]);
      expect(real.body["code"]).toBe("AGENT_NOT_FOUND");
      const led = await readyAgent(node, "ana");
      expect(await post("sam", type, body("ana"))).toMatchObject({ status: 200 });
      led.close();
    },
  );
});

describe("what everybody may ask for (F54)", () => {
  test("the document is made once", async () => {
    const [first, again] = [await ask(node, "/openapi.json"), await ask(node, "/openapi.json")];
    expect(first.headers.get("content-type")).toContain("application/json");
    expect(again.text).toBe(first.text);
    const said = vi.spyOn(JSON, "stringify");
    await Promise.all(Array.from({ length: 16 }, () => fetch(`${node.address}/openapi.json`)));
    const documents = said.mock.calls.filter(
      ([value]: readonly unknown[]) =>
        typeof value === "object" && value !== null && "openapi" in value,
    );
    said.mockRestore();
    expect(documents).toEqual([]);
  });

  test("whether it is ready is asked of the store once a second, however many ask", async () => {
    const { access } = node.store;
    const touch = access.touchToken;
    let touched = 0;
    Object.assign(access, {
      touchToken: (...given: Parameters<typeof touch>) => {
        touched += 1;
        return touch(...given);
      },
    });
    const asked = Array.from({ length: 32 }, () => ask(node, "/readyz"));
    const answers = await Promise.all(asked);
    Object.assign(access, { touchToken: touch });
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(touched).toBeLessThanOrEqual(2);
  });

  test("figures are for this machine, and elsewhere for whoever administers or is a program", async () => {
    expect((await ask(node, "/metrics")).status).toBe(200);
    const desk = await start({ behindProxy: true, origins: ["https://desk.example"] });
    const far = { ...desk, address: `http://127.0.0.1:${desk.port}` };
    const headers = {
      "x-forwarded-for": "198.51.100.7",
      "x-forwarded-proto": "https",
      "x-forwarded-host": "desk.example",
    };
    const watch = async (username?: string) => {
      const body = { username, password: passwordOf(username ?? "") };
      const signed =
        username === undefined
          ? null
          : await ask<{ token: string }>(far, "/api/v1/sessions", { body, headers });
      const token = signed === null ? {} : { token: signed.body.token };
      return (await ask(far, "/metrics", { headers, ...token })).status;
    };
    for (const [username, role] of [
      ["root", "admin"],
      ["bob", "bot"],
      ["ana", "agent"],
    ] as const)
      await addPerson(far, { username, queues: [], role });
    expect(await watch()).toBe(401);
    expect(await watch("ana")).toBe(403);
    expect([await watch("root"), await watch("bob")]).toEqual([200, 200]);
  });
});

test("a hello that is no session's still ends its own socket alone (F50)", async () => {
  const socket = new WebSocket(`${node.address.replace("http", "ws")}/sync`, "switchyard.v1");
  socket.on("open", () => socket.send(hello("x".repeat(43))));
  const code = await new Promise<number>((closed) => socket.once("close", closed));
  expect(code).toBe(1008);
  expect(await signIn(node, "ana")).toMatch(/^[\w-]{43}$/);
});
