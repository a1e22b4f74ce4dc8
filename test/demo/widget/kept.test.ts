import { describe, expect, test } from "vitest";
import {
  readFrameNews,
  readSetting,
  readSiteNews,
  writeSetting,
} from "../../../src/widget/embedding.ts";
import { memoryKeeper, storageKeeper } from "../../../src/widget/keeper.ts";
import { pauseMs } from "../../../src/widget/timing.ts";
import { UnsentMessages } from "../../../src/widget/unsent.ts";
import { chooseLanguage, wordsIn } from "../../../src/widget/words.ts";

/** Of the browser's storage, what is used; full after `room` entries. */
function fakeStorage(room = Infinity): Storage {
  const texts = new Map<string, string>();
  return {
    get length() {
      return texts.size;
    },
    key: (index) => [...texts.keys()][index] ?? null,
    getItem: (name) => texts.get(name) ?? null,
    setItem: (name, text) => {
      if (!texts.has(name) && texts.size >= room) throw new Error("QuotaExceededError");
      texts.set(name, text);
    },
    removeItem: (name) => void texts.delete(name),
    clear: () => texts.clear(),
  };
}

describe("unsent messages", () => {
  test("keep their order when the clock goes back", () => {
    const unsent = new UnsentMessages(memoryKeeper(), "web", "one");
    unsent.add({ id: "b", body: "first", now: 5000 });
    unsent.add({ id: "a", body: "second", now: 1000 });
    unsent.add({ id: "c", body: "third", now: 1000 });
    expect(unsent.all().map((message) => message.body)).toEqual(["first", "second", "third"]);
  });

  test("of two tabs stand side by side, and those of another source apart", () => {
    const keeper = memoryKeeper();
    new UnsentMessages(keeper, "web", "one").add({ id: "a", body: "here", now: 1 });
    new UnsentMessages(keeper, "web", "one").add({ id: "b", body: "there", now: 2 });
    new UnsentMessages(keeper, "shop", "one").add({ id: "c", body: "elsewhere", now: 3 });
    const ids = new UnsentMessages(keeper, "web", "one").all().map((message) => message.id);
    expect(ids).toEqual(["a", "b"]);
  });

  test.each([["no JSON"], ["{}"], ['{"body":1,"at":2}'], ['{"body":"x"}'], ["null"]])(
    "that cannot be read are passed over: %s",
    (text) => {
      const keeper = memoryKeeper();
      keeper.write("switchyard.web.unsent.one.x", text);
      expect(new UnsentMessages(keeper, "web", "one").all()).toEqual([]);
    },
  );
});

describe("the keeper", () => {
  test("goes on in memory where storage is forbidden", () => {
    const keeper = storageKeeper(() => {
      throw new Error("SecurityError");
    });
    keeper.write("a", "1");
    expect(keeper.read("a")).toBe("1");
  });

  test("holds in memory what no longer fits, and lists and removes it all the same", () => {
    const keeper = storageKeeper(() => fakeStorage(1));
    keeper.write("m.1", "kept");
    keeper.write("m.2", "held");
    expect(keeper.names("m.")).toEqual(["m.1", "m.2"]);
    expect(keeper.read("m.2")).toBe("held");
    keeper.remove("m.1");
    keeper.remove("m.2");
    expect(keeper.names("m.")).toEqual([]);
  });
});

describe("between the frame and the site", () => {
  test.each([
    [{ switchyard: "close" }, { switchyard: "close" }],
    [
      { switchyard: "unread", count: 3 },
      { switchyard: "unread", count: 3 },
    ],
    [
      { switchyard: "unread", count: "<b>" },
      { switchyard: "unread", count: 0 },
    ],
    [
      { switchyard: "resize", height: 1e9 },
      { switchyard: "resize", height: 4000 },
    ],
    [{ switchyard: "eval", code: "1" }, null],
    ["close", null],
    [null, null],
  ])("%j is read as %j", (data, read) => {
    expect(readFrameNews(data)).toEqual(read);
  });

  test("only opened and closed are heard from the site", () => {
    expect(readSiteNews({ switchyard: "opened" })).toEqual({ switchyard: "opened" });
    expect(readSiteNews({ switchyard: "say", text: "Hello" })).toBeNull();
  });

  test("the tag's setting comes through whole", () => {
    const setting = {
      site: "https://shop.example",
      title: "Fragen & Antworten #1",
      language: "de",
    };
    expect(readSetting(`#${writeSetting(setting)}`)).toEqual(setting);
    expect(readSetting("")).toEqual({ site: "", title: "", language: "" });
  });
});

describe("the words", () => {
  test("are in the site's language, else the browser's, else English", () => {
    expect(chooseLanguage(["de-AT", "en"])).toBe("de");
    expect(chooseLanguage(["", "fr", "de"])).toBe("de");
    expect(chooseLanguage(["", "fr"])).toBe("en");
  });

  test("are all there in both, and not the same", () => {
    const [english, german] = [wordsIn("en"), wordsIn("de")];
    expect(Object.keys(german).sort()).toEqual(Object.keys(english).sort());
    expect(german.hello("Jo")).toContain("Jo");
  });
});

test("pauses grow, never past ten seconds, and differ from customer to customer", () => {
  const longest = (attempt: number) => pauseMs(attempt, () => 1);
  expect([0, 1, 2, 3].map(longest)).toEqual([600, 1100, 2100, 4100]);
  expect(longest(50)).toBe(10_100);
  expect(pauseMs(50, () => 0)).toBe(100);
});
