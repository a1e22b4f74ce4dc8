import "fake-indexeddb/auto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { signIn } from "../../src/client/session.ts";
import type { SocketLike } from "../../src/client/port.ts";
import { type InteractionId, brand } from "../../src/domain/id.ts";
import { type RunningNode, backUp, restoreInto, runNode } from "../../src/node/run.ts";
import { starter, starterQueue, starterTeam } from "../../src/node/starter.ts";
import type { TaskRow } from "../../src/protocol/rows/task-row.ts";
import type { Desk } from "../../src/sync/desk.ts";
import { openDesk } from "../../src/sync/open-desk.ts";
import { browserStorage } from "../../src/sync/storage.ts";
import { FakeChannels, FakeLocks, live, now, surroundings, until } from "./desk-harness.ts";
import { FakeNode } from "./fake-node.ts";

vi.setConfig({ testTimeout: 60_000 });

const password = "correct horse battery";
const folder = mkdtempSync(join(tmpdir(), "switchyard-restore-"));
const dataDir = join(folder, "data");
const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
  rmSync(folder, { recursive: true, force: true });
});

async function start(port: number): Promise<RunningNode> {
  const place = { host: "127.0.0.1", origins: [], nodeName: "Here", dataDir, port };
  return runNode({ ...place, demo: true });
}

/** A line on which the device can be struck deaf: what it says arrives, what it is told does not. */
class OneEaredLine {
  isDeaf = false;

  readonly connect = (url: string, protocol: string): SocketLike => {
    const socket = new WebSocket(url, protocol);
    return {
      send: (data) => socket.send(data),
      close: (code, reason) => socket.close(code, reason),
      addEventListener: (type: string, listener: (event: never) => void) =>
        socket.addEventListener(type, (event) => {
          if (type !== "message" || !this.isDeaf) listener(event as never);
        }),
    };
  };
}

async function openAna(nodeUrl: string, line: OneEaredLine): Promise<Desk> {
  const { token } = await signIn({ nodeUrl, username: "ana", password, fetch });
  const more = { nodeUrl, token, fetch, storage: browserStorage(), connect: line.connect };
  const tabs = { locks: new FakeLocks(), channel: new FakeChannels().make };
  const newId = (): string => crypto.randomUUID();
  const desk = await openDesk(surroundings(new FakeNode(), { ...more, ...tabs, newId }));
  ends.push(() => desk.close());
  await live(desk);
  return desk;
}

async function customerSays(nodeUrl: string, body: string): Promise<void> {
  const post = (path: string, content: object, token?: string): Promise<Response> =>
    fetch(`${nodeUrl}/api/v1${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(content),
    });
  const begun = await post("/sources/web/visitors", { name: "Mia Wong" });
  const { token } = (await begun.json()) as { token: string };
  expect((await post("/visitor/messages", { body }, token)).status).toBe(201);
}

/** A customer writes, and Ana has the conversation. */
async function conversation(ana: Desk, nodeUrl: string, body: string): Promise<InteractionId> {
  await customerSays(nodeUrl, body);
  const isOffered = ({ row }: { row: TaskRow }) => row.mediaState === "RESERVED";
  const tasks = await until(ana.tasks, (all) => all.some(isOffered));
  const task = tasks.find(isOffered)?.row;
  if (!task?.offer) throw new Error("no offer");
  await ana.submit("offer.accept", { taskId: task.id, offerId: task.offer.id }).outcome;
  await until(ana.task(task.id), (shown) => shown?.row.mediaState === "ACTIVE");
  return task.interactionId;
}

/** How often each line stands in these conversations at the node. */
async function linesAt(node: RunningNode, ids: readonly string[]): Promise<Record<string, number>> {
  const { rows } = await node.store.reader.conversations(ids);
  const counts: Record<string, number> = {};
  for (const { kind, row } of rows) {
    if (kind === "MESSAGE" && row.kind !== "EVENT") counts[row.body] = (counts[row.body] ?? 0) + 1;
  }
  return counts;
}

test("what a device did around a backup is there exactly once after the restore, under the new feed", async () => {
  const first = await start(0);
  await first.engine.configure({ directory: starter });
  const rights = { roles: ["agent"] as const, teamIds: [starterTeam], queueIds: [starterQueue] };
  await first.addPerson({ username: "ana", name: "Ana", password, ...rights });
  const line = new OneEaredLine();
  const ana = await openAna(first.address, line);
  await ana.submit("agent.setState", { state: "READY", reason: null }).outcome;
  const one = await conversation(ana, first.address, "Where is my order?");
  const two = await conversation(ana, first.address, "And my invoice?");
  const lines = (node: RunningNode) => linesAt(node, [one, two]);
  const note = (interactionId: InteractionId, id: string, body: string) =>
    ana.submit("note.add", { interactionId, messageId: brand(id), body });
  const written = (body: string) =>
    vi.waitFor(async () => expect(await lines(first)).toMatchObject({ [body]: 1 }), 5000);

  await note(one, "n-1", "heard before").outcome;
  line.isDeaf = true;
  note(one, "n-2", "applied before the backup");
  await written("applied before the backup");
  await backUp(dataDir, join(folder, "today.swy"), { force: false });
  note(two, "n-3", "applied after the backup");
  await written("applied after the backup");
  const feedBefore = first.engine.feedId;
  await first.stop();

  await restoreInto(dataDir, join(folder, "today.swy"), { force: false });
  const second = await start(first.port);
  ends.unshift(() => second.stop());
  expect(second.engine.feedId).not.toBe(feedBefore);
  expect(await lines(second)).not.toHaveProperty("applied after the backup");
  note(two, "n-4", "done while it was away");
  line.isDeaf = false;

  await until(ana.outbox, (entries) => entries.length === 0);
  await live(ana);
  const everything = {
    "Where is my order?": 1,
    "And my invoice?": 1,
    "heard before": 1,
    "applied before the backup": 1,
    "applied after the backup": 1,
    "done while it was away": 1,
  };
  expect(await lines(second)).toEqual(everything);
  const shown = (await Promise.all([one, two].map((id) => now(ana.messagesOf(id))))).flat();
  const said = shown.filter(({ row }) => row.kind !== "EVENT");
  expect(said.map(({ row }) => row.body).toSorted()).toEqual(Object.keys(everything).toSorted());
  expect(said.every(({ pending }) => !pending)).toBe(true);
});
