import { Bell, Check, Keyboard, LogOut, Server, UserPlus, Volume2, VolumeX } from "lucide-react";
import type { Me } from "../../protocol/frames.ts";
import { useMe } from "../app/desk-context.tsx";
import { type Taste, changeTaste, languageNames, taste$, tasteNow } from "../app/look.ts";
import { useObservable } from "../app/observable.ts";
import { usePage } from "../app/page-context.ts";
import { Button } from "../parts/button.tsx";
import { Menu, type MenuEntry, type MenuGroup } from "../parts/menu.tsx";
import type { Density, Theme } from "../style/theme.ts";
import type { Say } from "../words/words.ts";
import { useWords } from "../words/words.ts";
import styles from "./shell.module.css";

interface AccountMenuProps {
  readonly onSignOut: () => void;
  readonly onShortcuts: () => void;
  readonly onAlerts: () => void;
  readonly onInvite: () => void;
}

/** Who is signed in, how this device looks and sounds, and the way out. */
export function AccountMenu({ onSignOut, onShortcuts, onAlerts, onInvite }: AccountMenuProps) {
  const { say } = useWords();
  const me = useMe();
  const { nodes } = usePage();
  const taste = useObservable(taste$, tasteNow());
  const pick = (id: string) => {
    if (id === "sign-out") onSignOut();
    else if (id === "shortcuts") onShortcuts();
    else if (id === "alerts") onAlerts();
    else if (id === "invite") onInvite();
    else if (id === "node") nodes?.leave();
    else changeTaste(changeOf(id, taste));
  };
  const trigger = (
    <Button kind="quiet" label={say("account.menu", { name: me.name })}>
      <span className={styles["who"]}>{initials(me.name)}</span>
    </Button>
  );
  return (
    <Menu
      trigger={trigger}
      label={say("account.menu", { name: me.name })}
      groups={groupsOf(say, me, taste, nodes !== null)}
      onPick={pick}
      side="bottom end"
    />
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== "");
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word?.[0] ?? "")
    .join("")
    .toUpperCase();
}

const themes: readonly Theme[] = ["light", "dark", "system"];
const densities: readonly Density[] = ["compact", "comfortable", "roomy"];

function changeOf(id: string, taste: Taste): Partial<Taste> {
  const theme = themes.find((one) => `theme=${one}` === id);
  if (theme !== undefined) return { theme };
  const density = densities.find((one) => `density=${one}` === id);
  if (density !== undefined) return { density };
  if (id === "contrast") return { contrast: taste.contrast === "more" ? "system" : "more" };
  if (id === "sound") return { isMuted: !taste.isMuted };
  if (id === "language=en") return { language: "en" };
  return id === "language=de" ? { language: "de" } : {};
}

function groupsOf(
  say: Say,
  { name, roles }: Me,
  taste: Taste,
  hasNodes: boolean,
): readonly MenuGroup[] {
  return [
    { heading: say("account.look"), entries: lookEntries(say, taste) },
    { heading: say("account.language"), entries: languageEntries(say, taste) },
    {
      heading: name,
      entries: ownEntries(say, taste, { invites: roles.includes("admin"), hasNodes }),
    },
  ];
}

function lookEntries(say: Say, taste: Taste): readonly MenuEntry[] {
  return [
    ...themes.map((theme) => ({
      id: `theme=${theme}`,
      label: say(`account.${theme}`),
      icon: mark(say, taste.theme === theme),
    })),
    {
      id: "contrast",
      label: say("account.contrast"),
      icon: mark(say, taste.contrast === "more"),
    },
    ...densities.map((density) => ({
      id: `density=${density}`,
      label: say(`account.${density}`),
      icon: mark(say, taste.density === density),
    })),
  ];
}

function languageEntries(say: Say, taste: Taste): readonly MenuEntry[] {
  return Object.entries(languageNames).map(([language, label]) => ({
    id: `language=${language}`,
    label,
    icon: mark(say, taste.language === language),
  }));
}

function ownEntries(
  say: Say,
  taste: Taste,
  { invites, hasNodes }: { readonly invites: boolean; readonly hasNodes: boolean },
): readonly MenuEntry[] {
  const SoundIcon = taste.isMuted ? VolumeX : Volume2;
  return [
    {
      id: "sound",
      label: say(taste.isMuted ? "account.unmute" : "account.mute"),
      icon: <SoundIcon size={14} aria-hidden />,
      keys: "m",
    },
    {
      id: "alerts",
      label: say("alerts.open"),
      icon: <Bell size={14} aria-hidden />,
    },
    {
      id: "shortcuts",
      label: say("account.shortcuts"),
      icon: <Keyboard size={14} aria-hidden />,
      keys: "?",
    },
    ...(invites
      ? [{ id: "invite", label: say("inviting.open"), icon: <UserPlus size={14} aria-hidden /> }]
      : []),
    ...(hasNodes
      ? [{ id: "node", label: say("signIn.otherNode"), icon: <Server size={14} aria-hidden /> }]
      : []),
    { id: "sign-out", label: say("account.signOut"), icon: <LogOut size={14} aria-hidden /> },
  ];
}

/** What is chosen carries a tick; what is not keeps its place free. */
function mark(say: Say, isChosen: boolean) {
  if (!isChosen) return <span className={styles["noTick"]} />;
  return <Check size={14} role="img" aria-label={say("account.chosen")} />;
}
