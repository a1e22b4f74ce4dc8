import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { useConnection } from "../app/desk-context.tsx";
import type { Conversation } from "../conversation/use-conversation.ts";
import { Button } from "../parts/button.tsx";
import { Menu, type MenuGroup } from "../parts/menu.tsx";
import { useWords } from "../words/words.ts";
import { type Act, actGroups, weighty } from "./acts.ts";
import styles from "./acts.module.css";
import { RefusalLine } from "./refusal-line.tsx";
import { Asking, asks } from "./asking.tsx";
import { useActWords, useActs } from "./use-acts.ts";

/** Everything that can be done with a conversation besides writing and ending it. */
export function ActsMenu({ conversation }: { readonly conversation: Conversation }) {
  const { say } = useWords();
  const acting = useActs(conversation);
  const [asked, setAsked] = useState<Act | null>(null);
  const { possible, refusal, isPending } = acting;
  const groups = useGroups(possible, useActWords(conversation));
  if (possible.length === 0) return null;
  const pick = (id: string) => {
    const act = possible.find((each) => each === id);
    if (act === undefined) return;
    acting.clear();
    if (asks(act)) setAsked(act);
    else acting.run(act);
  };
  return (
    <span className={styles["acts"]}>
      <RefusalLine refusal={asked === null ? refusal : null} />
      <Menu
        label={say("acts.menu")}
        side="bottom end"
        onPick={pick}
        groups={groups}
        trigger={
          <Button size="small" isPending={isPending} icon={<Ellipsis size={14} aria-hidden />}>
            {say("acts.title")}
          </Button>
        }
      />
      {asked === null ? null : (
        <Asking
          act={asked}
          acting={acting}
          conversation={conversation}
          onClose={() => {
            acting.clear();
            setAsked(null);
          }}
        />
      )}
    </span>
  );
}

/** In the order of the groups; where there is one alone it needs no heading. */
function useGroups(possible: readonly Act[], wordsOf: (act: Act) => string): readonly MenuGroup[] {
  const { say } = useWords();
  const isLive = useConnection().state === "LIVE";
  const groups = actGroups
    .map(({ group, acts }) => ({
      heading: say(`acts.groups.${group}`),
      entries: acts
        .filter((act: Act) => possible.includes(act))
        .map((act) => ({
          id: act,
          label: wordsOf(act),
          isDisabled: !isLive,
          isDanger: weighty.has(act),
          ...(isLive ? {} : { note: say("acts.needsNode") }),
        })),
    }))
    .filter(({ entries }) => entries.length > 0);
  return groups.length > 1 ? groups : groups.map((group) => ({ ...group, heading: "" }));
}
