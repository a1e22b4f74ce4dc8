import { useState } from "react";
import type { IssuedInvite } from "../../client/invites.ts";
import { useConnection, useDesk } from "../app/desk-context.tsx";
import { Button } from "../parts/button.tsx";
import { ConfirmDialog, Dialog } from "../parts/dialog.tsx";
import { useWords } from "../words/words.ts";
import { InviteFields } from "./invite-fields.tsx";
import { type InviteWish, emptyWish, isUsername, wishedInvite } from "./invite-wish.ts";
import { problemWords } from "./invite-form.tsx";
import styles from "./invites.module.css";
import { IssuedPaper } from "./issued-paper.tsx";

/** For administrators: whom to invite, and then what to hand to them. The code is shown here and never again. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const { say } = useWords();
  const [issued, setIssued] = useState<IssuedInvite | null>(null);
  if (issued === null) return <Ask onClose={onClose} onIssued={setIssued} />;
  return (
    <Dialog
      title={say("inviting.issued", { name: issued.username })}
      isOpen
      onClose={onClose}
      // A click beside it would lose the code.
      isAlert
      actions={
        <Button kind="primary" onPress={onClose}>
          {say("inviting.done")}
        </Button>
      }
    >
      <IssuedPaper issued={issued} />
    </Dialog>
  );
}

interface AskProps {
  readonly onClose: () => void;
  readonly onIssued: (issued: IssuedInvite) => void;
}

function Ask({ onClose, onIssued }: AskProps) {
  const { say } = useWords();
  const { http } = useDesk();
  const isLive = useConnection().state === "LIVE";
  const [wish, setWish] = useState<InviteWish>(emptyWish);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const send = async () => {
    setPending(true);
    setProblem(null);
    try {
      onIssued(await http.invite(wishedInvite(wish)));
    } catch (cause) {
      setProblem(problemWords(say, cause));
      setPending(false);
    }
  };
  return (
    <ConfirmDialog
      title={say("inviting.title")}
      refusal={problem}
      onClose={onClose}
      confirm={say("inviting.make")}
      isPending={isPending}
      isDisabled={!isUsername(wish.username) || (wish.isNew && wish.roles.length === 0)}
      unavailable={isLive ? undefined : say("acts.needsNode")}
      onConfirm={() => void send()}
    >
      <div className={styles["form"]}>
        <InviteFields wish={wish} onChange={setWish} />
      </div>
    </ConfirmDialog>
  );
}
