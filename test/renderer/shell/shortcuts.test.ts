import { describe, expect, test } from "vitest";
import {
  type Platform,
  keysAsRead,
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
