import { type RefObject, useEffect, useRef } from "react";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import type { TaskRow } from "../../protocol/rows/task-row.ts";
import { useDirectory, useSubmit } from "../app/desk-context.tsx";
import { Button } from "../parts/button.tsx";
import { Fuse } from "../parts/fuse.tsx";
import { TextArea } from "../parts/text-field.tsx";
import { Countdown } from "../parts/time-text.tsx";
import { useShortcut } from "../shell/use-shortcuts.ts";
import { useWords } from "../words/words.ts";
import styles from "./conversation.module.css";
import { Dispositions } from "./dispositions.tsx";
import { useEditedText, useEdits } from "./use-edits.ts";

interface WrapUpProps {
  readonly task: TaskRow;
  readonly row: InteractionRow;
}

/** The form after a conversation. Every key stroke is kept on the interaction, so that running out of time loses none. */
export function WrapUp({ task, row }: WrapUpProps) {
  const { say } = useWords();
  const form = useWrapUpForm(task, row);
  const place = useFormFocus();
  const { isRequired, queue } = form;
  return (
    <section
      ref={place}
      className={styles["wrapUp"]}
      aria-label={say("wrapUp.title")}
      data-work-focus
    >
      <Head
        task={task}
        words={say(isRequired ? "details.dispositionRequired" : "details.disposition")}
      />
      {queue === undefined ? null : (
        <Dispositions queue={queue} chosen={row.dispositions} onChange={form.choose} />
      )}
      <TextArea
        label={say("wrapUp.note")}
        isLabelHidden
        placeholder={say("wrapUp.note")}
        rows={2}
        value={form.note.value}
        onChange={form.note.change}
      />
      <div className={styles["wrapUpActs"]}>
        <span className={styles["refusal"]} role="alert">
          {form.refusal?.words}
        </span>
        {isRequired ? null : (
          <Button kind="quiet" onPress={form.skip}>
            {say("wrapUp.skip")}
          </Button>
        )}
        <Button
          kind="primary"
          unavailable={form.isMissing ? say("refusal.DISPOSITION_REQUIRED") : undefined}
          onPress={form.complete}
        >
          {say("wrapUp.complete")}
        </Button>
      </div>
    </section>
  );
}

function Head({ task, words }: { readonly task: TaskRow; readonly words: string }) {
  const { say } = useWords();
  const { wrapUpStartedAt, wrapUpExpiresAt } = task;
  if (wrapUpStartedAt === null || wrapUpExpiresAt === null) return null;
  return (
    <>
      <Fuse startedAt={wrapUpStartedAt} endsAt={wrapUpExpiresAt} isColoured={false} />
      <div className={styles["wrapUpHead"]}>
        <h2 className={styles["wrapUpTitle"]}>
          {say("wrapUp.title")} <Countdown until={wrapUpExpiresAt} />
        </h2>
        <span className={styles["quiet"]}>{words}</span>
      </div>
    </>
  );
}

function useWrapUpForm({ id: taskId }: TaskRow, row: InteractionRow) {
  const queue = useDirectory("QUEUE").find(({ id }) => id === row.queueId);
  const { edit } = useEdits(row.id);
  const note = useEditedText(row.dispositionNote, (dispositionNote) => edit({ dispositionNote }));
  const { submit, refusal } = useSubmit();
  const isRequired = queue?.dispositionRequired === true;
  return {
    queue,
    note,
    refusal,
    isRequired,
    isMissing: isRequired && row.dispositions.length === 0,
    choose: (dispositions: readonly string[]) => edit({ dispositions: [...dispositions] }),
    complete: () => {
      note.flush();
      submit("wrapup.submit", { taskId, dispositions: [...row.dispositions], note: note.value });
    },
    skip: () => {
      note.flush();
      submit("wrapup.skip", { taskId });
    },
  };
}

/** The form takes the focus from the composer that it replaces; `e` comes back to it. */
function useFormFocus(): RefObject<HTMLElement | null> {
  const place = useRef<HTMLElement>(null);
  const focus = () => place.current?.querySelector<HTMLElement>("input, textarea")?.focus();
  useShortcut("end", focus);
  useEffect(() => {
    // Somebody writing in the details column is not torn away.
    const at = document.activeElement;
    if (at === null || at === document.body)
      place.current?.querySelector<HTMLElement>("input, textarea")?.focus();
  }, []);
  return place;
}
