import type { Queue } from "../../domain/queue.ts";
import { useDirectory } from "../app/desk-context.tsx";
import { SectionHead } from "../parts/section-head.tsx";
import { TextArea, TextField } from "../parts/text-field.tsx";
import { useWords } from "../words/words.ts";
import { Attempts } from "./attempts.tsx";
import styles from "./conversation.module.css";
import { Dispositions } from "./dispositions.tsx";
import { KnownDetails } from "./known-details.tsx";
import { Links } from "./links.tsx";
import { isPassedOn } from "./standing.ts";
import { Tags } from "./tags.tsx";
import type { Conversation } from "./use-conversation.ts";
import { type Fields, useEditedText, useEdits } from "./use-edits.ts";

/** What is known about the customer and this conversation, and, to those who serve or served it, open to change. */
export function Details({ conversation }: { readonly conversation: Conversation }) {
  const { row, hold } = conversation;
  const queue = useDirectory("QUEUE").find(({ id }) => id === row.queueId);
  const isAside = hold.kind === "ACTIVE" && hold.task.role !== "PRIMARY";
  const isPassed = hold.kind === "WRAP_UP" && isPassedOn(hold.task, row);
  const isReading = hold.kind === "READING" || hold.kind === "RINGING" || isAside || isPassed;
  return (
    <>
      {isReading ? (
        <KnownDetails row={row} queue={queue} />
      ) : (
        <EditedDetails conversation={conversation} queue={queue} />
      )}
      <Links row={row} />
      <Attempts conversation={conversation} />
    </>
  );
}

interface EditedProps {
  readonly conversation: Conversation;
  readonly queue: Queue | undefined;
}

function EditedDetails({ conversation, queue }: EditedProps) {
  const { say } = useWords();
  const { row, hold, shown } = conversation;
  const { edit, refusal } = useEdits(row.id);
  return (
    <>
      <SectionHead
        actions={
          shown.pending === "SAVED" ? (
            <span className={styles["quiet"]}>{say("talk.saved")}</span>
          ) : null
        }
      >
        {say("details.customer")}
      </SectionHead>
      <div className={`${styles["fields"]} ${styles["pair"]}`}>
        <Text
          label={say("details.name")}
          value={row.customerName}
          onCommit={(customerName) => {
            if (customerName.trim() !== "") edit({ customerName });
          }}
        />
        <Text
          label={say("details.email")}
          value={row.customerEmail ?? ""}
          onCommit={(text) => edit({ customerEmail: text.trim() === "" ? null : text.trim() })}
        />
      </div>
      {hold.kind === "WRAP_UP" ? null : <Outcome {...{ conversation, queue, edit }} />}
      <SectionHead>{say("details.conversation")}</SectionHead>
      <div className={styles["fields"]}>
        <div className={styles["pair"]}>
          <Text
            label={say("details.subject")}
            value={row.subject}
            onCommit={(subject) => edit({ subject })}
          />
        </div>
        <Tags tags={row.tags} onChange={(tags) => edit({ tags: [...tags] })} />
        {refusal === null ? null : (
          <p className={styles["refusal"]} role="alert">
            {refusal.words}
          </p>
        )}
      </div>
    </>
  );
}

interface OutcomeProps {
  readonly conversation: Conversation;
  readonly queue: Queue | undefined;
  readonly edit: (fields: Fields) => void;
}

/** May be filled in while the conversation runs; the wrap-up then finds it done. */
function Outcome({ conversation: { row }, queue, edit }: OutcomeProps) {
  const { say } = useWords();
  const note = useEditedText(row.dispositionNote, (dispositionNote) => edit({ dispositionNote }));
  return (
    <>
      <SectionHead>
        {say(
          queue?.dispositionRequired === true
            ? "details.dispositionRequired"
            : "details.disposition",
        )}
      </SectionHead>
      <div className={styles["fields"]}>
        {queue === undefined || queue.dispositions.length === 0 ? null : (
          <Dispositions
            queue={queue}
            chosen={row.dispositions}
            onChange={(dispositions) => edit({ dispositions: [...dispositions] })}
          />
        )}
        <div className={styles["pair"]}>
          <TextArea
            label={say("details.noteShort")}
            rows={1}
            placeholder={say("details.note")}
            value={note.value}
            onChange={note.change}
          />
        </div>
      </div>
    </>
  );
}

interface TextProps {
  readonly label: string;
  readonly value: string;
  readonly onCommit: (value: string) => void;
}

function Text({ label, value, onCommit }: TextProps) {
  const text = useEditedText(value, onCommit);
  return <TextField label={label} value={text.value} onChange={text.change} />;
}
