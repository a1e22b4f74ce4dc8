/** Whole devices at whole nodes: an account that is disabled, a right that is lost, a second node. */
import { Profile } from "./devices.ts";
import { afterEach, describe, expect, test, vi } from "vitest";
import { brand } from "../../src/domain/id.ts";
import type { RunningNode } from "../../src/node/run.ts";
import type { Desk } from "../../src/sync/desk.ts";
import { hashOfStoredRows } from "../chaos/line/stored-rows.ts";
import {
  addPerson,
  ask,
  beginVisit,
  newId,
  say,
  signIn,
  startNode,
  tokenOf,
} from "../node/gateway/harness.ts";
import { freshView } from "../support/fresh-view.ts";
import { live, now, until } from "../sync/desk-harness.ts";

const api = "/api/v1";
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
  for (const { name = "" } of await indexedDB.databases())
    await settled(indexedDB.deleteDatabase(name));
});

async function house(nodeName: string): Promise<RunningNode> {
  const node = await startNode({ nodeName });
  ends.push(() => node.stop());
  await addPerson(node, { username: "root", queues: [], role: "admin" });
  await addPerson(node, { username: "ana", queues: ["billing", "tech"] });
  await addPerson(node, { username: "ben", queues: ["billing", "tech"] });
  return node;
}

function profile(): Profile {
  const made = new Profile();
  ends.push(() => made.close());
  return made;
}

/** The administrator changes an account. */
async function change(node: RunningNode, username: string, body: object): Promise<void> {
  const token = await tokenOf(node, "root");
  const { status, text } = await ask(node, `${api}/users/${username}`, {
    method: "PATCH",
    token,
    body,
  });
  if (status !== 200) throw new Error(text);
}

async function writes(node: RunningNode, queue: string, says: string): Promise<void> {
  await say(node, await beginVisit(node, `web-${queue}`), says);
}

/** The conversation that began with these words, once it is on the device. */
async function conversation(desk: Desk, says: string) {
  const isIt = ({ row }: { row: { subject: string } }) => row.subject === says;
  const found = (await until(desk.interactions, (all) => all.some(isIt))).find(isIt);
  if (found === undefined) throw new Error("seen a moment ago");
  return found.row;
}

const note = (desk: Desk, interactionId: string, body: string) =>
  desk.submit("note.add", {
    interactionId: brand<never>(interactionId),
    messageId: brand<never>(newId("note")),
    body,
  });

/** How often a note stands in this conversation at the node. */
async function notesAt(node: RunningNode, interactionId: string, body: string): Promise<number> {
  const { rows } = await node.store.reader.conversations([interactionId]);
  return rows.filter(({ kind, row }) => kind === "MESSAGE" && row.body === body).length;
}

async function equalsFresh(node: RunningNode, token: string): Promise<void> {
  await vi.waitFor(
    async () => {
      const fresh = await freshView({ url: node.address, token, withRows: false });
      const { size, hash } = await hashOfStoredRows();
      expect({ size, hash }).toEqual({ size: fresh.size, hash: fresh.hash });
    },
    { timeout: 15_000, interval: 100 },
  );
}

describe("an account that is disabled", () => {
  test("is cut off within five seconds, and what it does then is refused, visibly", async () => {
    const node = await house("Here");
    const device = profile();
    const desk = await device.open(node, await signIn(node, "ana"));
    await writes(node, "billing", "my invoice");
    const { id } = await conversation(desk, "my invoice");
    const disabledAt = performance.now();
    await change(node, "ana", { enabled: false });
    await until(desk.connection, ({ state }) => state === "REFUSED");
    expect(performance.now() - disabledAt).toBeLessThan(5000);
    const { outcome } = note(desk, id, "afterwards");
    expect(await outcome).toMatchObject({ end: "REFUSED", code: "ACCOUNT_DISABLED" });
    expect(await now(desk.outbox)).toMatchObject([{ state: "REFUSED", code: "ACCOUNT_DISABLED" }]);
    expect(await notesAt(node, id, "afterwards")).toBe(0);
  });

  test("finds on its return that everything which waited is refused; enabled again, a retry is carried out once", async () => {
    const node = await house("Here");
    const device = profile();
    const desk = await device.open(node, await signIn(node, "ana"));
    await writes(node, "billing", "my invoice");
    const { id } = await conversation(desk, "my invoice");
    device.cut();
    await until(desk.connection, ({ state }) => state !== "LIVE");
    for (const body of ["one", "two", "three"]) await note(desk, id, body).stored;
    await change(node, "ana", { enabled: false });
    device.mend();
    await until(desk.connection, ({ state }) => state === "REFUSED");
    const refused = await until(desk.outbox, (all) =>
      all.every(({ state }) => state === "REFUSED"),
    );
    expect(refused.map(({ code }) => code)).toEqual(Array(3).fill("ACCOUNT_DISABLED"));
    expect(await notesAt(node, id, "one")).toBe(0);

    await change(node, "ana", { enabled: true });
    const again = await device.open(node, await signIn(node, "ana"), desk.identity);
    const [first] = await now(again.outbox);
    if (first === undefined) throw new Error("it was kept");
    expect(await again.retry(first.id)?.outcome).toMatchObject({ end: "APPLIED" });
    expect(await notesAt(node, id, "one")).toBe(1);
    expect(await now(again.outbox)).toHaveLength(2);
  });
});

describe("a right that is lost", () => {
  test.each(["while the device is there", "while it is away, with much else"])(
    "takes its rows from the device: %s",
    async (when) => {
      const isAway = when !== "while the device is there";
      const node = await house("Here");
      const device = profile();
      const token = await signIn(node, "ana");
      const desk = await device.open(node, token);
      for (const queue of ["billing", "tech"]) {
        for (let nth = 0; nth < 20; nth += 1) await writes(node, queue, `${queue} ${nth}`);
      }
      await until(desk.interactions, (all) => all.length === 40);
      await equalsFresh(node, token);
      if (isAway) device.cut();
      await change(node, "ana", { queueIds: ["billing"] });
      for (let nth = 20; isAway && nth < 60; nth += 1) await writes(node, "billing", `more ${nth}`);
      if (isAway) device.mend();
      const left = await until(desk.interactions, (all) =>
        all.every(({ row }) => row.queueId === "billing"),
      );
      expect(left.length).toBeGreaterThanOrEqual(20);
      await live(desk);
      await equalsFresh(node, token);
      expect(await textOnDevice()).not.toContain("tech 1");
      expect(await textOnDevice()).toContain("billing 1");
    },
  );
});

/** Everything that lies in this device's databases. */
async function textOnDevice(): Promise<string> {
  const texts: string[] = [];
  const all = (await indexedDB.databases()).map(({ name = "" }) => name);
  // What pages say to each other goes through a database too where there is no channel, as here.
  for (const name of all.filter((each) => each.startsWith("rxdb-dexie-switchyard-"))) {
    const database = await settled(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const rows = database.transaction(store).objectStore(store).getAll();
      texts.push(JSON.stringify(await settled(rows)));
    }
    database.close();
  }
  return texts.join("\n");
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((found, failed) => {
    request.addEventListener("success", () => found(request.result));
    request.addEventListener("error", () => failed(request.error ?? new Error("not read")));
  });
}

test("one computer at two nodes: each keeps its own replica and outbox, and is sent nothing of the other's", async () => {
  const [office, branch] = [await house("Office"), await house("Branch")];
  const device = profile();
  const officeToken = await signIn(office, "ana");
  const atOffice = await device.open(office, officeToken);
  await writes(office, "billing", "an office matter");
  const matter = await conversation(atOffice, "an office matter");
  await equalsFresh(office, officeToken);
  device.cut();
  await until(atOffice.connection, ({ state }) => state !== "LIVE");
  await note(atOffice, matter.id, "for the office").stored;
  const officeIdentity = atOffice.identity;

  device.mend();
  const before = device.sent.length;
  const branchToken = await signIn(branch, "ana");
  const atBranch = await device.open(branch, branchToken);
  expect((await now(atBranch.connection)).nodeName).toBe("Branch");
  expect(await now(atBranch.interactions)).toEqual([]);
  expect(await now(atBranch.outbox)).toEqual([]);
  await writes(branch, "tech", "a branch matter");
  const own = await conversation(atBranch, "a branch matter");
  expect(await note(atBranch, own.id, "for the branch").outcome).toMatchObject({ end: "APPLIED" });
  const toBranch = device.sent.slice(before).filter(({ url }) => url.includes(`:${branch.port}/`));
  expect(toBranch.map(({ text }) => text).join("\n")).not.toContain("for the office");

  const back = await device.open(office, officeToken, officeIdentity);
  expect((await now(back.connection)).nodeName).toBe("Office");
  await until(back.outbox, (entries) => entries.length === 0);
  expect(await notesAt(office, matter.id, "for the office")).toBe(1);
  expect((await now(back.interactions)).map(({ row }) => row.subject)).toEqual([
    "an office matter",
  ]);
  const toOffice = device.sent.filter(({ url }) => url.includes(`:${office.port}/`));
  expect(toOffice.map(({ text }) => text).join("\n")).not.toContain("for the branch");
});
