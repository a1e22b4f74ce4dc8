import { describe, expect, test } from "vitest";
import { savedText } from "../../../src/widget/saved.ts";
import { wordsIn } from "../../../src/widget/words.ts";
import { agentLine, customerLine } from "./fakes.ts";
import { openTab } from "./stage.ts";

async function looking(around: Parameters<typeof openTab>[0] = {}) {
  const opened = openTab(around);
  await opened.chat.begin({ name: "Jo Berg", email: null });
  if (around.noSockets !== true) opened.socket().open();
  opened.chat.look(true);
  await opened.timing.pass(3_000);
  return opened;
}

describe("what the page has shown is acknowledged (S3)", () => {
  test("by the last line of several, once", async () => {
    const { node, socket, timing } = await looking();
    socket().push({ id: "a1", body: "Hello", at: 10 });
    await timing.pass(300);
    socket().push({ id: "a2", body: "Let me see", at: 11 });
    socket().push({ id: "c1", kind: "CUSTOMER", body: "Thanks", at: 12 });
    await timing.pass(10_000);
    expect(node.acknowledged).toEqual(["a2"]);
  });

  test("only once it is before the customer's eyes", async () => {
    const { chat, node, socket, timing } = await looking();
    chat.look(false);
    socket().push({ id: "a1", body: "Hello", at: 10 });
    await timing.pass(10_000);
    expect(node.acknowledged).toEqual([]);
    chat.look(true);
    await timing.pass(3_000);
    expect(node.acknowledged).toEqual(["a1"]);
  });

  test("also where no socket gets through and the node is asked", async () => {
    const { node, timing } = await looking({ noSockets: true });
    node.kept.push(agentLine("a1", "Hello", 2000));
    await timing.pass(45_000);
    expect(node.acknowledged).toEqual(["a1"]);
  });

  test("again until the node has it, after an outage", async () => {
    const { node, socket, timing } = await looking();
    node.mood = "DOWN";
    socket().push({ id: "a1", body: "Hello", at: 10 });
    await timing.pass(30_000);
    expect(node.acknowledged).toEqual([]);
    node.mood = "FINE";
    node.kept.push(agentLine("a1", "Hello", 10));
    await timing.pass(30_000);
    expect(node.acknowledged).toEqual(["a1"]);
  });

  test("not while lines may be missing between those that are shown", async () => {
    const { node, socket, timing } = await looking();
    node.mood = "DOWN";
    // The socket was opened anew: what was said meanwhile is not known yet.
    socket().list();
    await timing.pass(0);
    socket().push({ id: "a2", body: "Hello", at: 11 });
    await timing.pass(5_000);
    node.kept.push(agentLine("a1", "Hi", 10), agentLine("a2", "Hello", 11));
    node.mood = "FINE";
    await timing.pass(30_000);
    expect(node.acknowledged).toEqual(["a2"]);
  });
});

describe("a line that was written while the node was away from its agent (F18)", () => {
  const sent = { state: "SENT", refused: null } as const;
  const told = { words: wordsIn("en"), language: "en", locale: "en-GB" } as const;
  const at = new Date(2026, 10, 20, 16, 43).getTime();
  const writtenAt = new Date(2026, 10, 20, 16, 2).getTime();

  test("says when it was written and when it was sent", async () => {
    const { socket, picture } = await looking();
    socket().push({ id: "a1", body: "Hello", at, writtenAt });
    expect(picture().lines.at(-1)).toMatchObject({ at, writtenAt });
    const text = savedText([{ ...agentLine("a1", "Hello", at), writtenAt, ...sent }], told);
    expect(text).toContain("16:43 Ana: Hello (written 16:02, sent 16:43)");
  });

  test("with its day where that was another, and not of the customer's own", () => {
    const before = new Date(2026, 10, 19, 16, 2).getTime();
    const line = { ...agentLine("a1", "Hello", at), writtenAt: before, ...sent };
    expect(savedText([line], told)).toContain("(written Thursday, November 19, 16:02, sent 16:43)");
    const own = { ...customerLine("c1", "Hello", at), writtenAt, ...sent };
    expect(savedText([own], told)).not.toContain("written");
  });
});
