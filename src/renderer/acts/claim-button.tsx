import { useNavigate } from "@tanstack/react-router";
import type { TaskRow } from "../../protocol/rows/task-row.ts";
import { useConnection, useMe, useSubmit } from "../app/desk-context.tsx";
import { Button } from "../parts/button.tsx";
import { useWords } from "../words/words.ts";
import styles from "./acts.module.css";
import { RefusalLine } from "./refusal-line.tsx";

interface ClaimButtonProps {
  readonly task: TaskRow;
  readonly isOutOfTabOrder: boolean;
}

/** Waiting work taken from where it stands in a list; the conversation opens once the node says it is mine. */
export function ClaimButton({ task, isOutOfTabOrder }: ClaimButtonProps) {
  const { say } = useWords();
  const navigate = useNavigate();
  const { agentId } = useMe();
  const isLive = useConnection().state === "LIVE";
  const { submit, isPending, refusal } = useSubmit();
  if (agentId === null) return null;
  const { id: taskId, interactionId } = task;
  const claim = () =>
    void submit("task.claim", { taskId }).outcome.then((outcome) => {
      if (outcome.end === "APPLIED")
        void navigate({ to: "/work/$interactionId", params: { interactionId } });
    });
  return (
    <span className={styles["acts"]}>
      <RefusalLine refusal={refusal} />
      <Button
        size="small"
        label={say("acts.claimOf", { customer: task.customerName })}
        isPending={isPending}
        isOutOfTabOrder={isOutOfTabOrder}
        unavailable={isLive ? undefined : say("acts.needsNode")}
        onPress={claim}
      >
        {say("acts.claim")}
      </Button>
    </span>
  );
}
