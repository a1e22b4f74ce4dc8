import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { useConnection } from "../app/desk-context.tsx";
import type { Conversation } from "../conversation/use-conversation.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Menu, type MenuGroup } from "../parts/menu.tsx";
import { useWords } from "../words/words.ts";
import { type Act, actGroups, weighty } from "./acts.ts";
import styles from "./acts.module.css";
import { DeferDialog } from "./defer-dialog.tsx";
import { HoldDialog } from "./hold-dialog.tsx";
import { MediaDialog } from "./media-dialog.tsx";
import { TargetDialog } from "./target-dialog.tsx";
import { TypeDialog } from "./type-dialog.tsx";
import { type Acting, useActs } from "./use-acts.ts";

const asksWhere: ReadonlySet<Act> = new Set([
  "transfer",
  "conference",
  "consult",
  "assign",
  "move",
]);
const asksMore: ReadonlySet<Act> = new Set(["defer", "holdFor", "setType", "addMedia", "endMedia"]);

/** Everything that can be done with a conversation besides writing and ending it. */
export function ActsMenu({ conversation }: { readonly conversation: Conversation }) {
  const { say } = useWords();
  const acting = useActs(conversation);
  const [asked, setAsked] = useState<Act | null>(null);
  const { possible, refusal, isPending } = acting;
  const groups = useGroups(possible);
  if (possible.length === 0) return null;
  const pick = (id: string) => {
    const act = possible.find((each) => each === id);
    if (act === undefined) return;
    acting.clear();
    if (asksMore.has(act) || asksWhere.has(act) || weighty.has(act)) setAsked(act);
    else acting.run(act);
  };
  return (
    <span className={styles["acts"]}>
      {refusal === null ? null : (
        <span className={styles["refusal"]} role="alert">
          {refusal.words}
        </span>
      )}
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
          onClose={() => setAsked(null)}
        />
      )}
    </span>
  );
}

/** In the order of the groups; where there is one alone it needs no heading. */
function useGroups(possible: readonly Act[]): readonly MenuGroup[] {
  const { say } = useWords();
  const isLive = useConnection().state === "LIVE";
  const groups = actGroups
    .map(({ group, acts }) => ({
      heading: say(`acts.groups.${group}`),
      entries: acts
        .filter((act: Act) => possible.includes(act))
        .map((act) => ({
          id: act,
          label: say(`acts.${act}`),
          isDisabled: !isLive,
          isDanger: weighty.has(act),
          ...(isLive ? {} : { note: say("acts.needsNode") }),
        })),
    }))
    .filter(({ entries }) => entries.length > 0);
  return groups.length > 1 ? groups : groups.map((group) => ({ ...group, heading: "" }));
}

interface AskingProps {
  readonly act: Act;
  readonly acting: Acting;
  readonly conversation: Conversation;
  readonly onClose: () => void;
}

function Asking({ act, acting, conversation, onClose }: AskingProps) {
  const { say } = useWords();
  if (act === "defer") {
    const choose = (until: number) => {
      acting.deferUntil(until);
      onClose();
    };
    return <DeferDialog onChoose={choose} onClose={onClose} />;
  }
  if (act === "holdFor") {
    const choose = (seconds: number) => {
      acting.holdFor(seconds);
      onClose();
    };
    return <HoldDialog onChoose={choose} onClose={onClose} />;
  }
  if (act === "addMedia" || act === "endMedia") {
    const { other, added } = acting.media;
    return (
      <MediaDialog
        act={act}
        options={act === "addMedia" ? other : added}
        onChoose={(id) => {
          if (act === "addMedia") acting.addMedia(id);
          else acting.endMedia(id);
          onClose();
        }}
        onClose={onClose}
      />
    );
  }
  if (act === "setType") {
    return (
      <TypeDialog
        present={conversation.row.communicationType}
        onChoose={(type) => {
          acting.setType(type);
          onClose();
        }}
        onClose={onClose}
      />
    );
  }
  if (asksWhere.has(act)) {
    return (
      <TargetDialog
        act={act}
        row={conversation.row}
        onChoose={(chosen) => {
          acting.send(act, chosen);
          onClose();
        }}
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog
      title={say(`acts.${act}`)}
      isOpen
      isAlert
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{say("acts.back")}</Button>
          <Button
            kind="primary"
            onPress={() => {
              acting.run(act);
              onClose();
            }}
          >
            {say(`acts.${act}`)}
          </Button>
        </>
      }
    >
      <p>{say("acts.sure", { customer: conversation.row.customerName })}</p>
    </Dialog>
  );
}
