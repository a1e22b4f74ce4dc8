import { useState } from "react";
import { ConfirmDialog } from "../parts/dialog.tsx";
import { type Option, Select } from "../parts/select.tsx";
import { useWords } from "../words/words.ts";
import styles from "./acts.module.css";
import type { AskedState } from "./use-acts.ts";

interface MediaDialogProps extends AskedState {
  readonly act: "addMedia" | "endMedia";
  readonly options: readonly Option[];
  readonly onChoose: (id: string) => void;
  readonly customer: string;
  readonly onClose: () => void;
}

/** Which further channel joins the conversation, or which of those that joined ends. */
export function MediaDialog({
  act,
  options,
  customer,
  onChoose,
  onClose,
  isPending,
  refusal,
}: MediaDialogProps) {
  const { say } = useWords();
  const [picked, setPicked] = useState(options[0]?.id);
  return (
    <ConfirmDialog
      title={say("acts.titleFor", { act: say(`acts.${act}`), customer })}
      refusal={refusal}
      onClose={onClose}
      confirm={say(`acts.${act}`)}
      isPending={isPending}
      isDisabled={picked === undefined}
      onConfirm={() => {
        if (picked !== undefined) onChoose(picked);
      }}
    >
      <div className={styles["form"]}>
        <Select label={say("acts.channel")} options={options} value={picked} onChange={setPicked} />
      </div>
    </ConfirmDialog>
  );
}
