import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningNode } from "../../../src/node/run.ts";
import {
  type Client,
  addPerson,
  ask,
  beginVisit,
  newId,
  readyAgent,
  say,
  startNode,
  tokenOf,
} from "./harness.ts";

const api = "/api/v1";
let node: RunningNode;
let ana: Client;
let sam: Client;

interface Listed {
  readonly items: readonly { id: string; name: string; count: number; ownerId: string | null }[];
}
interface Page {
  readonly items: readonly { id: string; state: string; customerName: string }[];
  readonly next: string | null;
}

const folders = async (who: string) =>
  (await ask<Listed>(node, `${api}/folders`, { token: await tokenOf(node, who) })).body.items;
const pageOf = async (who: string, id: string, query = "") =>
  ask<Page>(node, `${api}/folders/${id}/interactions${query}`, { token: await tokenOf(node, who) });
const save = (by: Client, folderId: string, changes: object = {}) =>
  by.command("folder.save", {
    folderId,
    name: "Late",
    rule: "waiting >= 0s",
    shared: false,
    position: 1,
    ...changes,
  });

beforeAll(async () => {
  node = await startNode();
  await addPerson(node, { username: "ana", queues: ["billing"] });
  await addPerson(node, { username: "ben", queues: ["tech"] });
  await addPerson(node, {
    username: "sam",
    queues: ["billing"],
    role: "supervisor",
    teams: ["red"],
  });
  ana = await readyAgent(node, "ana");
  sam = await readyAgent(node, "sam");
  await sam.command("agent.setMrd", { mrdId: "chat", on: false });
  // Ana completes the first two; the third waits.
  for (const name of ["Vera", "Walt"]) {
    await say(node, await beginVisit(node, "web-billing", name), "hello");
    await ana.until(() => ana.rowsOf("TASK").some(({ offer }) => offer?.state === "PENDING"));
    const task = ana.rowsOf("TASK").find(({ offer }) => offer?.state === "PENDING");
    const taskId = task?.id;
    await ana.command("offer.accept", { taskId, offerId: task?.offer?.id });
    await ana.command("task.resolve", { taskId });
    await ana.command("wrapup.submit", { taskId, dispositions: [], note: "" });
  }
  await ana.command("agent.setMrd", { mrdId: "chat", on: false });
  await say(node, await beginVisit(node, "web-billing", "Xena"), "hello");
  await say(node, await beginVisit(node, "web-tech", "Yoko"), "hello");
});
afterAll(() => node.stop());

describe("a smart folder", () => {
  test("everybody has the same ones from the start, each with what it finds for them", async () => {
    const found = await folders("ana");
    expect(found.map(({ id, count }) => [id, count])).toEqual([
      ["my-work", 0],
      ["needs-my-reply", 0],
      ["not-engaged", 1],
      ["waiting-over-sla", 0],
      ["undelivered", 0],
    ]);
  });

  test("of one's own is counted, listed and seen by nobody else", async () => {
    const id = newId("f");
    expect(await save(ana, id)).toMatchObject({ end: "APPLIED" });
    expect(await folders("ana")).toContainEqual(
      expect.objectContaining({ id, name: "Late", count: 1 }),
    );
    expect((await pageOf("ana", id)).body.items.map(({ customerName }) => customerName)).toEqual([
      "Xena",
    ]);
    expect((await folders("sam")).map((each) => each.id)).not.toContain(id);
    expect(await pageOf("sam", id)).toMatchObject({ status: 404 });
    expect(await save(sam, id)).toMatchObject({ end: "REFUSED", code: "FOLDER_NOT_FOUND" });
    const row = ana.rowsOf("DIRECTORY").find((each) => each.id === `FOLDER:${id}`);
    expect(row).toBeDefined();
    expect(sam.rowsOf("DIRECTORY").some((each) => each.id === `FOLDER:${id}`)).toBe(false);
  });

  test("is shared by whoever may, and then everybody's", async () => {
    const id = newId("f");
    expect(await save(ana, id, { shared: true })).toMatchObject({ code: "NOT_PERMITTED" });
    expect(await save(sam, id, { shared: true })).toMatchObject({ end: "APPLIED" });
    expect((await folders("ben")).find((each) => each.id === id)).toMatchObject({ count: 1 });
    expect((await pageOf("ben", id)).body.items.map((each) => each.customerName)).toEqual(["Yoko"]);
  });

  test("finds by what was said, in open and in completed work, as the search does (F33)", async () => {
    const open = ana.rowsOf("INTERACTION").find(({ customerName }) => customerName === "Xena");
    const note = { interactionId: open?.id, messageId: newId("m"), body: "Prefers the Straße" };
    expect(await sam.command("note.add", note)).toMatchObject({ end: "APPLIED" });
    const namesFor = async (rule: string) => {
      const id = newId("f");
      expect(await save(sam, id, { rule })).toMatchObject({ end: "APPLIED" });
      const count = (await folders("sam")).find((each) => each.id === id)?.count;
      const { items } = (await pageOf("sam", id)).body;
      return [count, items.map(({ customerName }) => customerName)];
    };
    expect(await namesFor("text CONTAINS 'strasse prefers XENA'")).toEqual([1, ["Xena"]]);
    expect(await namesFor("text CONTAINS 'hello vera'")).toEqual([0, ["Vera"]]);
    expect(await namesFor("text CONTAINS 'hello strasse'")).toEqual([1, ["Xena"]]);
    expect(await namesFor("customer CONTAINS 'strasse'")).toEqual([0, []]);
  });

  test("with a rule that cannot be read is refused with what is wrong and where", async () => {
    const rule = "waitng > 5m";
    expect(await save(ana, newId("f"), { rule })).toMatchObject({
      end: "REFUSED",
      code: "RULE_INVALID",
      detail: "there is no field waitng; did you mean waiting?",
    });
  });

  test("finds what is completed as well, page by page, after what is open", async () => {
    const id = newId("f");
    await save(sam, id, { rule: "queue == 'billing'" });
    const names: string[] = [];
    let query = "?limit=1";
    for (let pages = 0; pages < 6; pages += 1) {
      const { body } = await pageOf("sam", id, query);
      names.push(...body.items.map((each) => each.customerName));
      if (body.next === null) break;
      query = `?limit=1&cursor=${body.next}`;
    }
    expect(names).toEqual(["Xena", "Walt", "Vera"]);
    await save(sam, id, { rule: "completed_by == 'ana' AND customer != 'Walt'" });
    const { body } = await pageOf("sam", id);
    expect(body.items.map((each) => each.customerName)).toEqual(["Vera"]);
    await save(sam, id, { rule: "completed_by == 'Name of ana' AND customer != 'Walt'" });
    expect((await pageOf("sam", id)).body.items.map((each) => each.customerName)).toEqual(["Vera"]);
  });

  test("that was deleted is gone from the list, and cannot be asked for", async () => {
    const id = newId("f");
    await save(ana, id);
    expect(await ana.command("folder.delete", { folderId: id })).toMatchObject({ end: "APPLIED" });
    expect((await folders("ana")).map((each) => each.id)).not.toContain(id);
    expect(await pageOf("ana", id)).toMatchObject({
      status: 404,
      body: { code: "FOLDER_NOT_FOUND" },
    });
    expect(await ana.command("folder.delete", { folderId: id })).toMatchObject({
      code: "FOLDER_NOT_FOUND",
    });
  });
});
