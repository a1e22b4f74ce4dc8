/** What a person may not see is sent to them by no way at all: rows, pushes, counts, search, answers, errors. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningNode } from "../../src/node/run.ts";
import type { InteractionRow } from "../../src/protocol/rows/interaction-row.ts";
import {
  Client,
  addPerson,
  ask,
  beginVisit,
  newId,
  say,
  startNode,
  tokenOf,
} from "../node/gateway/harness.ts";

const api = "/api/v1";

/** Two halves of a house that have nothing to do with each other; each has a word that stands in all its work. */
interface Half {
  readonly queue: string;
  readonly team: string;
  readonly word: string;
  readonly agent: string;
  readonly supervisor: string;
}
const billing = { queue: "billing", team: "red", word: "zebra", agent: "ana", supervisor: "sam" };
const tech = { queue: "tech", team: "blue", word: "walrus", agent: "ben", supervisor: "sue" };
const halves: readonly (readonly [Half, Half])[] = [
  [billing, tech],
  [tech, billing],
];

let node: RunningNode;
const clients = new Map<string, Client>();
/** What stands in the work of each half: ids that nobody else may be told of. */
const ids = new Map<string, Record<string, string>>();

const client = (name: string): Client => {
  const found = clients.get(name);
  if (found === undefined) throw new Error(`${name} is not here`);
  return found;
};

async function connect(name: string): Promise<Client> {
  const here = new Client(node);
  await here.hello(await tokenOf(node, name), `${name}'s computer`);
  await here.reconcile();
  return here;
}

beforeAll(async () => {
  node = await startNode();
  await addPerson(node, { username: "root", queues: [], role: "admin" });
  for (const { queue, team, agent, supervisor } of [billing, tech]) {
    const place = { queues: [queue], teams: [team] };
    await addPerson(node, { username: agent, ...place });
    await addPerson(node, { username: supervisor, ...place, role: "supervisor" });
  }
  // Everybody is there from the beginning, so that each change is pushed past them.
  for (const name of ["root", "ana", "sam", "ben", "sue"]) clients.set(name, await connect(name));
  for (const half of [billing, tech]) ids.set(half.queue, await work(half));
}, 30_000);
afterAll(async () => {
  for (const each of clients.values()) each.close();
  await node.stop();
});

/** One conversation that is over, one under way with everything in it, and one that waits. */
async function work({ queue, word, agent }: Half): Promise<Record<string, string>> {
  await does(agent, "agent.setState", { state: "READY", reason: null });
  const over = await taken(queue, agent, `${word} over`);
  await does(agent, "note.add", {
    interactionId: over.interactionId,
    messageId: newId(),
    body: `${word} note`,
  });
  await does(agent, "task.resolve", { taskId: over.taskId });
  const form = { dispositions: [], note: `${word} form` };
  await does(agent, "wrapup.submit", { taskId: over.taskId, ...form });
  const open = await taken(queue, agent, `${word} open`);
  const { interactionId } = open;
  await does(agent, "interaction.edit", {
    interactionId,
    fields: { subject: `${word} subject`, tags: [`${word}-tag`] },
  });
  await does(agent, "message.post", { interactionId, messageId: newId(), body: `${word} reply` });
  const folder = { folderId: newId(), name: `${word} folder`, rule: "tags HAS 'x'" };
  await does(agent, "folder.save", { ...folder, shared: false, position: 1 });
  await does(agent, "agent.setState", { state: "NOT_READY", reason: "LUNCH" });
  await write(queue, `${word} waiting`);
  return {
    overTask: over.taskId,
    overInteraction: over.interactionId,
    task: open.taskId,
    interaction: open.interactionId,
    thread: open.row.threadId,
    customer: open.row.customerId,
    intervention: open.row.interventionId ?? "",
  };
}

async function does(name: string, type: string, body: object): Promise<void> {
  const outcome = await client(name).command(type, body);
  if (outcome.end !== "APPLIED") throw new Error(`${name} ${type}: ${JSON.stringify(outcome)}`);
}

async function write(queue: string, says: string): Promise<string> {
  const visit = await beginVisit(node, `web-${queue}`, `${says} customer`);
  await say(node, visit, says);
  return visit.threadId;
}

async function taken(queue: string, agent: string, says: string) {
  const threadId = await write(queue, says);
  const here = client(agent);
  const isOffered = () =>
    here.rowsOf("TASK").find((each) => each.mediaState === "RESERVED" && each.offer !== null);
  await here.until(() => isOffered() !== undefined);
  const task = isOffered();
  if (task === undefined) throw new Error("seen a moment ago");
  await does(agent, "offer.accept", { taskId: task.id, offerId: task.offer?.id });
  const rowOf = (): InteractionRow | undefined =>
    here.rowsOf("INTERACTION").find((each) => each.threadId === threadId);
  await here.until(() => (rowOf()?.interventionId ?? null) !== null);
  const row = rowOf();
  if (row === undefined) throw new Error("seen a moment ago");
  return { taskId: task.id, interactionId: task.interactionId, row };
}

/** Every address that is asked with GET, from the node's own description of itself. */
async function readRoutes(): Promise<string[]> {
  const { body } = await ask<{ paths: Record<string, object> }>(node, "/openapi.json");
  const found = Object.entries(body.paths).filter(([, methods]) => "get" in methods);
  return found.map(([path]) => path);
}

describe.each(halves)("whoever belongs to $queue alone", (own, other) => {
  const secrets = () => [other.word, ...Object.values(ids.get(other.queue) ?? {})];
  const told = (text: string) => secrets().filter((each) => text.includes(each));

  test.each([own.agent, own.supervisor])(
    "%s is sent no row and no push of the other half's work",
    async (name) => {
      const fresh = await connect(name);
      const all = [...client(name).raw, ...fresh.raw].join("\n");
      fresh.close();
      expect(all).toContain(own.word);
      expect(told(all)).toEqual([]);
    },
  );

  test.each([own.agent, own.supervisor])(
    "%s reads nothing of it through any address",
    async (name) => {
      const token = await tokenOf(node, name);
      const routes = await readRoutes();
      expect(routes.length).toBeGreaterThan(30);
      let read = 0;
      for (const route of routes) {
        for (const id of route.includes("{") ? Object.values(ids.get(other.queue) ?? {}) : [""]) {
          const asked = route.replaceAll(/\{\w+\}/g, id);
          const { status, body, text } = await ask(node, asked, { token });
          if (text.includes(own.word)) read += 1;
          if (id === "") expect(told(text), `${route}: ${status}`).toEqual([]);
          else {
            const missing = await ask(node, asked.replaceAll(id, "nothing"), { token });
            expect({ status, body }, asked).toEqual({ status: missing.status, body: missing.body });
          }
        }
      }
    },
  );

  test.each([own.agent, own.supervisor])("%s finds and counts none of it", async (name) => {
    const token = await tokenOf(node, name);
    const answer = async (path: string) => (await ask(node, api + path, { token })).body;
    const search = (word: string) => answer(`/interactions?state=COMPLETED&text=${word}`);
    expect(await search(own.word)).toMatchObject({ items: [{}] });
    expect(await search(other.word)).toMatchObject({ items: [] });
    expect(await answer(`/tasks?queueId=${own.queue}`)).not.toMatchObject({ items: [] });
    expect(await answer(`/tasks?queueId=${other.queue}`)).toMatchObject({ items: [] });
    expect(await answer(`/interactions?state=ACTIVE&queueId=${other.queue}`)).toMatchObject({
      items: [],
    });
    for (const kind of ["statistics", "report"]) {
      const foreign = await ask(node, `${api}/queues/${other.queue}/${kind}`, { token });
      const missing = await ask(node, `${api}/queues/nowhere/${kind}`, { token });
      expect([foreign.status, foreign.body]).toEqual([missing.status, missing.body]);
    }
    const counted = client(name)
      .of("counters")
      .map((frame) => JSON.stringify(frame));
    expect(counted.filter((text) => text.includes(`"${other.queue}"`))).toEqual([]);
  });

  test.each([own.agent, own.supervisor])(
    "%s is refused whatever names it as if it were not there",
    async (name) => {
      const there = ids.get(other.queue) ?? {};
      const acts: readonly [string, (id: (what: string) => string) => object][] = [
        [
          "note.add",
          (id) => ({ interactionId: id("interaction"), messageId: newId(), body: "hm" }),
        ],
        [
          "message.post",
          (id) => ({ interactionId: id("interaction"), messageId: newId(), body: "hm" }),
        ],
        [
          "interaction.edit",
          (id) => ({ interactionId: id("interaction"), fields: { subject: "hm" } }),
        ],
        ["interaction.engage", (id) => ({ interactionId: id("interaction") })],
        ["interaction.forceComplete", (id) => ({ interactionId: id("interaction") })],
        ["interaction.reopen", (id) => ({ interactionId: id("overInteraction") })],
        ["task.resolve", (id) => ({ taskId: id("task") })],
        ["task.claim", (id) => ({ taskId: id("task") })],
        ["monitor.start", (id) => ({ taskId: id("task") })],
      ];
      for (const [type, bodyOf] of acts) {
        const foreign = await client(name).command(
          type,
          bodyOf((what) => there[what] ?? ""),
        );
        const missing = await client(name).command(
          type,
          bodyOf(() => "nothing-of-the-sort"),
        );
        const said = ({ end, ...rest }: object & { end: string }) => ({
          end,
          ...rest,
          commandId: 0,
          seq: 0,
        });
        expect(said(foreign), type).toEqual(said(missing));
        expect(foreign.end, type).toBe("REFUSED");
      }
    },
  );
});

test("an administrator looks into the conversations of every queue, on the desk and over HTTP", async () => {
  const token = await tokenOf(node, "root");
  const fresh = await connect("root");
  const raw = fresh.raw.join("\n");
  fresh.close();
  const all = [...ids.values()].flatMap((each) => Object.values(each));
  for (const { word } of [billing, tech]) {
    expect(raw).toContain(word);
    const told = await Promise.all(
      all.map(async (id) => (await ask(node, `/api/v1/interactions/${id}`, { token })).text),
    );
    expect(told.join("\n")).toContain(word);
  }
});
