import { useState } from "react";
import { communicationTypes } from "../../domain/interaction.ts";
import { ConfirmDialog } from "../parts/dialog.tsx";
import { Select } from "../parts/select.tsx";
import { useWords } from "../words/words.ts";
import styles from "./acts.module.css";
import type { AskedState } from "./use-acts.ts";

type Type = (typeof communicationTypes)[number];

interface TypeDialogProps extends AskedState {
  readonly present: Type;
  readonly onChoose: (type: Type) => void;
  readonly customer: string;
  readonly onClose: () => void;
}

/** A chat becomes a call, a call a callback: what the conversation is from here on. */
export function TypeDialog({
  present,
  customer,
  onChoose,
  onClose,
  isPending,
  refusal,
}: TypeDialogProps) {
  const { say } = useWords();
  const [type, setType] = useState<string>(present);
  const chosen = communicationTypes.find((each) => each === type);
  return (
    <ConfirmDialog
      title={say("acts.titleFor", { act: say("acts.setType"), customer })}
      refusal={refusal}
      onClose={onClose}
      confirm={say("acts.setType")}
      isPending={isPending}
      isDisabled={chosen === undefined || chosen === present}
      onConfirm={() => {
        if (chosen !== undefined) onChoose(chosen);
      }}
    >
      <div className={styles["form"]}>
        <Select
          label={say("acts.type")}
          options={communicationTypes.map((id) => ({ id, label: say(`acts.types.${id}`) }))}
          value={type}
          onChange={setType}
        />
      </div>
    </ConfirmDialog>
  );
}
