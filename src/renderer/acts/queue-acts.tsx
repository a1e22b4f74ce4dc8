import { CircleX, Pause, Play } from "lucide-react";
import { useState } from "react";
import type { Queue } from "../../domain/queue.ts";
import { useConnection, useSubmit } from "../app/desk-context.tsx";
import { Button } from "../parts/button.tsx";
import { ConfirmDialog } from "../parts/dialog.tsx";
import { TextArea } from "../parts/text-field.tsx";
import { useWords } from "../words/words.ts";
import styles from "./acts.module.css";
import { RefusalLine } from "./refusal-line.tsx";
import { clip } from "../../domain/clip.ts";

interface QueueActsProps {
  readonly queue: Queue;
  /** How many conversations wait in it now. */
  readonly waiting: number;
}

/** What a supervisor does with a queue: stop and start its offers, and empty it. */
export function QueueActs({ queue, waiting }: QueueActsProps) {
  const { say } = useWords();
  const { submit, refusal, isPending } = useSubmit();
  const unavailable = useConnection().state === "LIVE" ? undefined : say("acts.needsNode");
  const [isFlushing, setFlushing] = useState(false);
  const isOn = queue.routing.enabled;
  const Icon = isOn ? Pause : Play;
  return (
    <span className={styles["acts"]}>
      <RefusalLine refusal={refusal} />
      <Button
        size="small"
        unavailable={unavailable}
        isPending={isPending}
        icon={<Icon size={13} aria-hidden />}
        onPress={() => submit("queue.setRouting", { queueId: queue.id, on: !isOn })}
      >
        {say(isOn ? "oversight.routingOff" : "oversight.routingOn")}
      </Button>
      <Button
        size="small"
        kind="danger"
        unavailable={unavailable ?? (waiting === 0 ? say("oversight.nothingWaits") : undefined)}
        icon={<CircleX size={13} aria-hidden />}
        onPress={() => setFlushing(true)}
      >
        {say("oversight.flush", { count: waiting })}
      </Button>
      {isFlushing ? (
        <FlushDialog
          queue={queue}
          waiting={waiting}
          onFlush={(message) => {
            submit("queue.flush", { queueId: queue.id, message: message === "" ? null : message });
            setFlushing(false);
          }}
          onClose={() => setFlushing(false)}
        />
      ) : null}
    </span>
  );
}

interface FlushDialogProps extends QueueActsProps {
  readonly onFlush: (message: string) => void;
  readonly onClose: () => void;
}

function FlushDialog({ queue, waiting, onFlush, onClose }: FlushDialogProps) {
  const { say } = useWords();
  const [message, setMessage] = useState("");
  return (
    <ConfirmDialog
      title={say("oversight.flushTitle", { count: waiting, queue: queue.name })}
      isAlert
      onClose={onClose}
      confirm={say("oversight.flush", { count: waiting })}
      kind="danger"
      onConfirm={() => onFlush(message.trim())}
    >
      <div className={styles["form"]}>
        <p>{say("oversight.flushSure", { count: waiting })}</p>
        <TextArea
          label={say("oversight.flushMessage")}
          rows={3}
          value={message}
          onChange={(text) => setMessage(clip(text, 1000))}
        />
      </div>
    </ConfirmDialog>
  );
}
