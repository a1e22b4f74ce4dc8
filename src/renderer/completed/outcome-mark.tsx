import { classNames } from "../parts/class-names.ts";
import { Dial } from "../parts/dial.tsx";
import { useFormat } from "../parts/use-format.ts";
import { useWords } from "../words/words.ts";
import styles from "./completed.module.css";
import type { SlaOutcome } from "./outcome.ts";

const cx = classNames(styles);

interface OutcomeMarkProps {
  readonly outcome: SlaOutcome;
  /** Which of the two that are told apart: taking a conversation is no answer. */
  readonly figure: "pickedUp" | "first";
  /** With its words, where there is room for them. */
  readonly isLong?: boolean;
}

/** A promise that is over: a tick or a square, and how long the customer waited. */
export function OutcomeMark({ outcome, figure, isLong = false }: OutcomeMarkProps) {
  const { say } = useWords();
  const { duration } = useFormat();
  if (outcome.outcome === "NONE") return isLong ? null : "–";
  const time = duration(outcome.waitedMs);
  const words = say(`completed.sla.${figure}.${outcome.outcome}`, { time });
  const isMet = outcome.outcome === "MET";
  return (
    <span className={cx("outcome")}>
      {outcome.outcome === "UNPROMISED" ? null : (
        <Dial
          dial={isMet ? { state: "met" } : { state: "running", fraction: 1 }}
          label={isLong ? null : words}
          size={12}
        />
      )}
      {isLong ? <span>{words}</span> : <span aria-hidden>{time}</span>}
    </span>
  );
}
