import { describe, expect, test } from "vitest";
import { timesIn } from "../../../src/widget/conversation.ts";
import { embeddedBy, sourceMissing, unanswered } from "../../../src/widget/embedded.ts";
import { lineIn } from "../../../src/widget/line.ts";
import { savedText } from "../../../src/widget/saved.ts";
import { notBegun } from "../../../src/widget/standing.ts";
import { wordsIn } from "../../../src/widget/words.ts";
import { FakeNode, agentLine, customerLine } from "./fakes.ts";
import { openTab } from "./stage.ts";

const jo = { name: "Jo Berg", email: null };

describe("while no socket gets through (F21)", () => {
  test("an answer is there within half a minute, and the status does not claim that nothing is", async () => {
    const { chat, node, timing, bodies, picture } = openTab({ noSockets: true });
    await chat.begin(jo);
    await timing.pass(100);
    chat.say("Hello");
    await timing.pass(1000);
    expect(picture().line).toBe("POLLED");
    for (const [at, body] of ["one", "two", "three"].entries()) {
      node.kept.push(agentLine(body, body, 10_000 + at));
      node.conversing = { ...notBegun, interactionId: "i", state: "ANSWERED", with: ["Ana"] };
      await timing.pass(30_000);
      expect(bodies()).toContain(`SENT ${body}`);
    }
    expect(picture()).toMatchObject({ line: "POLLED", conversing: { with: ["Ana"] } });
  });

  test("it is said when the node does not answer over HTTP either, and when it does again (F61)", async () => {
    const { chat, node, timing, picture } = openTab({ noSockets: true });
    await chat.begin(jo);
    await timing.pass(1000);
    node.mood = "DOWN";
    await timing.pass(30_000);
    expect(picture().line).toBe("LOST");
    node.mood = "FINE";
    await timing.pass(15_000);
    expect(picture().line).toBe("POLLED");
  });

  test("a line that breaks is lost until the node has answered, and asked over HTTP at once", async () => {
    const { chat, socket, timing, picture } = openTab();
    await chat.begin(jo);
    socket().open();
    await timing.pass(10);
    expect(picture().line).toBe("LIVE");
    socket().close();
    expect(picture().line).toBe("LOST");
    await timing.pass(10);
    expect(picture().line).toBe("POLLED");
  });
});

test("a node that is away is asked less and less often, and never in a storm", async () => {
  const { chat, node, timing } = openTab();
  await chat.begin(jo);
  node.mood = "DOWN";
  chat.say("Hello");
  await timing.pass(1000);
  const first = node.posted.length;
  expect(first).toBeLessThanOrEqual(4);
  await timing.pass(60_000);
  const later = node.posted.length - first;
  // Ten seconds at most between two, and with full jitter half of that on the average.
  expect(later).toBeGreaterThanOrEqual(5);
  expect(later).toBeLessThanOrEqual(25);
});

describe("what the customer wrote and has not sent (F30)", () => {
  test("stands in the field again after a reload, by conversation, and goes with what is said", async () => {
    const one = openTab();
    await one.chat.begin(jo);
    one.chat.keepDraft("half a sent");
    one.chat.stop();
    const again = openTab(one);
    expect(again.chat.draft).toBe("half a sent");
    again.chat.startAnew();
    await again.chat.begin(jo);
    expect(again.chat.draft).toBe("");
  });

  test("is each tab's own", async () => {
    const one = openTab();
    await one.chat.begin(jo);
    const two = openTab({ node: one.node, keeper: one.keeper });
    one.chat.keepDraft("here");
    two.chat.keepDraft("there");
    expect([one.chat.draft, two.chat.draft]).toEqual(["here", "there"]);
  });
});

describe("the customer's own end and rating (S17)", () => {
  test("are asked of the node, and how it stands is read anew", async () => {
    const { chat, node, socket, timing, picture } = openTab();
    await chat.begin(jo);
    socket().open();
    socket().stands({ state: "ANSWERED", with: ["Ana"] });
    node.conversing = {
      ...notBegun,
      interactionId: "interaction",
      state: "ENDED",
      rating: "ASKED",
    };
    await chat.end();
    await timing.pass(10);
    expect(picture().conversing).toMatchObject({ state: "ENDED", rating: "ASKED" });
    await chat.rate(4, "quick");
    expect(node.acts).toEqual(["end", "4 quick"]);
  });

  test("say so when the node was not reached", async () => {
    const { chat, node, socket, picture } = openTab();
    await chat.begin(jo);
    socket().stands({ state: "ANSWERED" });
    node.mood = "DOWN";
    await chat.end();
    expect(picture()).toMatchObject({ act: "FAILED", conversing: { state: "ANSWERED" } });
  });
});

describe("lines from the wire", () => {
  const names = { from: "from", name: "name", event: "event", at: "at", writtenAt: "writtenAt" };
  const event = { id: "e", from: "EVENT", author: "SYSTEM", name: "Ana", body: "", at: 1 };
  test.each([
    [{ ...event, event: "JOINED" }, true],
    [{ ...event, event: "SOMETHING_NEWER" }, false],
    [{ ...event, event: null }, false],
    [{ ...event, from: "NOTE", event: null }, false],
    [{ ...event, from: "AGENT", author: "BOT", event: null }, true],
    [{ ...event, from: "AGENT", author: "GHOST", event: null }, false],
  ])("%j", (value, isRead) => {
    expect(lineIn(value, names) !== null).toBe(isRead);
  });
});

describe("the clock is the browser's (S17)", () => {
  const at = new Date(2026, 10, 20, 16, 43).getTime();
  test.each([
    ["en", "en-GB", "16:43"],
    ["en", "en-US", "04:43 PM"],
    ["de", "de-DE", "16:43"],
    ["en", "de-AT", "16:43"],
  ] as const)("%s in a browser of %s: %s", (language, locale, time) => {
    const times = timesIn({ language, locale, words: wordsIn(language) });
    expect(times.time(at).replace(/\s/g, " ")).toBe(time);
  });
});

test("the saved conversation says who said what, and what became of it, and nothing that was not sent", () => {
  const at = new Date(2026, 10, 20, 16, 43).getTime();
  const sent = { state: "SENT", refused: null } as const;
  const ended = {
    ...agentLine("e", "", at),
    from: "EVENT",
    author: "SYSTEM",
    event: "ENDED",
  } as const;
  const lines = [
    { ...customerLine("a", "My bill is wrong", at), ...sent },
    { ...agentLine("b", "Let me see", at), ...sent },
    { ...customerLine("c", "not gone out", at), state: "SENDING", refused: null } as const,
    { ...ended, ...sent },
  ];
  const text = savedText(lines, { words: wordsIn("en"), language: "en", locale: "en-GB" });
  expect(text.split("\n")).toEqual([
    "Friday, November 20",
    "16:43 You: My bill is wrong",
    "16:43 Ana: Let me see",
    "16:43 — Ana has ended the conversation.",
    "",
  ]);
});

describe("the script tag (F29)", () => {
  const tag = (src: string, dataset: Record<string, string> = {}) => ({ src, dataset });
  test.each([
    [tag("http://node/widget.js", { source: "web" }), [], "web"],
    [tag("http://node/widget.js?source=shop"), [], "shop"],
    [tag("http://node/widget.js?source=shop", { source: "web" }), [], "web"],
    [
      null,
      [tag("http://site/other.js?source=no"), tag("http://node/widget.js?source=shop")],
      "shop",
    ],
    [tag("http://site/bundle.js"), [tag("http://node/widget.js", { source: "web" })], "web"],
  ])("%j among %j wants %s", (current, tags, source) => {
    expect(embeddedBy(current, tags)).toMatchObject({ node: "http://node", source });
  });

  test("that wants nothing is told what to write", () => {
    expect(embeddedBy(tag("http://node/widget.js"), [])).toBeNull();
    expect(embeddedBy(null, [])).toBeNull();
    expect(sourceMissing).toContain("?source=");
    expect(sourceMissing.split("\n")).toHaveLength(1);
    const told = unanswered("http://node/widget?source=web#x", "https://shop.example");
    expect(told).toContain("https://shop.example");
  });
});

test("a node that is asked twice for its own end in two tabs ends once", async () => {
  const node = new FakeNode();
  const one = openTab({ node });
  await one.chat.begin(jo);
  one.socket().stands({ state: "ANSWERED" });
  node.mood = { refuses: "INTERACTION_COMPLETED", status: 409 };
  const ending = one.chat.end();
  node.mood = "FINE";
  node.conversing = { ...notBegun, state: "ENDED" };
  await ending;
  await one.timing.pass(10);
  expect(one.picture()).toMatchObject({ act: "NONE", conversing: { state: "ENDED" } });
});
