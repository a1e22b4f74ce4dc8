import type { Queue } from "../../domain/queue.ts";
import { Checkbox } from "../parts/checkbox.tsx";
import { useWords } from "../words/words.ts";
import styles from "./conversation.module.css";

interface DispositionsProps {
  readonly queue: Queue;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

export function Dispositions({ queue, chosen, onChange }: DispositionsProps) {
  const { say } = useWords();
  return (
    <div
      className={styles["dispositions"]}
      role="group"
      aria-label={say(
        queue.dispositionRequired ? "details.dispositionRequired" : "details.disposition",
      )}
    >
      {queue.dispositions.map(({ id, label }) => (
        <Checkbox
          key={id}
          isSelected={chosen.includes(id)}
          onChange={(isOn) =>
            onChange(isOn ? [...chosen, id] : chosen.filter((each) => each !== id))
          }
        >
          {label}
        </Checkbox>
      ))}
    </div>
  );
}
