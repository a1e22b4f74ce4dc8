import { Fragment } from "react";
import { Dialog } from "../parts/dialog.tsx";
import { Kbd } from "../parts/kbd.tsx";
import { useWords } from "../words/words.ts";
import styles from "./shell.module.css";
import { type Shortcut, type ShortcutArea, keysAsRead, shortcutsFor } from "./shortcuts.ts";
import { platform } from "./use-shortcuts.ts";

const areas: readonly ShortcutArea[] = ["offers", "work", "conversation", "shell", "go"];

interface SheetProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Every key there is, from the one list. */
export function ShortcutSheet({ isOpen, onClose }: SheetProps) {
  const { say } = useWords();
  const shortcuts = shortcutsFor(platform);
  return (
    <Dialog title={say("keys.title")} isOpen={isOpen} onClose={onClose} isWide>
      <p className={styles["quiet"]}>{say("keys.note")}</p>
      <div className={styles["keysGrid"]}>
        {areas.map((area) => (
          <Fragment key={area}>
            <h3 className={styles["keysArea"]}>{say(`keys.area.${area}`)}</h3>
            {shortcuts
              .filter((each) => each.area === area)
              .map((shortcut) => (
                <Row key={shortcut.id} shortcut={shortcut} />
              ))}
          </Fragment>
        ))}
      </div>
    </Dialog>
  );
}

function Row({ shortcut }: { readonly shortcut: Shortcut }) {
  const { say } = useWords();
  const keys = [...shortcut.chords, ...shortcut.singles].map((one) =>
    keysAsRead(one, platform.isMac),
  );
  return (
    <div className={styles["keysRow"]}>
      <span>{say(`keys.act.${shortcut.id}`)}</span>
      <span className={styles["keysEnd"]}>
        {keys.map((one) => (
          <span key={one}>
            <Kbd keys={one} />
            <span hidden>{one}</span>
          </span>
        ))}
      </span>
    </div>
  );
}
