import type { OwnWork } from "../agent/own-work.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { useWords } from "../words/words.ts";
import styles from "./conversation.module.css";

export function NothingOpenHead() {
  const { say } = useWords();
  return (
    <div className={styles["head"]}>
      <h1 className={styles["title"]}>{say("rails.work")}</h1>
    </div>
  );
}

/** Nothing is open: what there would be to open. */
export function NoConversation({ work: { ringing, mine } }: { readonly work: OwnWork }) {
  const { say } = useWords();
  const count = ringing.length + mine.length;
  return (
    <div className={styles["nothing"]}>
      <EmptyState title={say("foot.nothingOpen")}>
        {say(count === 0 ? "foot.offersComeHere" : "foot.pickOne")}
      </EmptyState>
    </div>
  );
}
