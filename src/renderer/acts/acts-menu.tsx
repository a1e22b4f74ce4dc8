import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { useConnection } from "../app/desk-context.tsx";
import type { Conversation } from "../conversation/use-conversation.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Menu } from "../parts/menu.tsx";
import { useWords } from "../words/words.ts";
import { type Act, weighty } from "./acts.ts";
import styles from "./acts.module.css";
import { DeferDialog } from "./defer-dialog.tsx";
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

/** Everything that can be done with a conversation besides writing and ending it. */
export function ActsMenu({ conversation }: { readonly conversation: Conversation }) {
  const { say } = useWords();
  const acting = useActs(conversation);
  const isLive = useConnection().state === "LIVE";
  const [asked, setAsked] = useState<Act | null>(null);
  const { possible, refusal, isPending } = acting;
  if (possible.length === 0) return null;
  const pick = (id: string) => {
    const act = possible.find((each) => each === id);
    if (act === undefined) return;
    acting.clear();
    if (act === "defer" || act === "setType" || asksWhere.has(act) || weighty.has(act))
      setAsked(act);
    else acting.run(act);
  };
  const entries = possible.map((act) => ({
    id: act,
    label: say(`acts.${act}`),
    isDisabled: !isLive,
    isDanger: weighty.has(act),
    ...(isLive ? {} : { note: say("acts.needsNode") }),
  }));
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
        groups={[{ heading: "", entries }]}
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
        queueId={conversation.row.queueId}
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
