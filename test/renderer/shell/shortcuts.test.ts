import { describe, expect, test } from "vitest";
import {
  type Platform,
  countsByPlace,
  keysAsRead,
  keysByPlace,
  shortcutIds,
  shortcutsFor,
  shownKeys,
} from "../../../src/renderer/shell/shortcuts.ts";

const platforms: readonly Platform[] = [
  { isMac: false, isDesktop: true },
  { isMac: false, isDesktop: false },
  { isMac: true, isDesktop: true },
  { isMac: true, isDesktop: false },
];

/** `$mod` is ⌘ on a Mac and Ctrl elsewhere, so the same chord may hide behind two spellings. */
const spelled = (keys: string, isMac: boolean) =>
  keys.replace("$mod", isMac ? "Meta" : "Control").toLowerCase();

describe.each(platforms)("on %o", (platform) => {
  const shortcuts = shortcutsFor(platform);
  const keys = shortcuts.flatMap(({ chords, singles }) =>
    [...chords, ...singles].map((one) => spelled(one, platform.isMac)),
  );

  test("no two actions share a key", () => {
    expect(keys.filter((one, at) => keys.indexOf(one) !== at)).toEqual([]);
  });

  test("no single key begins a sequence of another", () => {
    const singles = shortcuts.flatMap((each) => each.singles);
    const begins = singles.filter((one) => singles.some((other) => other.startsWith(`${one} `)));
    expect(begins).toEqual([]);
  });

  test("every action has a key and stands in the list once", () => {
    expect(shortcuts.map(({ id }) => id).toSorted()).toEqual(shortcutIds.toSorted());
    expect(shortcuts.filter(({ chords, singles }) => chords.length + singles.length === 0)).toEqual(
      [],
    );
  });

  test("an offer can be answered while typing", () => {
    const answers = shortcuts.filter(({ id }) => id === "accept" || id === "decline");
    expect(answers.every(({ chords }) => chords.length > 0)).toBe(true);
  });
});

test("a browser on a Mac leaves Alt to its letters and words", () => {
  const keys = shortcutsFor({ isMac: true, isDesktop: false }).flatMap(({ chords }) => chords);
  expect(keys.filter((one) => one.startsWith("Alt+"))).toEqual([]);
});

test("a key cap is drawn with the signs of the machine", () => {
  expect(keysAsRead("$mod+Shift+Enter", false)).toBe("Ctrl ⇧ ⏎");
  expect(keysAsRead("$mod+Shift+Enter", true)).toBe("⌘ ⇧ ⏎");
  expect(keysAsRead("[Shift]+?", false)).toBe("?");
  expect(shownKeys("accept", { isMac: false, isDesktop: false })).toBe("Alt ⏎");
});

describe("a layout without the letter (F35)", () => {
  test("is read by the places of its keys", () => {
    expect(keysByPlace("j")).toBe("KeyJ");
    expect(keysByPlace("g w")).toBe("KeyG KeyW");
    expect(keysByPlace("$mod+Shift+R")).toBe("$mod+Shift+KeyR");
    expect(keysByPlace("Alt+1")).toBe("Alt+Digit1");
    expect(keysByPlace("$mod+]")).toBe("$mod+BracketRight");
    // Enter, F6 and the question mark are where they are, or come as what they are.
    expect(["Alt+Enter", "F6", "[Shift]+?"].map(keysByPlace)).toEqual([null, null, null]);
  });

  test.each([
    ["Cyrillic", "ы", "KeyS", true],
    ["Greek", "σ", "KeyS", true],
    ["French, the digits' row", "&", "Digit1", true],
    ["French with Shift", "1", "Digit1", false],
    ["Latin", "s", "KeyS", false],
    ["Dvorak, where J stands at C", "j", "KeyC", false],
    ["Dvorak, what stands at J", "h", "KeyJ", false],
    ["German, the plus that zooms", "+", "BracketRight", false],
    ["a key with a name", "Enter", "Enter", false],
  ])("%s: %s at %s", (_layout, key, code, counts) => {
    expect(countsByPlace({ key, code })).toBe(counts);
  });

  test("no two actions share a place", () => {
    for (const platform of platforms) {
      const all = shortcutsFor(platform).flatMap(({ chords, singles }) => [...chords, ...singles]);
      const found = all.map(keysByPlace).filter((one) => one !== null);
      expect(new Set(found).size).toBe(found.length);
    }
  });
});
