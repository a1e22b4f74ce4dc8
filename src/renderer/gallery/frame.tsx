import {
  ChartNoAxesColumn,
  CircleAlert,
  Folder,
  History,
  Inbox,
  ListFilter,
  Settings,
} from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../parts/button.tsx";
import { Rail } from "../parts/frame/rail.tsx";
import { LinkMark, ShellFrame, StatusBar, TopBar } from "../parts/frame/shell-frame.tsx";
import { Kbd } from "../parts/kbd.tsx";
import { Menu } from "../parts/menu.tsx";
import { Pips } from "../parts/pips.tsx";
import { StateGlyph } from "../parts/state-glyph.tsx";
import { Elapsed } from "../parts/time-text.tsx";
import { useWords } from "../words/words.ts";
import styles from "./gallery.module.css";
import { ago } from "./sample.ts";

const entries = [
  { id: "agent", label: "My work", icon: Inbox, href: "#agent", badge: 2, keys: "g w" },
  { id: "queue", label: "Queue home", icon: ListFilter, href: "#signals", keys: "g q" },
  { id: "folders", label: "Folders", icon: Folder, href: "#controls", keys: "g f" },
  { id: "history", label: "History", icon: History, href: "#offers", keys: "g h" },
  { id: "live", label: "Live", icon: ChartNoAxesColumn, href: "#live", keys: "g l" },
  { id: "alerts", label: "Alerts", icon: CircleAlert, href: "#signals", keys: "g a" },
  { id: "settings", label: "Settings", icon: Settings, href: "#controls", isLast: true },
];

export function Frame({
  current,
  children,
}: {
  readonly current: string;
  readonly children: ReactNode;
}) {
  return (
    <ShellFrame
      rail={
        <Rail entries={entries.map((entry) => ({ ...entry, isCurrent: entry.id === current }))} />
      }
      top={<Top />}
      status={
        <StatusBar
          end={
            <span>
              Shortcuts <Kbd keys="?" />
            </span>
          }
        >
          <LinkMark state="live">Live 38 ms</LinkMark>
          <span>node hq-1</span>
          <span>0 waiting to send</span>
          <span>next in line for Billing, Tech</span>
        </StatusBar>
      }
    >
      {children}
    </ShellFrame>
  );
}

const states = [
  {
    heading: "",
    entries: [
      {
        id: "available",
        label: "Available",
        icon: <StateGlyph state="available" label={null} />,
        keys: "a",
      },
      {
        id: "not-ready",
        label: "Not ready",
        note: "Break, lunch, training",
        icon: <StateGlyph state="not-ready" label={null} />,
        keys: "n",
      },
      {
        id: "after",
        label: "After this work",
        icon: <StateGlyph state="wrap-up" label={null} />,
        keys: "w",
      },
    ],
  },
];

function Top() {
  const { say } = useWords();
  const stateButton = (
    <Button icon={<StateGlyph state="available" label={null} />}>
      <span>
        {say("agentState.available")} <Elapsed since={ago(24, 10)} />
      </span>
    </Button>
  );
  return (
    <TopBar
      end={
        <>
          <Pips name={say("channel.chat")} used={2} total={4} />
          <Pips name={say("channel.mail")} used={1} total={3} paused={1} />
          <Pips name={say("channel.voice")} used={0} total={1} />
          <Menu
            trigger={stateButton}
            label="State"
            groups={states}
            onPick={() => {}}
            side="bottom end"
          />
        </>
      }
    >
      <div className={styles["search"]}>
        <span>Search or do anything</span>
        <Kbd keys="Ctrl K" />
      </div>
    </TopBar>
  );
}
