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
  readonly sendKeys: string;
  readonly tools?: ReactNode;
  readonly acts?: ReactNode;
}

export function Composer({ mode, ...props }: ComposerProps) {
  const { say } = useWords();
  const isNote = mode === "note";
  const { customer } = props;
  const unavailable = isNote ? undefined : props.unavailable;
  const send = () => {
    if (unavailable === undefined && props.isSending !== true && props.value.trim() !== "")
      props.onSend();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
    event.preventDefault();
    send();
  };
  return (
    <section
      className={cx("composer", isNote && "isNote")}
      aria-label={say(isNote ? "composer.noteAbout" : "composer.replyTo", { customer })}
    >
      <div className={cx("top")}>
        <Modes mode={mode} onMode={props.onMode} />
        <span className={cx("hint")}>
          {[isNote ? say("composer.noteHint") : undefined, props.status]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </div>
      <TextField
        aria-label={say(isNote ? "composer.noteAbout" : "composer.replyTo", { customer })}
        value={props.value}
        onChange={props.onChange}
        onKeyDown={onKeyDown}
      >
        <TextArea
          className={cx("text")}
          placeholder={say(isNote ? "composer.notePlaceholder" : "composer.replyPlaceholder", {
            customer,
          })}
        />
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
            {...(isNote ? { icon: <Lock size={13} aria-hidden /> } : {})}
          >
            {say(isNote ? "composer.saveNote" : "composer.send")}
          </Button>
        </div>
      </div>
    </section>
  );
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
