import { type Socket, connect } from "node:net";
import { brand } from "../../../src/domain/id.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningNode } from "../../../src/node/run.ts";
import { deepTask, deepTaskBody } from "../../chaos/crowd/nonsense.ts";
import { Client, addPerson, ask, beginVisit, readyAgent, startNode, tokenOf } from "./harness.ts";

/** Some 10 kB, and as much as a frame may hold. */
const depths = [5000, 120_000];

let node: RunningNode;
let tokens: Readonly<Record<string, string>>;
let bystander: Client;

beforeAll(async () => {
  node = await startNode();
  await addPerson(node, { username: "ana", queues: ["billing"] });
  await addPerson(node, { username: "ben", queues: ["billing"] });
  const { token: connector } = await node.access.issueConnectorToken(brand("web-tech"));
  const { token: visitor } = await beginVisit(node, "web-tech");
  tokens = { visitor, connector, agent: await tokenOf(node, "ana"), stranger: "x".repeat(43) };
  bystander = await readyAgent(node, "ben");
});
afterAll(() => node.stop());

/** The node lives, and nobody else has noticed anything. */
async function othersGoOn(): Promise<void> {
  bystander.send({ frame: "ping", n: 1 });
  expect(await bystander.next("pong")).toMatchObject({ n: 1 });
  expect(bystander.closed).toBeNull();
}

describe("commands that are none", () => {
  test("count among those that may be sent: to say what is wrong with each would keep the node busy", async () => {
    const client = new Client(node);
    await client.hello(tokens["visitor"] ?? "");
    const nth = (n: number) => ({ id: `none-${n}`, type: "task.create", body: { taskId: n } });
    const commands = Array.from({ length: 100 }, (_, n) => nth(n));
    client.send({ frame: "commands", commands });
    await client.until(() => client.outcomes.size === 100);
    client.send({ frame: "commands", commands: [nth(100)] });
    await client.until(() => client.closed !== null);
    expect(client.raw.at(-1)).toContain("RATE_LIMITED");
    await othersGoOn();
  });
});

describe("a value nested without end (F48)", () => {
  test.each(["visitor", "agent"])(
    "ends the socket of the %s who sent it, and nothing else",
    async (who) => {
      for (const levels of depths) {
        const client = new Client(node);
        await client.hello(tokens[who] ?? "");
        client.send(deepTask(levels));
        await client.until(() => client.closed !== null);
        expect(client.raw.at(-1)).toContain("FRAME_INVALID");
        await othersGoOn();
      }
    },
  );

  test("ends the socket of somebody who has not even said who they are", async () => {
    const client = await new Client(node).open();
    client.send(deepTask(5000));
    await client.until(() => client.closed !== null);
    await othersGoOn();
  });

  test.each(["visitor", "connector", "agent", "stranger"])(
    "is refused over HTTP, whoever sends it: %s",
    async (who) => {
      for (const path of [
        "/commands",
        "/tasks",
        "/sources/web-tech/messages",
        "/visitor/messages",
      ]) {
        for (const levels of depths) {
          const reply = await fetch(`${node.address}/api/v1${path}`, {
            method: "POST",
            headers: {
              authorization: `Bearer ${tokens[who]}`,
              "content-type": "application/json",
            },
            body: `{"id":"deep","type":"task.create","body":${deepTaskBody(levels)}}`,
          });
          const problem = (await reply.json()) as { status: number };
          expect(reply.headers.get("content-type")).toContain("application/problem+json");
          expect([400, 401, 403, 404]).toContain(problem.status);
        }
      }
      await othersGoOn();
      const asked = await ask(node, "/api/v1/commands", { token: tokens["agent"] ?? "", body: {} });
      expect(asked.status).toBe(400);
    },
  );

  test("says what is wrong with it to whoever may speak", async () => {
    const reply = await fetch(`${node.address}/api/v1/commands`, {
      method: "POST",
      headers: { authorization: `Bearer ${tokens["agent"]}`, "content-type": "application/json" },
      body: `{"id":"deep","type":"task.create","body":${deepTaskBody(100)}}`,
    });
    expect(await reply.json()).toMatchObject({
      code: "REQUEST_INVALID",
      detail: "the body is nested deeper than 32 levels",
    });
  });
});

describe("many requests in one write (HTTP pipelining)", () => {
  const MANY = 40;
  const request = "GET /api/v1/queues HTTP/1.1\r\nhost: localhost\r\n\r\n";
  const opened = (): Promise<Socket> =>
    new Promise((over) => {
      const socket = connect(Number(new URL(node.address).port), "127.0.0.1", () => over(socket));
    });

  test("are answered in turn, each of them, and hold up nobody else", async () => {
    const [flood, other] = [await opened(), await opened()];
    let answers = 0;
    flood.on("data", (chunk) => {
      answers += chunk.toString("latin1").split("HTTP/1.1 ").length - 1;
    });
    const before = new Promise<number>((over) => other.once("data", () => over(answers)));
    flood.write(request.repeat(MANY));
    other.write(request);
    expect(await before).toBeLessThan(MANY / 2);
    while (answers < MANY) await new Promise((over) => void setTimeout(over, 5));
    for (const socket of [flood, other]) socket.destroy();
  });
});
