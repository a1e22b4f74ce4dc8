import { SoundMark } from "../alerts/sound-mark.tsx";
import { useMe } from "../app/desk-context.tsx";
import { Chip } from "../parts/chip.tsx";
import { TopBar } from "../parts/frame/shell-frame.tsx";
import { useWords } from "../words/words.ts";
import { AccountMenu } from "./account-menu.tsx";
import { Capacity } from "./capacity.tsx";
import styles from "./shell.module.css";
import { StateSwitch } from "./state-switch.tsx";

interface TopProps {
  readonly onShortcuts: () => void;
  readonly onAlerts: () => void;
  readonly onSignOut: () => void;
  readonly onInvite: () => void;
}

export function Top(acts: TopProps) {
  const { say } = useWords();
  const { workspaceName, demo } = useMe();
  return (
    <TopBar
      end={
        <>
          <SoundMark />
          <Capacity />
          <StateSwitch />
          <AccountMenu {...acts} />
        </>
      }
    >
      <div className={styles["brand"]}>
        <span className={styles["brandName"]}>{say("product")}</span>
        {/* A workspace that nobody has named yet is called as the product is. */}
        {workspaceName === say("product") ? null : (
          <span className={styles["workspace"]}>{workspaceName}</span>
        )}
        {demo ? <Chip>{say("demo")}</Chip> : null}
      </div>
    </TopBar>
  );
}
