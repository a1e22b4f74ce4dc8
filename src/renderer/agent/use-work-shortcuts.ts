import { goTo } from "../shell/rail-entries.ts";
import type { ShortcutId } from "../shell/shortcuts.ts";
import { useShortcut } from "../shell/use-shortcuts.ts";
import { type OwnWork, neighbour } from "./own-work.ts";

const jumps: readonly ShortcutId[] = [
  "jump1",
  "jump2",
  "jump3",
  "jump4",
  "jump5",
  "jump6",
  "jump7",
  "jump8",
  "jump9",
];

/** Moving through my work without the mouse. */
export function useWorkShortcuts({ ringing, mine }: OwnWork, current: string | null): void {
  const all = [...ringing, ...mine];
  const open = (interactionId: string | null | undefined) => {
    if (interactionId !== null && interactionId !== undefined) goTo(`#/work/${interactionId}`);
  };
  useShortcut("nextWork", () => open(neighbour(all, current, 1)));
  useShortcut("previousWork", () => open(neighbour(all, current, -1)));
  useShortcut("openWork", () => open(current ?? all[0]?.interactionId));
  useShortcut("closeWork", () => goTo("#/work"));
  // One call each: the list of keys never changes its length.
  for (const [at, id] of jumps.entries()) {
    // oxlint-disable-next-line react-hooks/rules-of-hooks -- a fixed list, in a fixed order
    useShortcut(id, () => open(all[at]?.interactionId));
  }
}
