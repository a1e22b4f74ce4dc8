import { Outlet, useRouterState } from "@tanstack/react-router";
import { useState } from "react";
import { OffersProvider } from "../agent/offers-provider.tsx";
import { OffersPlace } from "../agent/offers-place.tsx";
import { AlertsDialog } from "../alerts/alerts-dialog.tsx";
import { changeTaste, tasteNow } from "../app/look.ts";
import { InviteDialog } from "../invites/invite-dialog.tsx";
import { Rail } from "../parts/frame/rail.tsx";
import { ShellFrame } from "../parts/frame/shell-frame.tsx";
import { FirstSteps } from "./first-steps.tsx";
import { HomecomingNotice } from "./homecoming-notice.tsx";
import { LinkBanner } from "./link-banner.tsx";
import { goTo, useRailEntries } from "./rail-entries.ts";
import styles from "./shell.module.css";
import { ShortcutSheet } from "./shortcut-sheet.tsx";
import { SignOutDialog, useSignOut } from "./sign-out.tsx";
import { openOutbox } from "./outbox.tsx";
import { openStateSwitch } from "./state-switch.tsx";
import { Status } from "./status.tsx";
import { Top } from "./top.tsx";
import { useDesktopShell } from "./use-desktop-shell.ts";
import { useShortcut, useShortcutKeys } from "./use-shortcuts.ts";

/** The window around every page of a signed-in person. */
export function Shell() {
  const [isSheetOpen, setSheetOpen] = useState(false);
  const [isInviting, setInviting] = useState(false);
  const [isAlertsOpen, setAlertsOpen] = useState(false);
  const signOut = useSignOut();
  useShellShortcuts(() => setSheetOpen(true));
  const openSheet = () => setSheetOpen(true);
  return (
    <OffersProvider>
      <ShellFrame
        rail={<Navigation />}
        top={
          <Top
            onShortcuts={openSheet}
            onSignOut={signOut.begin}
            onAlerts={() => setAlertsOpen(true)}
            onInvite={() => setInviting(true)}
          />
        }
        status={<Status onShortcuts={openSheet} />}
      >
        <DesktopShell />
        <LinkBanner />
        <FirstSteps onInvite={() => setInviting(true)} />
        <HomecomingNotice />
        <OffersElsewhere />
        <div className={styles["page"]}>
          <Outlet />
        </div>
      </ShellFrame>
      <ShortcutSheet isOpen={isSheetOpen} onClose={() => setSheetOpen(false)} />
      <SignOutDialog {...signOut} />
      {isAlertsOpen ? <AlertsDialog onClose={() => setAlertsOpen(false)} /> : null}
      {isInviting ? <InviteDialog onClose={() => setInviting(false)} /> : null}
    </OffersProvider>
  );
}

function Navigation() {
  return <Rail entries={useRailEntries()} />;
}

/** Shows nothing: tells the desktop around the page what it should know. */
function DesktopShell() {
  useDesktopShell();
  return null;
}

/** My work has its own place for offers; on every other page they come in a strip that covers nothing. */
function OffersElsewhere() {
  const path = useRouterState({ select: (state) => state.location.pathname });
  if (path.startsWith("/work")) return null;
  return (
    <div className={styles["strip"]}>
      <OffersPlace />
    </div>
  );
}

function useShellShortcuts(openSheet: () => void): void {
  useShortcutKeys();
  useShortcut("help", openSheet);
  useShortcut("state", openStateSwitch);
  useShortcut("outbox", openOutbox);
  useShortcut("mute", () => changeTaste({ isMuted: !tasteNow().isMuted }));
  useShortcut("goWork", () => goTo("#/work"));
  useShortcut("goCompleted", () => goTo("#/completed"));
  useShortcut("goFolders", () => goTo("#/folders"));
  useShortcut("goLists", () => goTo("#/lists"));
  useShortcut("goLive", () => goTo("#/live"));
}
