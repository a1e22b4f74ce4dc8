import { useState } from "react";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
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
    <Dialog
      title={say("acts.titleFor", { act: say(`acts.${act}`), customer })}
      isOpen
      refusal={refusal}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{say("acts.back")}</Button>
          <Button
            kind="primary"
            isPending={isPending}
            isDisabled={picked === undefined}
            onPress={() => {
              if (picked !== undefined) onChoose(picked);
            }}
          >
            {say(`acts.${act}`)}
          </Button>
        </>
      }
    >
      <div className={styles["form"]}>
        <Select label={say("acts.channel")} options={options} value={picked} onChange={setPicked} />
      </div>
    </Dialog>
  );
}
