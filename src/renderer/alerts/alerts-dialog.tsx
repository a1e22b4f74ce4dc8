import { useState } from "react";
import { desktop } from "../app/desktop.ts";
import { changeTaste, taste$, tasteNow } from "../app/look.ts";
import { useObservable } from "../app/observable.ts";
import { Button } from "../parts/button.tsx";
import { Checkbox } from "../parts/checkbox.tsx";
import { Dialog } from "../parts/dialog.tsx";
import type { WordKey } from "../words/languages.ts";
import { useWords } from "../words/words.ts";
import styles from "./alerts.module.css";
import {
  type NoticePermission,
  askForNotices,
  noticePermission,
  noticePermission$,
  showNotice,
} from "./notifications.ts";
import { type Played, play } from "./sounds.ts";

const permissionWords: Readonly<Record<NoticePermission, WordKey>> = {
  GRANTED: "alerts.granted",
  DENIED: "alerts.denied",
  UNASKED: "alerts.unasked",
  UNAVAILABLE: "alerts.unavailable",
};

const playedWords: Readonly<Record<Played | "MUTED", WordKey>> = {
  PLAYED: "alerts.played",
  BLOCKED: "alerts.notPlayed",
  FAILED: "alerts.noDevice",
  MUTED: "alerts.muted",
};

/** How an offer makes itself heard and seen on this computer, and a test that takes the way an offer takes. */
export function AlertsDialog({ onClose }: { readonly onClose: () => void }) {
  const { say } = useWords();
  const { isMuted } = useObservable(taste$, tasteNow());
  const permission = useObservable(noticePermission$, noticePermission());
  const { results, test } = useSelfTest();
  return (
    <Dialog
      title={say("alerts.title")}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button kind="quiet" onPress={onClose}>
            {say("alerts.close")}
          </Button>
          <Button kind="primary" onPress={() => void test()}>
            {say("alerts.test")}
          </Button>
        </>
      }
    >
      <div className={styles["ways"]}>
        <Checkbox isSelected={!isMuted} onChange={(on) => changeTaste({ isMuted: !on })}>
          {say("alerts.sound")}
        </Checkbox>
        {desktop === undefined ? (
          <div className={styles["row"]}>
            <span>{say(permissionWords[permission])}</span>
            {permission === "UNASKED" ? (
              <Button onPress={() => void askForNotices()}>{say("alerts.allow")}</Button>
            ) : null}
          </div>
        ) : null}
      </div>
      <ul className={styles["results"]} aria-live="polite">
        {results.map((key) => (
          <li key={key}>{say(key)}</li>
        ))}
      </ul>
    </Dialog>
  );
}

/** Sounds and shows what an offer would, and says of each whether it came. */
function useSelfTest() {
  const { say } = useWords();
  const [results, setResults] = useState<readonly WordKey[]>([]);
  const test = async (): Promise<void> => {
    const { isMuted, volume } = tasteNow();
    const played = isMuted ? "MUTED" : await play("chat", volume);
    if (desktop !== undefined) return setResults([playedWords[played]]);
    const notice = showNotice({
      tag: "self-test",
      title: say("alerts.testTitle"),
      body: say("alerts.offerNote"),
      onClick: () => undefined,
    });
    const isShown = await notice.shown;
    return setResults([playedWords[played], isShown ? "alerts.shown" : "alerts.notShown"]);
  };
  return { results, test };
}
