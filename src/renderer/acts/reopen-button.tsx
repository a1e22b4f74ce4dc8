import { useNavigate } from "@tanstack/react-router";
import { RotateCcw } from "lucide-react";
import { brand } from "../../domain/id.ts";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import { useConnection, useMe, useSubmit } from "../app/desk-context.tsx";
import { newId } from "../app/page-ids.ts";
import { Button } from "../parts/button.tsx";
import { useWords } from "../words/words.ts";
import styles from "./acts.module.css";
import { RefusalLine } from "./refusal-line.tsx";

/** A completed interaction goes on, with me: within its window, or at any time by a supervisor. */
export function ReopenButton({ row }: { readonly row: InteractionRow }) {
  const { say } = useWords();
  const navigate = useNavigate();
  const { agentId } = useMe();
  const isLive = useConnection().state === "LIVE";
  const { submit, isPending, refusal } = useSubmit();
  if (row.state !== "COMPLETED" || row.threadState === "CLOSED" || agentId === null) return null;
  const reopen = () => {
    const body = { interactionId: row.id, taskId: brand<never>(newId()) };
    void submit("interaction.reopen", body).outcome.then((outcome) => {
      if (outcome.end === "APPLIED")
        void navigate({ to: "/work/$interactionId", params: { interactionId: row.id } });
    });
  };
  return (
    <span className={styles["acts"]}>
      <RefusalLine refusal={refusal} />
      <Button
        icon={<RotateCcw size={13} aria-hidden />}
        isPending={isPending}
        unavailable={isLive ? undefined : say("acts.needsNode")}
        onPress={reopen}
      >
        {say("acts.reopen")}
      </Button>
    </span>
  );
}
