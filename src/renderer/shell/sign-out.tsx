import { useState } from "react";
import { useDesk } from "../app/desk-context.tsx";
import { usePage } from "../app/page-context.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { useWords } from "../words/words.ts";

interface SigningOut {
  readonly begin: () => void;
  readonly unsent: number | null;
  readonly isPending: boolean;
  readonly discard: () => void;
  readonly wait: () => void;
}

/** Sends what waits first; only with work unsent does it ask. */
export function useSignOut(): SigningOut {
  const desk = useDesk();
  const { session } = usePage();
  const [unsent, setUnsent] = useState<number | null>(null);
  const [isPending, setPending] = useState(false);
  const leave = async (discard: boolean) => {
    setPending(true);
    const end = await desk.signOut({ discard });
    setPending(false);
    if (end.signedOut) await session.ended();
    else setUnsent(end.unsent);
  };
  return {
    begin: () => void leave(false),
    unsent,
    isPending,
    discard: () => void leave(true),
    wait: () => setUnsent(null),
  };
}

export function SignOutDialog({ unsent, isPending, discard, wait }: SigningOut) {
  const { say } = useWords();
  return (
    <Dialog
      title={say("signOut.title")}
      isOpen={unsent !== null}
      onClose={wait}
      isAlert
      actions={
        <>
          <Button kind="danger" isPending={isPending} onPress={discard}>
            {say("signOut.discard", { count: unsent ?? 0 })}
          </Button>
          <Button kind="primary" autoFocus onPress={wait}>
            {say("signOut.wait")}
          </Button>
        </>
      }
    >
      <p>{say("signOut.words", { count: unsent ?? 0 })}</p>
    </Dialog>
  );
}
