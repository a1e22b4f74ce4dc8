import { useState } from "react";
import { useDirectory, useMe } from "../app/desk-context.tsx";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { type Option, Select } from "../parts/select.tsx";
import { TextArea } from "../parts/text-field.tsx";
import { useWords } from "../words/words.ts";
import type { Act } from "./acts.ts";
import styles from "./acts.module.css";
import type { Chosen } from "./use-acts.ts";

interface TargetDialogProps {
  readonly act: Act;
  readonly queueId: string;
  readonly onChoose: (chosen: Chosen) => void;
  readonly onClose: () => void;
}

/** A colleague or a queue, and what they should know of it. Who is free only the node knows; it says so if they are not. */
export function TargetDialog({ act, queueId, onChoose, onClose }: TargetDialogProps) {
  const { say } = useWords();
  const options = useTargets(act, queueId);
  const [picked, setPicked] = useState<string>();
  const [note, setNote] = useState("");
  const hasNote = act !== "assign" && act !== "move";
  const send = () => {
    const [to, targetId] = picked?.split(":") ?? [];
    if (targetId !== undefined && (to === "QUEUE" || to === "AGENT"))
      onChoose({ to, targetId, note });
  };
  return (
    <Dialog
      title={say(`acts.${act}`)}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{say("acts.back")}</Button>
          <Button kind="primary" isDisabled={picked === undefined} onPress={send}>
            {say(`acts.${act}`)}
          </Button>
        </>
      }
    >
      <div className={styles["form"]}>
        <Select
          label={say("acts.target")}
          placeholder={say("acts.choose")}
          options={options}
          value={picked}
          onChange={setPicked}
        />
        {hasNote ? (
          <TextArea
            label={say("acts.note")}
            rows={3}
            value={note}
            onChange={(text) => setNote(text.slice(0, 1000))}
          />
        ) : null}
      </div>
    </Dialog>
  );
}

function useTargets(act: Act, queueId: string): readonly Option[] {
  const { say } = useWords();
  const me = useMe();
  const queues = useDirectory("QUEUE");
  const people = useDirectory("PERSON");
  const mrdId = queues.find((queue) => queue.id === queueId)?.mrdId;
  const byName = (left: { name: string }, right: { name: string }) =>
    left.name.localeCompare(right.name);
  const colleagues = people
    .filter(({ roles }) => roles.includes("agent") || roles.includes("supervisor"))
    .filter(({ id }) => act === "assign" || id !== me.id)
    .toSorted(byName)
    .map(({ id, name }) => ({ id: `AGENT:${id}`, label: name, note: say("acts.colleague") }));
  const places = queues
    .filter(
      (queue) =>
        !queue.archived && queue.mrdId === mrdId && (act !== "move" || queue.id !== queueId),
    )
    .toSorted(byName)
    .map(({ id, name }) => ({ id: `QUEUE:${id}`, label: name, note: say("acts.queue") }));
  if (act === "assign") return colleagues;
  return act === "move" ? places : [...places, ...colleagues];
}
