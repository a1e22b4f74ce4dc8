import { useState } from "react";
import { MESSAGE_MAX_LENGTH } from "../../domain/message.ts";
import { followUpHasWayOut } from "../../domain/source.ts";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import { useConnection, useDirectory, useMe } from "../app/desk-context.tsx";
import { Button } from "../parts/button.tsx";
import { classNames } from "../parts/class-names.ts";
import { Dialog } from "../parts/dialog.tsx";
import { TextArea, TextField } from "../parts/text-field.tsx";
import { useWords } from "../words/words.ts";
import { AlsoCloned } from "./also-cloned.tsx";
import styles from "./cloning.module.css";
import { Copied } from "./copied.tsx";
import { useClone } from "./use-clone.ts";
import { clip } from "../../domain/clip.ts";

const cx = classNames(styles);

interface CloneDialogProps {
  readonly row: InteractionRow;
  readonly onClose: () => void;
}

/** Says what goes along and what does not before anything is made. */
export function CloneDialog({ row, onClose }: CloneDialogProps) {
  const { say } = useWords();
  const [subject, setSubject] = useState(() => followUp(row.subject, say("cloning.prefix")));
  const [message, setMessage] = useState("");
  const { clone, isPending, refusal } = useClone(row);
  const source = useDirectory("SOURCE").find(({ id }) => id === row.sourceId);
  const leads = followUpHasWayOut(row, source);
  const customer = row.customerName;
  return (
    <Dialog
      title={say("cloning.title", { number: row.displayNumber, customer })}
      isOpen
      isWide
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{say("cloning.cancel")}</Button>
          <Button kind="primary" isPending={isPending} onPress={() => clone(subject, message)}>
            {say(message.trim() === "" ? "cloning.clone" : "cloning.cloneAndSend")}
          </Button>
        </>
      }
    >
      <div className={cx("cloning")}>
        <p className={cx("quiet")}>
          {say("cloning.intro", { customer })} <Target />
        </p>
        {row.cloneIds.length === 0 ? null : <AlsoCloned ids={row.cloneIds} />}
        <Copied row={row} />
        <TextField
          label={say("cloning.subject")}
          value={subject}
          onChange={(text) => setSubject(clip(text, SUBJECT_MAX))}
        />
        {leads ? (
          <FirstMessage customer={customer} value={message} onChange={setMessage} />
        ) : (
          <p className={cx("quiet")}>{say("begin.noWayOut")}</p>
        )}
        {refusal === null ? null : (
          <p className={cx("refusal")} role="alert">
            {refusal.words}
          </p>
        )}
      </div>
    </Dialog>
  );
}

function Target() {
  const { say } = useWords();
  const { name } = useMe();
  return (
    <span className={cx("target")}>
      {say("cloning.to")} <b>{say("cloning.me", { name })}</b>
    </span>
  );
}

const SUBJECT_MAX = 300;

/** What is shown is what is sent, so that nobody is surprised by a subject. */
function followUp(subject: string, prefix: string): string {
  return subject === "" || subject.startsWith(prefix) ? subject : `${prefix}${subject}`;
}

interface FirstMessageProps {
  readonly customer: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

function FirstMessage({ customer, value, onChange }: FirstMessageProps) {
  const { say } = useWords();
  const { state } = useConnection();
  return (
    <TextArea
      label={say("cloning.message", { customer })}
      note={say(state === "LIVE" ? "cloning.messageNote" : "cloning.messageOffline")}
      rows={3}
      autoFocus
      value={value}
      onChange={(text) => onChange(clip(text, MESSAGE_MAX_LENGTH))}
    />
  );
}
