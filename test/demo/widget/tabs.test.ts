import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { memoryKeeper } from "../../../src/widget/keeper.ts";
import { FakeTiming } from "../fake-timing.ts";
import { FakeNode } from "./fakes.ts";
import { openTab, talk } from "./stage.ts";

const jo = { name: "Jo", email: null };

describe("the site in two tabs (F22)", () => {
  test("is one customer and one thread, whoever begins, also at the same moment", async () => {
    const node = new FakeNode();
    const keeper = memoryKeeper();
    const [one, two] = [openTab({ node, keeper }), openTab({ node, keeper })];
    await Promise.all([one.chat.begin(jo), two.chat.begin({ name: "Jo B.", email: null })]);
    expect(one.picture().stage).toBe("TALK");
    expect(two.picture().stage).toBe("TALK");
    one.chat.say("here");
    two.chat.say("there");
    await one.timing.pass(10);
    await two.timing.pass(30_000);
    await one.timing.pass(30_000);
    expect(one.bodies().sort()).toEqual(["SENT here", "SENT there"]);
    expect(two.bodies().sort()).toEqual(["SENT here", "SENT there"]);
  });

  test("a tab that has not begun goes on with what the other began", async () => {
    const node = new FakeNode();
    const keeper = memoryKeeper();
    const [one, two] = [openTab({ node, keeper }), openTab({ node, keeper })];
    await one.chat.begin(jo);
    two.chat.wake();
    expect(two.picture().stage).toBe("TALK");
    expect(node.begun).toBe(1);
  });

  type Step =
    | { readonly do: "SAY" | "WAKE" | "SOCKET" | "RELOAD"; readonly tab: number }
    | { readonly do: "MOOD"; readonly mood: "FINE" | "DOWN" | "LOSES_ANSWERS" }
    | { readonly do: "PASS"; readonly ms: number };
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constantFrom("SAY", "WAKE", "SOCKET", "RELOAD"),
        tab: fc.integer({ min: 0, max: 1 }),
      }),
    },
    fc.record({
      do: fc.constant("MOOD" as const),
      mood: fc.constantFrom("FINE", "DOWN", "LOSES_ANSWERS"),
    }),
    fc.record({ do: fc.constant("PASS" as const), ms: fc.integer({ min: 0, max: 4000 }) }),
  );

  test("what was typed stands in its thread once, and never vanishes from the tab where it was typed", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
        const [node, keeper, timing] = [new FakeNode(), memoryKeeper(), new FakeTiming()];
        const own = [memoryKeeper(), memoryKeeper()] as const;
        const open = (tab: 0 | 1) => openTab({ node, keeper, timing, tab: own[tab] });
        const tabs = [open(0), open(1)];
        await Promise.all(tabs.map(({ chat }) => chat.begin(jo)));
        const typed: string[][] = [[], []];
        let count = 0;
        const check = (): void => {
          for (const [at, tab] of tabs.entries()) {
            const shown = tab.picture().lines.map(({ body }) => body);
            for (const body of typed[at] ?? [])
              expect(shown.filter((each) => each === body)).toEqual([body]);
          }
        };
        for (const each of steps) {
          if (each.do === "MOOD") node.mood = each.mood;
          else if (each.do === "PASS") await timing.pass(each.ms);
          else {
            const tab = tabs[each.tab];
            if (tab === undefined) continue;
            if (each.do === "WAKE") tab.chat.wake();
            if (each.do === "SOCKET") tab.socket().open();
            if (each.do === "SAY") {
              count += 1;
              typed[each.tab]?.push(`text ${count}`);
              tab.chat.say(`text ${count}`);
            }
            if (each.do === "RELOAD") {
              // A page that is loaded anew shows what was sent once it has read it.
              node.mood = "FINE";
              tab.chat.stop();
              tabs[each.tab] = open(each.tab === 0 ? 0 : 1);
              await timing.pass(0);
            }
          }
          check();
        }
        node.mood = "FINE";
        await timing.pass(40_000);
        check();
        for (const { chat } of tabs) chat.stop();
        const kept = node.kept.map(({ body }) => body).sort();
        expect(kept).toEqual(typed.flat().sort());
        expect(keeper.names("switchyard.web.unsent.")).toEqual([]);
        // What is taken is not sent again, but by a page that did not hear of it.
        const pages = tabs.length + steps.filter((each) => each.do === "RELOAD").length;
        expect([...node.taken.values()].filter((times) => times > pages)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  }, 60_000);

  test("what the ended thread did not take goes into the next, in both tabs", async () => {
    const node = new FakeNode();
    const keeper = memoryKeeper();
    const [one, two] = [openTab({ node, keeper }), openTab({ node, keeper })];
    await one.chat.begin(jo);
    two.chat.wake();
    node.mood = { refuses: "THREAD_CLOSED", status: 409 };
    two.chat.say("one more thing");
    await two.timing.pass(10);
    one.chat.wake();
    expect(one.picture().ended).toBe(true);
    node.mood = "FINE";
    one.chat.startAnew();
    await one.chat.begin(jo);
    two.chat.wake();
    await one.timing.pass(100);
    await two.timing.pass(100);
    for (const tab of [one, two]) {
      expect(tab.bodies()).toEqual(["SENT one more thing"]);
      expect(tab.picture().ended).toBe(false);
    }
    expect(node.kept).toHaveLength(1);
  });

  test("what the ended thread took, its answer lost, is not said again in the next, nor called refused", async () => {
    // Where the socket is up, nothing is read over HTTP that would show the message as taken.
    const tab = await talk();
    tab.node.mood = "LOSES_ANSWERS";
    tab.chat.say("one more thing");
    await tab.timing.pass(10);
    tab.chat.startAnew();
    tab.node.mood = "FINE";
    tab.node.kept.length = 0;
    const begun = tab.chat.begin(jo);
    // The node knows the id, from the thread that took it.
    tab.node.mood = { refuses: "ALREADY_EXISTS", status: 409 };
    await begun;
    await tab.timing.pass(10);
    expect(tab.node.posted).toHaveLength(2);
    tab.node.mood = "FINE";
    await tab.timing.pass(10_000);
    expect(tab.keeper.names("switchyard.web.unsent.")).toEqual([]);
    expect(tab.bodies()).toEqual([]);
  });

  test("what is being written in one goes along when the other begins the next thread (F30)", async () => {
    const node = new FakeNode();
    const keeper = memoryKeeper();
    const [one, two] = [openTab({ node, keeper }), openTab({ node, keeper })];
    await one.chat.begin(jo);
    two.chat.wake();
    two.chat.keepDraft("half a sentence");
    one.chat.startAnew();
    await one.chat.begin(jo);
    two.chat.wake();
    expect(keeper.read("switchyard.web.token")).toBe("token-1");
    expect(two.chat.draft).toBe("half a sentence");
    expect(one.chat.draft).toBe("");
    // Nothing of it stays with the thread that was left.
    expect(two.tab.names("switchyard.web.draft.")).toHaveLength(1);
  });
});
