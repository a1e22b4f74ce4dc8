import { describe, expect, test } from "vitest";
import { memoryKeeper } from "../../../src/widget/keeper.ts";
import { UnsentMessages } from "../../../src/widget/unsent.ts";
import { FakeNode } from "./fakes.ts";
import { openTab, talk } from "./stage.ts";

const jo = { name: "Jo", email: null };
const tokenName = "switchyard.web.token";

describe("a message that the node has (F22)", () => {
  test("is not sent again once it was read back, its answer lost", async () => {
    const tab = openTab({ noSockets: true });
    await tab.chat.begin(jo);
    await tab.timing.pass(1000);
    tab.node.mood = "LOSES_ANSWERS";
    tab.chat.say("Hello");
    await tab.timing.pass(10);
    expect(tab.bodies()).toEqual(["SENT Hello"]);
    tab.node.mood = "FINE";
    await tab.timing.pass(30_000);
    expect(tab.node.posted).toHaveLength(1);
  });

  test("is not sent again once it was pushed, its answer lost", async () => {
    const tab = await talk();
    tab.node.mood = "LOSES_ANSWERS";
    tab.chat.say("Hello");
    await tab.timing.pass(10);
    const [id = ""] = tab.node.posted;
    tab.socket().push({ id, kind: "CUSTOMER", body: "Hello", at: 1000 });
    tab.node.mood = "FINE";
    await tab.timing.pass(20_000);
    expect(tab.node.posted).toHaveLength(1);
  });

  test("stands last where the node did not say when it came", async () => {
    const tab = await talk();
    // A node whose clock is ahead of this page's.
    tab.socket().push({ id: "a", body: "Good day", at: tab.timing.now() + 60_000 });
    Object.assign(tab.node.api, { post: () => Promise.resolve({ end: "DONE", value: null }) });
    tab.chat.say("Hello");
    await tab.timing.pass(10);
    expect(tab.bodies()).toEqual(["SENT Good day", "SENT Hello"]);
  });
});

describe("one thread for all tabs (F22)", () => {
  const two = () => {
    const [node, keeper] = [new FakeNode(), memoryKeeper()];
    return { node, keeper, tabs: [openTab({ node, keeper }), openTab({ node, keeper })] as const };
  };

  test("whoever begins after another goes on with what was begun", async () => {
    const { node, tabs } = two();
    await tabs[0].chat.begin(jo);
    await tabs[1].chat.begin({ name: "Jo B.", email: null });
    expect(node.begun).toBe(1);
    expect(tabs[1].picture().stage).toBe("TALK");
  });

  test("of two that begin at once without a lock, the first is everybody's", async () => {
    const { keeper, tabs } = two();
    await Promise.all(tabs.map(({ chat }) => chat.begin(jo)));
    expect(keeper.read(tokenName)).toBe("token-0");
  });

  test("a tab that leaves an old thread does not take the next one from the others", async () => {
    const { keeper, tabs } = two();
    await tabs[0].chat.begin(jo);
    tabs[1].chat.wake();
    tabs[0].chat.startAnew();
    await tabs[0].chat.begin(jo);
    tabs[1].chat.startAnew();
    expect(keeper.read(tokenName)).toBe("token-1");
  });
});

describe("a thread that was left", () => {
  test("leaves what it did not take to the next, over a reload between them", async () => {
    const tab = openTab();
    await tab.chat.begin(jo);
    tab.node.mood = "DOWN";
    tab.chat.say("Hello");
    await tab.timing.pass(10);
    tab.chat.startAnew();
    tab.chat.stop();
    tab.node.mood = "FINE";
    const again = openTab({ node: tab.node, keeper: tab.keeper });
    await again.chat.begin(jo);
    await again.timing.pass(10);
    expect(again.bodies()).toEqual(["SENT Hello"]);
  });

  test("leaves what can never be taken as it was: refused", async () => {
    const tab = openTab();
    await tab.chat.begin(jo);
    tab.node.mood = { refuses: "MESSAGE_TOO_LONG", status: 422 };
    tab.chat.say("Hello");
    await tab.timing.pass(10);
    tab.chat.startAnew();
    tab.node.mood = "FINE";
    await tab.chat.begin(jo);
    await tab.timing.pass(10);
    expect(tab.bodies()).toEqual(["REFUSED Hello"]);
  });

  test("says nothing of an act that was under way there", async () => {
    const tab = openTab();
    await tab.chat.begin(jo);
    const { promise, resolve } = Promise.withResolvers<{ end: "LATER"; afterMs: null }>();
    Object.assign(tab.node.api, { end: () => promise });
    const ended = tab.chat.end();
    tab.chat.startAnew();
    resolve({ end: "LATER", afterMs: null });
    await ended;
    expect(tab.picture().act).toBe("NONE");
  });
});

describe("what was kept of a message", () => {
  test("by a page that told no threads apart goes into the thread that there is", async () => {
    const tab = openTab();
    const kept = { body: "From before", at: 1, refused: null };
    tab.keeper.write("switchyard.web.unsent.0123", JSON.stringify(kept));
    await tab.chat.begin(jo);
    await tab.timing.pass(10);
    expect(tab.bodies()).toEqual(["SENT From before"]);
    expect(tab.keeper.names("switchyard.web.unsent.")).toEqual([]);
  });

  test("stands in the order of writing, in whichever order the browser lists it", () => {
    const keeper = memoryKeeper();
    const unsent = new UnsentMessages(keeper, "web", "one");
    for (const id of ["a", "b", "c"]) unsent.add({ id, body: id, now: 1000 });
    const backwards = { ...keeper, names: (prefix: string) => keeper.names(prefix).toReversed() };
    const read = new UnsentMessages(backwards, "web", "one").all();
    expect(read.map(({ body }) => body)).toEqual(["a", "b", "c"]);
  });
});
