import { useState } from "react";
import { communicationTypes } from "../../domain/interaction.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
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
    <Dialog
      title={say("acts.titleFor", { act: say("acts.setType"), customer })}
      isOpen
      refusal={refusal}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{say("acts.back")}</Button>
          <Button
            kind="primary"
            isPending={isPending}
            isDisabled={chosen === undefined || chosen === present}
            onPress={() => {
              if (chosen !== undefined) onChoose(chosen);
            }}
          >
            {say("acts.setType")}
          </Button>
        </>
      }
    >
      <div className={styles["form"]}>
        <Select
          label={say("acts.type")}
          options={communicationTypes.map((id) => ({ id, label: say(`acts.types.${id}`) }))}
          value={type}
          onChange={setType}
        />
      </div>
    </Dialog>
  );
}
