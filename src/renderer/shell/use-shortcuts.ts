import { useEffect, useEffectEvent } from "react";
import { tinykeys } from "tinykeys";
import { isComposing } from "../../domain/clip.ts";
import { desktop, isMac } from "../app/desktop.ts";
import {
  type Platform,
  type ShortcutId,
  countsByPlace,
  keysByPlace,
  shortcutsFor,
} from "./shortcuts.ts";

export const platform: Platform = { isMac, isDesktop: desktop !== undefined };

type Act = () => void;

/** Whoever mounted last answers a key; a conversation answers for itself only while it is open. */
const acts = new Map<ShortcutId, Act[]>();

/** While this component is there, the shortcut does `act`. */
export function useShortcut(id: ShortcutId, act: Act): void {
  const latest = useEffectEvent(act);
  useEffect(() => {
    const own = () => latest();
    acts.set(id, [...(acts.get(id) ?? []), own]);
    return () => {
      acts.set(
        id,
        (acts.get(id) ?? []).filter((each) => each !== own),
      );
    };
  }, [id]);
}

/** Listens once for the whole page, before any control can keep a key from us. */
export function useShortcutKeys(): void {
  useEffect(() => {
    const shortcuts = shortcutsFor(platform);
    const stopChords = tinykeys(
      window,
      bindings(shortcuts.flatMap(({ id, chords }) => chords.map((keys) => [keys, id] as const))),
      { capture: true, ignore: (event) => isComposing(event) || event.repeat },
    );
    const stopSingles = tinykeys(
      window,
      bindings(shortcuts.flatMap(({ id, singles }) => singles.map((keys) => [keys, id] as const))),
      {
        capture: true,
        ignore: (event) => isComposing(event) || event.repeat || isTaken(event.target),
      },
    );
    return () => {
      stopChords();
      stopSingles();
    };
  }, []);
}

function bindings(pairs: readonly (readonly [string, ShortcutId])[]) {
  const byLetter = pairs.map(([keys, id]) => [keys, acting(id)] as const);
  const byPlace = pairs.flatMap(([keys, id]) => {
    const places = keysByPlace(keys);
    return places === null ? [] : [[places, acting(id, countsByPlace)] as const];
  });
  return Object.fromEntries([...byLetter, ...byPlace]);
}

function acting(id: ShortcutId, counts: (event: KeyboardEvent) => boolean = () => true) {
  return (event: KeyboardEvent): void => {
    const act = acts.get(id)?.at(-1);
    if (act === undefined || !counts(event)) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
}

const takers =
  "input, textarea, select, [contenteditable], [role=menu], [role=listbox], [role=dialog], [role=alertdialog]";

/** Whether letters mean something to what has the focus. */
function isTaken(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(takers) !== null;
}
