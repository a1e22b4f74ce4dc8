import { useState } from "react";
import { useDirectory, useMe } from "../app/desk-context.tsx";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import { Checkbox } from "../parts/checkbox.tsx";
import { ConfirmDialog } from "../parts/dialog.tsx";
import { type Option, Select } from "../parts/select.tsx";
import { TextArea, TextField } from "../parts/text-field.tsx";
import type { WordKey } from "../words/languages.ts";
import { useWords } from "../words/words.ts";
import type { Act } from "./acts.ts";
import styles from "./acts.module.css";
import type { Chosen, AskedState } from "./use-acts.ts";
import { clip } from "../../domain/clip.ts";

interface TargetDialogProps extends AskedState {
  readonly act: Act;
  readonly row: InteractionRow;
  readonly onChoose: (chosen: Chosen) => void;
  /** What was refused takes nothing now, and may be insisted on. */
  readonly mayInsist: boolean;
  readonly onClose: () => void;
}

const OUTSIDE = "EXTERNAL:";

/** A colleague or a queue, and what they should know of it. Who is free only the node knows; it says so if they are not. */
export function TargetDialog({
  act,
  row,
  onChoose,
  mayInsist,
  onClose,
  isPending,
  refusal,
}: TargetDialogProps) {
  const { say } = useWords();
  const outside = useOutside(act, row.sourceId);
  const options = useTargets(act, row.queueId);
  const [picked, setPicked] = useState<string>();
  const [address, setAddress] = useState("");
  const [note, setNote] = useState("");
  const [isSure, setSure] = useState(false);
  const [asked, setAsked] = useState<string>();
  const insists = mayInsist && picked !== undefined && picked === asked;
  const isOutside = picked === OUTSIDE;
  const hasNote = act !== "assign" && act !== "move";
  const chosen = targetOf(picked, address.trim());
  return (
    <ConfirmDialog
      title={say("acts.titleFor", { act: say(`acts.${act}`), customer: row.customerName })}
      refusal={refusal}
      onClose={onClose}
      confirm={say(insists ? "acts.insist" : `acts.${act}`)}
      isPending={isPending}
      isDisabled={chosen === null}
      onConfirm={() => {
        const how = { note, attended: isOutside && isSure, bypass: isSure, insist: insists };
        setAsked(picked);
        if (chosen !== null) onChoose({ ...chosen, ...how });
      }}
    >
      <div className={styles["form"]}>
        <Select
          label={say("acts.target")}
          placeholder={say(placeholders[act] ?? "acts.choose")}
          options={
            outside === "NONE" ? options : [...options, { id: OUTSIDE, label: say("acts.outside") }]
          }
          value={picked}
          onChange={setPicked}
        />
        {isOutside ? (
          <TextField
            label={say("acts.address")}
            value={address}
            onChange={(text) => setAddress(clip(text, 200))}
            isRequired
          />
        ) : null}
        {isOutside && outside === "ATTENDED" ? (
          <Checkbox isSelected={isSure} onChange={setSure}>
            {say("acts.attended")}
          </Checkbox>
        ) : null}
        {hasNote ? (
          <TextArea
            label={say("acts.note")}
            rows={3}
            value={note}
            onChange={(text) => setNote(clip(text, 1000))}
          />
        ) : null}
        {act === "assign" ? (
          <Checkbox isSelected={isSure} onChange={setSure}>
            {say("acts.bypass")}
          </Checkbox>
        ) : null}
      </div>
    </ConfirmDialog>
  );
}

const placeholders: Partial<Record<Act, WordKey>> = {
  assign: "acts.chooseColleague",
  move: "acts.chooseQueue",
};

function targetOf(
  picked: string | undefined,
  address: string,
): Pick<Chosen, "to" | "targetId"> | null {
  if (picked === OUTSIDE) return address === "" ? null : { to: "EXTERNAL", targetId: address };
  const [to, targetId] = picked?.split(":") ?? [];
  return targetId !== undefined && (to === "QUEUE" || to === "AGENT") ? { to, targetId } : null;
}

/** What the customer's source can do with somebody outside. */
function useOutside(act: Act, sourceId: string) {
  const source = useDirectory("SOURCE").find(({ id }) => id === sourceId);
  return act === "transfer" ? (source?.arrival.externalTransfer ?? "NONE") : "NONE";
}

function useTargets(act: Act, queueId: string): readonly Option[] {
  const { say } = useWords();
  const me = useMe();
  const queues = useDirectory("QUEUE_NAME");
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
