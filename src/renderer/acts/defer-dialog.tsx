import { useState } from "react";
import { useDesk } from "../app/desk-context.tsx";
import { ConfirmDialog } from "../parts/dialog.tsx";
import { Select } from "../parts/select.tsx";
import { useWords } from "../words/words.ts";
import styles from "./acts.module.css";
import type { AskedState } from "./use-acts.ts";

const MINUTE = 60_000;
const spans = { quarter: 15 * MINUTE, hour: 60 * MINUTE, four: 240 * MINUTE } as const;

interface DeferDialogProps extends AskedState {
  readonly onChoose: (until: number) => void;
  readonly customer: string;
  readonly onClose: () => void;
}

/** Until when it is put off; whatever is chosen, the customer's next word brings it back. */
export function DeferDialog({ customer, onChoose, onClose, isPending, refusal }: DeferDialogProps) {
  const { say } = useWords();
  const desk = useDesk();
  const [span, setSpan] = useState<string>("hour");
  const options = (["quarter", "hour", "four", "tomorrow"] as const).map((id) => ({
    id,
    label: say(`acts.span.${id}`),
  }));
  return (
    <ConfirmDialog
      title={say("acts.titleFor", { act: say("acts.snooze"), customer })}
      refusal={refusal}
      onClose={onClose}
      confirm={say("acts.snooze")}
      isPending={isPending}
      onConfirm={() => onChoose(untilOf(span, desk.clock.now()))}
    >
      <div className={styles["form"]}>
        <Select label={say("acts.until")} options={options} value={span} onChange={setSpan} />
        <p className={styles["note"]}>{say("acts.deferNote")}</p>
      </div>
    </ConfirmDialog>
  );
}

/** Tomorrow is nine in the morning where the person sits. */
function untilOf(span: string, now: number): number {
  if (span === "quarter" || span === "hour" || span === "four") return now + spans[span];
  const at = new Date(now);
  at.setDate(at.getDate() + 1);
  at.setHours(9, 0, 0, 0);
  return at.getTime();
}
