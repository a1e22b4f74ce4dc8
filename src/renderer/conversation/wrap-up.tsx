import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import type { TaskRow } from "../../protocol/rows/task-row.ts";
import { useDesk, useDirectory, useSubmit } from "../app/desk-context.tsx";
import { Button } from "../parts/button.tsx";
import { Fuse } from "../parts/fuse.tsx";
import { TextArea } from "../parts/text-field.tsx";
import { Countdown } from "../parts/time-text.tsx";
import { useShortcut } from "../shell/use-shortcuts.ts";
import { useWords } from "../words/words.ts";
import styles from "./conversation.module.css";
import { Dispositions } from "./dispositions.tsx";
import { isPassedOn } from "./standing.ts";
import { useDraft } from "./use-draft.ts";
import { type EditedText, useEditedText, useEdits } from "./use-edits.ts";

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
        <Dispositions queue={queue} chosen={form.chosen} onChange={form.choose} />
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

interface Form {
  readonly chosen: readonly string[];
  readonly choose: (dispositions: readonly string[]) => void;
  readonly note: EditedText;
}

function useWrapUpForm(task: TaskRow, row: InteractionRow) {
  const { id: taskId } = task;
  // The leg's own queue: what was passed on may stand in another one by now.
  const queue = useDirectory("QUEUE").find(({ id }) => id === task.queueId);
  const kept = useKeptForm(row);
  const own = useLegForm(task);
  const isPassed = isPassedOn(task, row);
  const { chosen, choose, note }: Form = isPassed ? own : kept;
  const { submit, refusal } = useSubmit();
  const isRequired = queue?.dispositionRequired === true;
  const end = (how: "submit" | "skip") => {
    note.flush();
    if (isPassed) own.done();
    if (how === "skip") submit("wrapup.skip", { taskId });
    else submit("wrapup.submit", { taskId, dispositions: [...chosen], note: note.value });
  };
  return {
    queue,
    chosen,
    choose,
    note,
    refusal,
    isRequired,
    isMissing: isRequired && chosen.length === 0,
    complete: () => end("submit"),
    skip: () => end("skip"),
  };
}

/** Every key stroke on the interaction: it is still this agent's. */
function useKeptForm(row: InteractionRow): Form {
  const { edit } = useEdits(row.id);
  const note = useEditedText(row.dispositionNote, (dispositionNote) => edit({ dispositionNote }));
  const choose = (dispositions: readonly string[]) => edit({ dispositions: [...dispositions] });
  return { chosen: row.dispositions, choose, note };
}

/** Of a leg that was passed on: kept as a draft on this device, and sent late rather than lost where time runs out. */
function useLegForm({
  id: taskId,
  wrapUpExpiresAt,
}: TaskRow): Form & { readonly done: () => void } {
  const desk = useDesk();
  const draft = useDraft(`wrap-up ${taskId}`);
  const [chosen, choose] = useState<readonly string[]>([]);
  const isDone = useRef(false);
  const { submit } = useSubmit();
  const sendLate = useEffectEvent(() => {
    const isOver = wrapUpExpiresAt !== null && desk.clock.now() >= wrapUpExpiresAt;
    const isEmpty = draft.text === "" && chosen.length === 0;
    if (isDone.current || !isOver || isEmpty) return;
    submit("wrapup.submit", { taskId, dispositions: [...chosen], note: draft.text });
  });
  useEffect(() => () => sendLate(), []);
  return {
    chosen,
    choose,
    note: { value: draft.text, change: draft.write, flush: () => undefined },
    done: () => {
      isDone.current = true;
      draft.clear(Promise.resolve());
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
