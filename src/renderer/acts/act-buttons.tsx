import { useConnection } from "../app/desk-context.tsx";
import type { Conversation } from "../conversation/use-conversation.ts";
import { Button } from "../parts/button.tsx";
import { useWords } from "../words/words.ts";
import type { Act } from "./acts.ts";
import styles from "./acts.module.css";
import { RefusalLine } from "./refusal-line.tsx";
import { useActWords, useActs } from "./use-acts.ts";

interface ActButtonsProps {
  readonly conversation: Conversation;
  /** In the order they stand; the last of those that are possible is the one most people want. */
  readonly offered: readonly Act[];
}

/** The few acts that a place is about, as buttons; all of them stand in the menu as well. */
export function ActButtons({ conversation, offered }: ActButtonsProps) {
  const { say } = useWords();
  const { possible, run, refusal, isPending } = useActs(conversation);
  const wordsOf = useActWords(conversation);
  const isLive = useConnection().state === "LIVE";
  const shown = offered.filter((act) => possible.includes(act));
  return (
    <span className={styles["acts"]}>
      <RefusalLine refusal={refusal} />
      {shown.map((act, at) => (
        <Button
          key={act}
          kind={at === shown.length - 1 ? "primary" : "secondary"}
          isPending={isPending}
          unavailable={isLive ? undefined : say("acts.needsNode")}
          onPress={() => run(act)}
        >
          {wordsOf(act)}
        </Button>
      ))}
    </span>
  );
}
