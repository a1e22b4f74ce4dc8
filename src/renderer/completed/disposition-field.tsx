import { DISPOSITIONS_MAX } from "../../domain/wrap-up.ts";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import { Checkbox } from "../parts/checkbox.tsx";
import { classNames } from "../parts/class-names.ts";
import { useWords } from "../words/words.ts";
import styles from "./completed.module.css";
import { useQueues } from "./use-labels.ts";

const cx = classNames(styles);

interface DispositionFieldProps {
  readonly row: InteractionRow;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

export function DispositionField({ row, chosen, onChange }: DispositionFieldProps) {
  const { say } = useWords();
  const known = useQueues().get(row.queueId)?.dispositions ?? [];
  if (known.length === 0) return null;
  const isFull = chosen.length >= DISPOSITIONS_MAX;
  return (
    <fieldset className={cx("dispositions")}>
      <legend className={cx("legend")}>{say("completedOne.fields.dispositions")}</legend>
      {known.map(({ id, label }) => {
        const isChosen = chosen.includes(id);
        return (
          <Checkbox
            key={id}
            isSelected={isChosen}
            isDisabled={isFull && !isChosen}
            onChange={(on) => onChange(on ? [...chosen, id] : chosen.filter((one) => one !== id))}
          >
            {label}
          </Checkbox>
        );
      })}
    </fieldset>
  );
}
