import { Fragment } from "react";
import { VisuallyHidden } from "react-aria-components";
import { Dialog } from "../parts/dialog.tsx";
import { Kbd } from "../parts/kbd.tsx";
import { useWords } from "../words/words.ts";
import styles from "./shell.module.css";
import {
  type Shortcut,
  type ShortcutArea,
  type ShortcutId,
  keysAsRead,
  shortcutsFor,
} from "./shortcuts.ts";
import { platform } from "./use-shortcuts.ts";

const areas: readonly ShortcutArea[] = ["offers", "work", "conversation", "shell", "go"];

interface SheetProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Every key there is, from the one list. */
export function ShortcutSheet({ isOpen, onClose }: SheetProps) {
  const { say } = useWords();
  const shortcuts = shortcutsFor(platform).filter(isListed);
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

type Listed = Shortcut & { readonly id: Exclude<ShortcutId, OtherJump> };
type OtherJump = "jump2" | "jump3" | "jump4" | "jump5" | "jump6" | "jump7" | "jump8" | "jump9";

/** Nine jumps are one line. */
function isListed(shortcut: Shortcut): shortcut is Listed {
  return !/^jump[2-9]$/.test(shortcut.id);
}

function Row({ shortcut }: { readonly shortcut: Listed }) {
  const { say } = useWords();
  const keys = [...shortcut.chords, ...shortcut.singles]
    .map((one) => keysAsRead(one, platform.isMac))
    .map((one) => (shortcut.id === "jump1" ? one.replace("1", "1…9") : one));
  return (
    <div className={styles["keysRow"]}>
      <span>{say(`keys.act.${shortcut.id}`)}</span>
      <span className={styles["keysEnd"]}>
        {keys.map((one) => (
          <span key={one}>
            <Kbd keys={one} />
            <VisuallyHidden>{one}</VisuallyHidden>
          </span>
        ))}
      </span>
    </div>
  );
}
