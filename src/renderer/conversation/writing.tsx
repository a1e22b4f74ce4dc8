import { ChevronDown } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { type MessageId, brand } from "../../domain/id.ts";
import { hasWayOut } from "../../domain/source.ts";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import type { TaskRow } from "../../protocol/rows/task-row.ts";
import { takeAccepted } from "../agent/just-accepted.ts";
import { useConnection, useDesk, useDirectory } from "../app/desk-context.tsx";
import { newId } from "../app/page-ids.ts";
import { Button } from "../parts/button.tsx";
import { ConfirmDialog } from "../parts/dialog.tsx";
import { Menu } from "../parts/menu.tsx";
import { Composer, type ComposerMode } from "../parts/talk/composer.tsx";
import { openMenuByKey } from "../shell/open-by-key.ts";
import { shownKeys } from "../shell/shortcuts.ts";
import { platform, useShortcut } from "../shell/use-shortcuts.ts";
import { useWords } from "../words/words.ts";
import styles from "./conversation.module.css";
import { draftIdOf } from "./draft-id.ts";
import { useEnding } from "./use-ending.ts";
import { useDraft } from "./use-draft.ts";
import { useTyping } from "./use-typing.ts";

interface WritingProps {
  readonly task: TaskRow;
  readonly row: InteractionRow;
}

/** Reply or note, and the way to end it. */
export function Writing({ task, row }: WritingProps) {
  const desk = useDesk();
  const place = useRef<HTMLDivElement>(null);
  const [chosen, setMode] = useState<ComposerMode>("reply");
  const { interactionId, role } = task;
  // Only who serves the customer writes to them; an adviser or a whisperer is read by colleagues alone.
  const isAside = role !== "PRIMARY";
  const mode = isAside ? "note" : chosen;
  const reply = useDraft(draftIdOf(interactionId, "reply"));
  const note = useDraft(draftIdOf(interactionId, "note"));
  const draft = mode === "reply" ? reply : note;
  const tellTyping = useTyping(interactionId);
  const { say } = useWords();
  const source = useDirectory("SOURCE").find(({ id }) => id === row.sourceId);
  const noWay = hasWayOut(row, source) ? {} : { unavailable: say("writing.noWayOut") };
  const [isNotStored, setNotStored] = useState(false);
  const status = useWritingStatus(draft.isSaved, isNotStored);
  const write = (text: string) => {
    draft.write(text);
    if (mode === "reply") tellTyping();
  };
  const send = () => {
    const body = { interactionId, messageId: brand<MessageId>(newId()), body: draft.text };
    const { stored } =
      mode === "reply" ? desk.submit("message.post", body) : desk.submit("note.add", body);
    draft.clear(stored);
    stored.then(
      () => setNotStored(false),
      () => setNotStored(true),
    );
  };
  const turnTo = (next: ComposerMode) => {
    setMode(next);
    place.current?.querySelector("textarea")?.focus();
  };
  useEffect(() => {
    if (takeAccepted(interactionId)) place.current?.querySelector("textarea")?.focus();
  }, [interactionId]);
  useShortcut("reply", () => turnTo("reply"));
  useShortcut("note", () => turnTo("note"));
  return (
    <div ref={place} data-work-focus>
      <Composer
        customer={task.customerName}
        mode={mode}
        onMode={setMode}
        value={draft.text}
        onChange={write}
        onSend={send}
        sendKeys={platform.isMac ? "⌘ ⏎" : "Ctrl ⏎"}
        acts={isAside ? null : <EndMenu task={task} unsent={reply.text.trim()} />}
        isNoteOnly={isAside}
        {...noWay}
        {...(status === null ? {} : { status })}
      />
    </div>
  );
}

function useWritingStatus(isSaved: boolean, isNotStored: boolean): string | null {
  const { say } = useWords();
  const isLive = useConnection().state === "LIVE";
  if (isNotStored) return say("refusal.NOT_STORED");
  if (!isLive) return say("writing.offline");
  return isSaved ? say("writing.draftSaved") : null;
}

interface EndMenuProps {
  readonly task: TaskRow;
  /** What stands in the field for the customer. */
  readonly unsent: string;
}

function EndMenu({ task, unsent }: EndMenuProps) {
  const { say } = useWords();
  const [asked, setAsked] = useState<string | null>(null);
  const queues = useDirectory("QUEUE");
  const { resolve, requeue, isPending, refusal, canRequeue } = useEnding(task);
  const queue = queues.find(({ id }) => id === task.queueId);
  const goesBack = queue?.routing.unresolved !== "COMPLETE";
  const note = goesBack
    ? say("end.requeueNote", { queue: queue?.name ?? "" })
    : say("end.unresolvedNote");
  const end = (id: string) => (id === "resolve" ? resolve() : requeue());
  useShortcut("end", openEndMenu);
  const groups = [
    {
      heading: "",
      entries: [
        { id: "resolve", label: say("end.resolved"), note: say("end.resolvedNote"), keys: "r" },
        {
          id: "requeue",
          label: say(goesBack ? "acts.requeue" : "end.unresolved"),
          note: canRequeue ? note : say("end.needsNode"),
          keys: "u",
          isDisabled: !canRequeue,
        },
      ],
    },
  ];
  const keys = shownKeys("end", platform);
  const trigger = (
    <Button isPending={isPending} {...(keys === undefined ? {} : { keys })}>
      {say("end.end")}
      <ChevronDown size={14} aria-hidden />
    </Button>
  );
  return (
    <span className={styles["end"]} data-end>
      {refusal === null ? null : (
        <span className={styles["refusal"]} role="alert">
          {refusal.words}
        </span>
      )}
      <Menu
        trigger={trigger}
        label={say("end.menu")}
        groups={groups}
        onPick={(id) => (unsent === "" ? end(id) : setAsked(id))}
        side="top end"
      />
      {asked === null ? null : (
        <ConfirmDialog
          title={say("end.unsentTitle")}
          confirm={say("end.unsentConfirm")}
          isAlert
          onClose={() => setAsked(null)}
          onConfirm={() => {
            setAsked(null);
            end(asked);
          }}
        >
          <p className={styles["unsent"]}>{unsent}</p>
          <p>{say("end.unsentNote", { name: task.customerName })}</p>
        </ConfirmDialog>
      )}
    </span>
  );
}

function openEndMenu(): void {
  openMenuByKey("[data-end] button");
}
