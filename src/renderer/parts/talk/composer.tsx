import { isComposing } from "../../../domain/clip.ts";
import { Lock } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";
import { Radio, RadioGroup, TextArea, TextField } from "react-aria-components";
import { useWords } from "../../words/words.ts";
import { Button } from "../button.tsx";
import { classNames } from "../class-names.ts";
import styles from "./composer.module.css";

const cx = classNames(styles);

export type ComposerMode = "reply" | "note";

export interface ComposerProps {
  readonly customer: string;
  readonly mode: ComposerMode;
  readonly onMode: (mode: ComposerMode) => void;
  /** The draft of this mode: each mode keeps its own, so that a note is never sent by a slip of the tab. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onSend: () => void;
  readonly isSending?: boolean;
  /** Beside the modes: "Will send when online", "Draft saved on this device". */
  readonly status?: string;
  /** Why a reply cannot be sent now; notes stay possible. */
  readonly unavailable?: string;
  /** Where only colleagues may be written to, nothing else is there to be chosen. */
  readonly isNoteOnly?: boolean;
  readonly sendKeys: string;
  readonly tools?: ReactNode;
  readonly acts?: ReactNode;
}

export function Composer({ mode, onMode, ...props }: ComposerProps) {
  const { say } = useWords();
  const isNote = mode === "note";
  const { customer } = props;
  const name = say(isNote ? "composer.noteAbout" : "composer.replyTo", { customer });
  const placeholder = isNote ? "composer.notePlaceholder" : "composer.replyPlaceholder";
  const unavailable = isNote ? undefined : props.unavailable;
  const hints = isNote ? [say("composer.noteHint"), props.status] : [unavailable ?? props.status];
  const canSend =
    unavailable === undefined && props.isSending !== true && props.value.trim() !== "";
  const send = () => {
    if (canSend) props.onSend();
  };
  return (
    <section className={cx("composer", isNote && "isNote")} aria-label={name}>
      <div className={cx("top")}>
        {props.isNoteOnly === true ? (
          <span className={cx("only")}>
            <Lock size={12} aria-hidden />
            {say("composer.note")}
          </span>
        ) : (
          <Modes mode={mode} onMode={onMode} />
        )}
        <span className={cx("hint")}>{hints.filter(Boolean).join(" · ")}</span>
      </div>
      <TextField
        aria-label={name}
        value={props.value}
        onChange={props.onChange}
        onKeyDown={(event) => {
          if (!isSendChord(event)) return;
          event.preventDefault();
          send();
        }}
      >
        <TextArea className={cx("text")} placeholder={say(placeholder, { customer })} />
      </TextField>
      <div className={cx("bottom")}>
        <div className={cx("tools")}>{props.tools}</div>
        <div className={cx("acts")}>
          {props.acts}
          <Button
            kind={isNote ? "secondary" : "primary"}
            keys={props.sendKeys}
            isPending={props.isSending ?? false}
            unavailable={unavailable}
            onPress={send}
            icon={isNote ? <Lock size={13} aria-hidden /> : null}
          >
            {say(isNote ? "composer.saveNote" : "composer.send")}
          </Button>
        </div>
      </div>
    </section>
  );
}

/** With shift it is the accept key, which must never send. */
function isSendChord(event: KeyboardEvent): boolean {
  if (isComposing(event.nativeEvent)) return false;
  return event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
}

function Modes({
  mode,
  onMode,
}: {
  readonly mode: ComposerMode;
  readonly onMode: (mode: ComposerMode) => void;
}) {
  const { say } = useWords();
  return (
    <RadioGroup
      className={cx("modes")}
      aria-label={say("composer.mode")}
      orientation="horizontal"
      value={mode}
      onChange={(chosen) => onMode(chosen === "note" ? "note" : "reply")}
    >
      <Radio className={cx("mode")} value="reply">
        {say("composer.reply")}
      </Radio>
      <Radio className={cx("mode")} value="note">
        <Lock size={12} aria-hidden />
        {say("composer.note")}
      </Radio>
    </RadioGroup>
  );
}
