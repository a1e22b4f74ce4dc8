import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { brand } from "../../domain/id.ts";
import { leadsOut } from "../../domain/source.ts";
import { useConnection, useDirectory, useMe, useSubmit } from "../app/desk-context.tsx";
import { newId } from "../app/page-ids.ts";
import { ConfirmDialog } from "../parts/dialog.tsx";
import { Select } from "../parts/select.tsx";
import { TextArea, TextField } from "../parts/text-field.tsx";
import { useWords } from "../words/words.ts";
import styles from "./acts.module.css";
import { clip } from "../../domain/clip.ts";

/** T10: a conversation that an agent begins; it is theirs once the node says so. */
export function StartDialog({ onClose }: { readonly onClose: () => void }) {
  const { say } = useWords();
  const navigate = useNavigate();
  const queues = useServedQueues();
  const isLive = useConnection().state === "LIVE";
  const { submit, isPending, refusal } = useSubmit();
  const [queueId, setQueueId] = useState<string | undefined>(queues[0]?.id);
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [text, setText] = useState("");
  const leads = useDirectory("SOURCE").some(
    (source) => source.queueId === queueId && source.active && leadsOut(source),
  );
  const start = () => {
    const interactionId = newId();
    const message =
      !leads || text.trim() === "" ? null : { messageId: brand<never>(newId()), body: text.trim() };
    const customer = { customerName: name.trim(), customerEmail: email.trim() || null };
    void submit("interaction.start", {
      interactionId: brand(interactionId),
      taskId: brand(newId()),
      queueId: brand(queueId ?? ""),
      ...customer,
      subject: "",
      message,
    }).outcome.then((outcome) => {
      if (outcome.end !== "APPLIED") return;
      onClose();
      void navigate({ to: "/work/$interactionId", params: { interactionId } });
    });
  };
  return (
    <ConfirmDialog
      title={say("begin.title")}
      refusal={refusal?.words ?? null}
      onClose={onClose}
      confirm={say("begin.start")}
      isPending={isPending}
      isDisabled={name.trim() === "" || queueId === undefined}
      unavailable={isLive ? undefined : say("acts.needsNode")}
      onConfirm={start}
    >
      <div className={styles["form"]}>
        <TextField
          label={say("begin.customer")}
          value={name}
          onChange={(typed) => setName(clip(typed, 200))}
          isRequired
          autoFocus
        />
        <TextField
          label={say("begin.email")}
          type="email"
          value={email}
          onChange={(typed) => setEmail(clip(typed, 320))}
        />
        <Select label={say("acts.queue")} options={queues} value={queueId} onChange={setQueueId} />
        {leads ? (
          <TextArea
            label={say("begin.message")}
            rows={3}
            value={text}
            onChange={(typed) => setText(clip(typed, 4000))}
          />
        ) : (
          <p className={styles["note"]}>{say("begin.noWayOut")}</p>
        )}
      </div>
    </ConfirmDialog>
  );
}

function useServedQueues() {
  const { queueIds } = useMe();
  return useDirectory("QUEUE")
    .filter((queue) => !queue.archived && queueIds.includes(queue.id))
    .toSorted((left, right) => left.name.localeCompare(right.name))
    .map(({ id, name }) => ({ id, label: name }));
}
