import type { ReactNode } from "react";
import { ActButtons } from "../acts/act-buttons.tsx";
import { useOffers } from "../agent/offers-context.ts";
import { Button } from "../parts/button.tsx";
import { EmptyState } from "../parts/empty-state.tsx";
import { RefusedCards } from "../refused/refused-cards.tsx";
import { shownKeys } from "../shell/shortcuts.ts";
import { platform } from "../shell/use-shortcuts.ts";
import { useWords } from "../words/words.ts";
import styles from "./conversation.module.css";
import { Details } from "./details.tsx";
import { Head } from "./head.tsx";
import { Talk } from "./talk.tsx";
import { type Conversation, useConversation } from "./use-conversation.ts";
import { WrapUp } from "./wrap-up.tsx";
import { Writing } from "./writing.tsx";

export interface ConversationSlots {
  readonly header: ReactNode;
  readonly body: ReactNode;
  readonly foot: ReactNode;
  readonly details: ReactNode;
}

/** One conversation, cut into the places of the work layout. */
export function useConversationSlots(
  interactionId: string,
  { showDetails }: { readonly showDetails: () => void },
): ConversationSlots {
  const conversation = useConversation(interactionId);
  if (conversation === null || conversation === undefined) {
    const body = conversation === null ? <NotHere interactionId={interactionId} /> : null;
    return { header: null, body, foot: null, details: null };
  }
  return {
    header: <Head conversation={conversation} onDetails={showDetails} />,
    body: <Talk conversation={conversation} />,
    foot: <Foot conversation={conversation} />,
    details: <Details conversation={conversation} />,
  };
}

function NotHere({ interactionId }: { readonly interactionId: string }) {
  const { say } = useWords();
  return (
    <>
      <EmptyState title={say("foot.notHere")}>{say("foot.notHereNote")}</EmptyState>
      <RefusedCards line={interactionId} />
    </>
  );
}

/** What can be done with it now: write, wrap up, accept, or only read. */
function Foot({ conversation }: { readonly conversation: Conversation }) {
  const { say } = useWords();
  const { hold, row } = conversation;
  switch (hold.kind) {
    case "ACTIVE":
      return hold.task.role === "SILENT_MONITOR" ? (
        <Listening conversation={conversation} />
      ) : (
        <Writing task={hold.task} row={row} />
      );
    case "WRAP_UP":
      return <WrapUp task={hold.task} row={row} />;
    case "RINGING":
      return <Peeking offerId={hold.task.offer?.id ?? ""} />;
    case "READING":
      return <Taking conversation={conversation} />;
    case "COMPLETED":
      return (
        <p className={styles["footLine"]}>
          {say("foot.completed")}{" "}
          <a className={styles["footLink"]} href={`#/completed/${row.id}`}>
            {say("foot.openCompleted")}
          </a>
        </p>
      );
  }
}

/** Nobody sees a listener: writing begins with whispering, or with joining in. */
function Listening({ conversation }: { readonly conversation: Conversation }) {
  const { say } = useWords();
  return (
    <div className={styles["footLine"]}>
      <span>{say("foot.listening")}</span>
      <ActButtons conversation={conversation} offered={["leave", "whisper", "bargeIn"]} />
    </div>
  );
}

/** Somebody else's, or nobody's: with the one step that makes it one's own, where there is one. */
function Taking({ conversation }: { readonly conversation: Conversation }) {
  const { say } = useWords();
  const isFree = conversation.row.participants.length === 0;
  return (
    <div className={styles["footLine"]}>
      <span>{say(isFree ? "foot.free" : "foot.reading")}</span>
      <ActButtons
        conversation={conversation}
        offered={isFree ? ["claim", "engage", "join"] : ["join"]}
      />
    </div>
  );
}

/** Reading before accepting: the customer sees nothing of it. */
function Peeking({ offerId }: { readonly offerId: string }) {
  const { say } = useWords();
  const { acts, open } = useOffers();
  const isOpen = open.some(({ offer }) => offer.id === offerId);
  const keys = shownKeys("accept", platform);
  return (
    <div className={styles["footLine"]}>
      <span>{say("foot.peeking")}</span>
      <Button
        kind="primary"
        isPending={!isOpen && acts.unavailable === undefined}
        unavailable={acts.unavailable}
        onPress={() => acts.onAccept(offerId)}
        {...(keys === undefined ? {} : { keys })}
      >
        {say("offer.accept")}
      </Button>
    </div>
  );
}
