import { useNavigate } from "@tanstack/react-router";
import { ArrowRight, Plus } from "lucide-react";
import { useState } from "react";
import { useConnection, useMe, useSubmit } from "../app/desk-context.tsx";
import { Button } from "../parts/button.tsx";
import { SectionHead } from "../parts/section-head.tsx";
import { useWords } from "../words/words.ts";
import styles from "./acts.module.css";
import { StartDialog } from "./start-dialog.tsx";

/** Beginning a conversation oneself. */
export function BeginButton() {
  const { say } = useWords();
  const isLive = useConnection().state === "LIVE";
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        icon={<Plus size={14} aria-hidden />}
        unavailable={isLive ? undefined : say("acts.needsNode")}
        onPress={() => setOpen(true)}
      >
        {say("begin.new")}
      </Button>
      {isOpen ? <StartDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** What waits, and asking for the next piece of it beyond what is offered: up to the hard limit, in the router's order. */
export function WaitingHead({ count }: { readonly count: number }) {
  const { say } = useWords();
  const navigate = useNavigate();
  const isAgent = useMe().agentId !== null;
  const isLive = useConnection().state === "LIVE";
  const { submit, isPending, refusal } = useSubmit();
  const ask = () =>
    void submit("task.request", { mrdId: null }).outcome.then((outcome) => {
      const interactionId = outcome.end === "APPLIED" ? interactionIn(outcome.reply) : null;
      if (interactionId !== null)
        void navigate({ to: "/work/$interactionId", params: { interactionId } });
    });
  const next = (
    <Button
      size="small"
      icon={<ArrowRight size={14} aria-hidden />}
      isPending={isPending}
      unavailable={isLive ? undefined : say("acts.needsNode")}
      onPress={ask}
    >
      {say("begin.next")}
    </Button>
  );
  return (
    <>
      <SectionHead count={count} {...(isAgent && count > 0 ? { actions: next } : {})}>
        {say("work.waiting")}
      </SectionHead>
      {refusal === null ? null : (
        <p className={styles["line"]} role="alert">
          {refusal.words}
        </p>
      )}
    </>
  );
}

function interactionIn(reply: unknown): string | null {
  if (typeof reply !== "object" || reply === null || !("interactionId" in reply)) return null;
  return typeof reply.interactionId === "string" ? reply.interactionId : null;
}
