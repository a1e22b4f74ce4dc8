/** The one list of keys: what presses them, what the sheet shows, and what a test holds against itself. */
export const shortcutIds = [
  "accept",
  "decline",
  "offer",
  "nextWork",
  "previousWork",
  "openWork",
  "closeWork",
  "jump1",
  "jump2",
  "jump3",
  "jump4",
  "jump5",
  "jump6",
  "jump7",
  "jump8",
  "jump9",
  "reply",
  "note",
  "end",
  "details",
  "state",
  "outbox",
  "mute",
  "goWork",
  "goCompleted",
  "goFolders",
  "goLists",
  "goLive",
  "help",
] as const;
export type ShortcutId = (typeof shortcutIds)[number];
export type ShortcutArea = "offers" | "work" | "conversation" | "shell" | "go";

export interface Shortcut {
  readonly id: ShortcutId;
  readonly area: ShortcutArea;
  /** Work everywhere, also while typing. In the notation of tinykeys. */
  readonly chords: readonly string[];
  /** Work only outside of text fields, menus and dialogs. */
  readonly singles: readonly string[];
}

export interface Platform {
  readonly isMac: boolean;
  readonly isDesktop: boolean;
}

/**
 * A browser keeps some chords for itself (Ctrl+1…9 changes tabs, ⌘⇧⌫ clears its data): there Alt takes their place.
 * On a Mac Alt types letters and deletes words, so Control stands in for it.
 */
export function shortcutsFor({ isMac, isDesktop }: Platform): readonly Shortcut[] {
  const answer = isDesktop ? "$mod+Shift" : isMac ? "Control+Shift" : "Alt";
  const alsoBrowser = isDesktop || isMac ? [] : ["Control+Shift+Enter"];
  const jump = isDesktop ? "$mod" : isMac ? "Control" : "Alt";
  return [
    entry("accept", "offers", [`${answer}+Enter`, ...alsoBrowser]),
    entry("decline", "offers", [`${answer}+Backspace`]),
    entry("offer", "offers", ["F6"]),
    entry("nextWork", "work", ["$mod+]"], ["j"]),
    entry("previousWork", "work", ["$mod+["], ["k"]),
    entry("openWork", "work", [], ["o"]),
    entry("closeWork", "work", [], ["u"]),
    ...jumps(jump),
    entry("reply", "conversation", ["$mod+Shift+R"], ["r"]),
    entry("note", "conversation", ["$mod+Shift+U"], ["n"]),
    entry("end", "conversation", ["$mod+Shift+E"], ["e"]),
    entry("details", "conversation", ["$mod+."], ["]"]),
    entry("state", "shell", ["$mod+Shift+S"], ["s"]),
    entry("outbox", "shell", ["$mod+Shift+O"]),
    entry("mute", "shell", ["$mod+Shift+M"], ["m"]),
    entry("goWork", "go", [], ["g w"]),
    entry("goCompleted", "go", [], ["g h"]),
    entry("goFolders", "go", [], ["g f"]),
    entry("goLists", "go", [], ["g p"]),
    entry("goLive", "go", [], ["g l"]),
    entry("help", "shell", ["F1"], ["[Shift]+?"]),
  ];
}

function entry(
  id: ShortcutId,
  area: ShortcutArea,
  chords: readonly string[],
  singles: readonly string[] = [],
): Shortcut {
  return { id, area, chords, singles };
}

const jumpIds = [
  "jump1",
  "jump2",
  "jump3",
  "jump4",
  "jump5",
  "jump6",
  "jump7",
  "jump8",
  "jump9",
] as const satisfies readonly ShortcutId[];

function jumps(modifier: string): readonly Shortcut[] {
  return jumpIds.map((id, at) => entry(id, "work", [`${modifier}+${at + 1}`]));
}

const places: Readonly<Record<string, string>> = {
  "[": "BracketLeft",
  "]": "BracketRight",
  ".": "Period",
};

/** A key by its place on the keyboard (`KeyboardEvent.code`), as a layout without Latin letters needs it; null where it has none. */
function placeOf(key: string): string | null {
  if (/^[a-z]$/i.test(key)) return `Key${key.toUpperCase()}`;
  if (/^[1-9]$/.test(key)) return `Digit${key}`;
  return places[key] ?? null;
}

/** The same chord or sequence by the places of its keys: "g w" is "KeyG KeyW". Null where a key is none of a layout's letters. */
export function keysByPlace(keys: string): string | null {
  const presses = keys.split(" ").map((press) => {
    const parts = press.split("+");
    const place = placeOf(parts.at(-1) ?? "");
    return place === null ? null : [...parts.slice(0, -1), place].join("+");
  });
  return presses.includes(null) ? null : presses.join(" ");
}

/**
 * Whether the layout has another script at this key (Cyrillic, Greek, Arabic …), or signs where the digits are (French):
 * only then does its place count. Dvorak has all the letters, at other places.
 */
export function countsByPlace({ key, code }: Pick<KeyboardEvent, "key" | "code">): boolean {
  if (/^Digit[1-9]$/.test(code)) return !/^[0-9]$/.test(key);
  return key.length === 1 && key > "\u007f";
}

const signs: Readonly<Record<string, string>> = {
  Shift: "⇧",
  "[Shift]": "",
  Enter: "⏎",
  Backspace: "⌫",
  Control: "Ctrl",
};

/** "Ctrl ⇧ ⏎", "⌘ ⇧ ⏎", "g then w": the chord as a key cap shows it. */
export function keysAsRead(keys: string, isMac: boolean): string {
  const mod = isMac ? "⌘" : "Ctrl";
  const press = (text: string) =>
    text
      .split("+")
      .map((part) => (part === "$mod" ? mod : (signs[part] ?? part)))
      .filter((part) => part !== "")
      .join(" ");
  return keys.split(" ").map(press).join(" ");
}

/** What stands on the control itself: the chord, or the single key where there is none. */
export function shownKeys(id: ShortcutId, platform: Platform): string | undefined {
  const found = shortcutsFor(platform).find((each) => each.id === id);
  const keys = found?.chords[0] ?? found?.singles[0];
  return keys === undefined ? undefined : keysAsRead(keys, platform.isMac);
}
