import { PROTOCOL_VERSION } from "../../../src/protocol/version.ts";
import { describe, expect, test } from "vitest";
import { agentLine } from "./fakes.ts";
import { openTab, talk } from "./stage.ts";

describe("a customer begins", () => {
  test("with a name, and then talks", async () => {
    const { picture, socket, chat } = await talk();
    expect(chat.ownName).toBe("Jo Berg");
    expect(picture()).toMatchObject({ stage: "TALK", line: "LIVE", read: true });
    expect(socket().frames("hello")).toMatchObject([
      { token: "token-0", protocol: PROTOCOL_VERSION },
    ]);
  });

  test("not while the node is away or the source is closed, and is told which", async () => {
    const { chat, node, picture } = openTab();
    node.mood = "DOWN";
    await chat.begin({ name: "Jo", email: null });
    expect(picture()).toMatchObject({ stage: "BEGIN", beginFault: "NOT_REACHED" });
    node.mood = { refuses: "SOURCE_NOT_FOUND", status: 404 };
    await chat.begin({ name: "Jo", email: null });
    expect(picture()).toMatchObject({ stage: "BEGIN", beginFault: "GONE", beginning: false });
  });
});

describe("a customer's message", () => {
  test("is shown as being sent until the node has it", async () => {
    const { chat, bodies, timing } = await talk();
    chat.say("  Hello  ");
    expect(bodies()).toEqual(["SENDING Hello"]);
    await timing.pass(0);
    expect(bodies()).toEqual(["SENT Hello"]);
  });

  test("that is empty is none", async () => {
    const { chat, node, timing } = await talk();
    chat.say(" \n ");
    await timing.pass(0);
    expect(node.posted).toEqual([]);
  });

  test("is sent again under its own id when the answer was lost, and stands there once", async () => {
    const { chat, node, bodies, timing } = await talk();
    node.mood = "LOSES_ANSWERS";
    chat.say("Hello");
    await timing.pass(30_000);
    expect(node.posted.length).toBeGreaterThan(1);
    expect(new Set(node.posted).size).toBe(1);
    node.mood = "FINE";
    await timing.pass(30_000);
    expect(bodies()).toEqual(["SENT Hello"]);
    expect(node.kept).toHaveLength(1);
  });

  test("stands there once when the node pushes it as well", async () => {
    const { chat, node, bodies, socket, timing } = await talk();
    node.mood = "LOSES_ANSWERS";
    chat.say("Hello");
    await timing.pass(0);
    const [kept] = node.kept;
    socket().push({ id: kept?.id ?? "", kind: "CUSTOMER", body: "Hello", at: 1000 });
    expect(bodies()).toEqual(["SENT Hello"]);
  });

  test("survives a reload of the page and leaves in the order it was written", async () => {
    const { chat, node, keeper, timing } = await talk();
    node.mood = "DOWN";
    chat.say("one");
    chat.say("two");
    chat.say("three");
    await timing.pass(1000);
    chat.stop();
    node.mood = "FINE";
    const again = openTab({ keeper, node });
    expect(again.bodies()).toEqual(["SENDING one", "SENDING two", "SENDING three"]);
    await again.timing.pass(0);
    expect(again.bodies()).toEqual(["SENT one", "SENT two", "SENT three"]);
    expect(node.kept.map((message) => message.body)).toEqual(["one", "two", "three"]);
  });

  test("that the node will never take is shown so, holds nothing up, and can be tried again or removed", async () => {
    const { chat, node, bodies, picture, timing } = await talk();
    node.mood = { refuses: "MESSAGE_TOO_LONG", status: 422 };
    chat.say("one");
    chat.say("two");
    await timing.pass(0);
    expect(bodies()).toEqual(["REFUSED one", "REFUSED two"]);
    node.mood = "FINE";
    const [one, two] = picture().lines;
    chat.retry(one?.id ?? "");
    chat.discard(two?.id ?? "");
    await timing.pass(0);
    expect(bodies()).toEqual(["SENT one"]);
  });

  test("that came after the end of a conversation goes into the next one", async () => {
    const { chat, node, bodies, picture, timing } = await talk();
    node.mood = { refuses: "THREAD_CLOSED", status: 409 };
    chat.say("One more thing");
    await timing.pass(0);
    expect(picture().ended).toBe(true);
    node.mood = "FINE";
    chat.startAnew();
    expect(picture()).toMatchObject({ stage: "BEGIN", lapsed: false });
    await chat.begin({ name: "Jo Berg", email: null });
    await timing.pass(0);
    expect(bodies()).toEqual(["SENT One more thing"]);
    expect(picture().ended).toBe(false);
  });
});

describe("the conversation", () => {
  test("shows what the node pushes, by the node's time", async () => {
    const { socket, bodies, chat, timing } = await talk();
    chat.say("Hello");
    await timing.pass(0);
    socket().push({ id: "b", body: "second", at: 3000 });
    socket().push({ id: "a", body: "first", at: 2000 });
    socket().push({ id: "a", body: "first", at: 2000 });
    expect(bodies()).toEqual(["SENT Hello", "SENT first", "SENT second"]);
  });

  test("shows no internal note, should one ever come", async () => {
    const { socket, bodies } = await talk();
    socket().push({ id: "n", kind: "NOTE", body: "difficult customer", at: 2000 });
    expect(bodies()).toEqual([]);
  });

  test("asks for the whole after a hole in the numbers, and after the node said behind", async () => {
    const { socket } = await talk();
    socket().push({ id: "a", body: "one", at: 2000 }, 1);
    expect(socket().frames("reconcile")).toHaveLength(2);
    socket().hear({ frame: "behind" });
    expect(socket().frames("reconcile")).toHaveLength(3);
  });

  test("has what was missed while the line was down", async () => {
    const { socket, sockets, node, picture, bodies, timing } = await talk();
    socket().close();
    expect(picture().line).toBe("LOST");
    node.kept.push(agentLine("a", "Still there?", 5000));
    await timing.pass(11_000);
    expect(sockets).toHaveLength(2);
    socket().open();
    await timing.pass(0);
    expect(bodies()).toEqual(["SENT Still there?"]);
  });

  test("drops what the node no longer has", async () => {
    const { chat, node, socket, bodies, timing } = await talk();
    chat.say("Hello");
    await timing.pass(0);
    node.kept.length = 0;
    socket().list();
    await timing.pass(0);
    expect(bodies()).toEqual([]);
  });

  test("keeps trying to connect, and at once when there is a reason", async () => {
    const { chat, sockets, socket, timing } = await talk();
    for (let times = 0; times < 4; times += 1) {
      socket().close();
      await timing.pass(11_000);
    }
    expect(sockets.length).toBeGreaterThanOrEqual(5);
    socket().close();
    const before = sockets.length;
    chat.wake();
    expect(sockets).toHaveLength(before + 1);
  });

  test("gives up a line on which nothing is heard", async () => {
    const { sockets, timing } = await talk();
    await timing.pass(40_000);
    expect(sockets[0]?.closed).toBe(true);
    expect(sockets.length).toBeGreaterThan(1);
  });

  test("gives it up also where a dead line says nothing of its closing (F61)", async () => {
    const { sockets, socket, picture, timing } = await talk();
    socket().close = () => undefined;
    await timing.pass(40_000);
    expect(picture().line).not.toBe("LIVE");
    expect(sockets.length).toBeGreaterThan(1);
  });

  test("answers the node's question whether anybody is there", async () => {
    const { socket } = await talk();
    socket().hear({ frame: "ask", n: 7 });
    expect(socket().frames("here")).toEqual([{ frame: "here", n: 7 }]);
  });

  test("says who is writing, for a while, or until they have written", async () => {
    const { socket, picture, timing } = await talk();
    socket().hear({ frame: "typing", name: "Ana" });
    expect(picture().typing).toBe("Ana");
    await timing.pass(7000);
    expect(picture().typing).toBeNull();
    socket().hear({ frame: "typing", name: "Ana" });
    socket().push({ id: "a", body: "Hello", at: 2000 });
    expect(picture().typing).toBeNull();
  });

  test("tells that the customer is writing, but not with every key", async () => {
    const { chat, socket, timing } = await talk();
    chat.tellTyping();
    expect(socket().frames("typing")).toEqual([]);
    socket().stands({ state: "ANSWERED" });
    chat.tellTyping();
    chat.tellTyping();
    await timing.pass(3000);
    chat.tellTyping();
    expect(socket().frames("typing")).toHaveLength(2);
  });

  test("counts what came while nobody looked, also over a reload", async () => {
    const { chat, socket, picture, keeper, node } = await talk();
    chat.look(false);
    socket().push({ id: "a", body: "Hello", at: 2000 });
    expect(picture().unread).toBe(1);
    chat.look(true);
    expect(picture().unread).toBe(0);
    chat.look(false);
    chat.stop();
    node.kept.push(agentLine("a", "Hello", 2000));
    node.kept.push(agentLine("b", "Anything else?", 3000));
    const again = openTab({ keeper, node });
    await again.timing.pass(0);
    expect(again.picture().unread).toBe(1);
  });

  test("that the node no longer knows is begun anew, and nothing unsent is lost", async () => {
    const { chat, node, picture, bodies, keeper, timing } = await talk();
    node.mood = { refuses: "NOT_SIGNED_IN", status: 401 };
    chat.say("Hello");
    await timing.pass(0);
    expect(picture()).toMatchObject({ stage: "BEGIN", lapsed: true });
    expect(keeper.read("switchyard.web.token")).toBeNull();
    node.mood = "FINE";
    await chat.begin({ name: "Jo Berg", email: null });
    await timing.pass(0);
    expect(bodies()).toEqual(["SENT Hello"]);
  });

  test("leaves nothing running when the page goes", async () => {
    const { chat, timing, socket } = await talk();
    chat.stop();
    await timing.pass(60_000);
    expect(socket().closed).toBe(true);
    expect(timing.pending).toBe(0);
  });
});

describe("a customer who waits", () => {
  test("is told the place in line, anew every quarter of a minute, until somebody answers", async () => {
    const { chat, node, timing, picture, socket } = await talk();
    node.place = { position: 3, estimatedWaitMs: 240_000 };
    chat.say("Hello");
    socket().stands({ state: "WAITING" });
    node.conversing = { ...node.conversing, state: "WAITING" };
    // A greeting is no answer.
    socket().push({ id: "g", body: "Good day", at: 5000 });
    await timing.pass(1_500);
    expect(picture().place).toEqual(node.place);
    node.place = { position: 1, estimatedWaitMs: null };
    await timing.pass(15_000);
    expect(picture().place).toEqual(node.place);
    node.place = "NOBODY";
    await timing.pass(15_000);
    expect(picture().place).toEqual(node.place);
    node.conversing = { ...node.conversing, state: "ANSWERED" };
    socket().stands({ state: "ANSWERED", with: ["Ana"] });
    await timing.pass(15_000);
    expect(picture().place).toBeNull();
  });
});
