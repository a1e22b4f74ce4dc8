import { useState } from "react";
import { ConfirmDialog } from "../parts/dialog.tsx";
import { Select } from "../parts/select.tsx";
import { useWords } from "../words/words.ts";
import styles from "./acts.module.css";
import type { AskedState } from "./use-acts.ts";

const minutes = [2, 5, 15, 60] as const;

interface HoldDialogProps extends AskedState {
  readonly onChoose: (seconds: number) => void;
  readonly customer: string;
  readonly onClose: () => void;
}

/** On hold until a time; it goes on by itself then, or earlier by hand. */
export function HoldDialog({ customer, onChoose, onClose, isPending, refusal }: HoldDialogProps) {
  const { say } = useWords();
  const [span, setSpan] = useState("5");
  const options = minutes.map((count) => ({
    id: String(count),
    label: say("acts.minutes", { count }),
  }));
  return (
    <ConfirmDialog
      title={say("acts.titleFor", { act: say("acts.hold"), customer })}
      refusal={refusal}
      onClose={onClose}
      confirm={say("acts.hold")}
      isPending={isPending}
      onConfirm={() => onChoose(Number(span) * 60)}
    >
      <div className={styles["form"]}>
        <Select label={say("acts.howLong")} options={options} value={span} onChange={setSpan} />
        <p className={styles["note"]}>{say("acts.holdNote")}</p>
      </div>
    </ConfirmDialog>
  );
}
