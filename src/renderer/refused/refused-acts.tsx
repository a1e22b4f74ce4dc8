import { useState } from "react";
import type { OutboxEntry } from "../../sync/desk.ts";
import { useDesk } from "../app/desk-context.tsx";
import { Button } from "../parts/button.tsx";
import { useWords } from "../words/words.ts";
import { type Kept, keepText, textOf } from "./keep-text.ts";
import styles from "./refused.module.css";

interface RefusedActsProps {
  readonly entry: OutboxEntry;
  /** The text is back in its composer. */
  readonly onKept?: () => void;
}

/** What can be done with something the node refused: again, or save its text, or let it go. */
export function RefusedActs({ entry, onKept }: RefusedActsProps) {
  const { say } = useWords();
  const desk = useDesk();
  const [kept, setKept] = useState<Kept | null>(null);
  const keep = async () => {
    const end = await keepText(desk, entry, navigator.clipboard);
    setKept(end);
    if (end === "IN_DRAFT") onKept?.();
  };
  const told = kept === null || kept === "IN_DRAFT" ? null : say(`refused.${kept}`);
  return (
    <>
      <p className={styles["told"]} role="status">
        {told}
      </p>
      <div className={styles["acts"]}>
        <Button size="small" onPress={() => void desk.retry(entry.id)}>
          {say("talk.retry")}
        </Button>
        {textOf(entry.command) === null ? null : (
          <Button size="small" onPress={() => void keep()}>
            {say("talk.keepText")}
          </Button>
        )}
        <Button size="small" kind="quiet" onPress={() => void desk.discard(entry.id)}>
          {say("talk.discard")}
        </Button>
      </div>
    </>
  );
}
