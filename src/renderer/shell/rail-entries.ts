import { useRouterState } from "@tanstack/react-router";
import { ChartNoAxesColumn, Folder, History, Inbox, ListChecks } from "lucide-react";
import { useMe } from "../app/desk-context.tsx";
import type { RailEntry } from "../parts/frame/rail.tsx";
import { useWords } from "../words/words.ts";
import { useLists } from "../lists/use-lists.ts";
import { useOffers } from "../agent/offers-context.ts";

export function goTo(hash: string): void {
  window.location.hash = hash;
}

/** Where a person may go; the live board is for those who lead. */
export function useRailEntries(): readonly RailEntry[] {
  const { say } = useWords();
  const { roles } = useMe();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const { open } = useOffers();
  const hasLists = useLists().length > 0;
  const work: RailEntry = {
    id: "work",
    label: say("rails.work"),
    icon: Inbox,
    href: "#/work",
    keys: "g w",
    badge: open.length,
    isCurrent: path.startsWith("/work"),
  };
  const completed: RailEntry = {
    id: "completed",
    label: say("rails.completed"),
    icon: History,
    href: "#/completed",
    keys: "g h",
    isCurrent: path.startsWith("/completed"),
  };
  const folders: RailEntry = {
    id: "folders",
    label: say("rails.folders"),
    icon: Folder,
    href: "#/folders",
    keys: "g f",
    isCurrent: path.startsWith("/folders"),
  };
  const lists: RailEntry = {
    id: "lists",
    label: say("rails.lists"),
    icon: ListChecks,
    href: "#/lists",
    keys: "g p",
    isCurrent: path.startsWith("/lists"),
  };
  const live: RailEntry = {
    id: "live",
    label: say("rails.live"),
    icon: ChartNoAxesColumn,
    href: "#/live",
    keys: "g l",
    isCurrent: path.startsWith("/live"),
  };
  const leads = roles.includes("supervisor") || roles.includes("admin");
  // Most workspaces pick from no list, and then it is in nobody's way.
  const pulled = hasLists ? [lists] : [];
  return [work, ...pulled, folders, completed, ...(leads ? [live] : [])];
}
