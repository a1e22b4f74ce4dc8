import { classNames } from "../parts/class-names.ts";
import { Dial } from "../parts/dial.tsx";
import { useFormat } from "../parts/use-format.ts";
import { useWords } from "../words/words.ts";
import styles from "./completed.module.css";
import type { SlaOutcome } from "./outcome.ts";

const cx = classNames(styles);

/** A promise that is over: a tick or a square, and how long the customer waited. */
export function OutcomeMark({ outcome }: { readonly outcome: SlaOutcome }) {
  const { say } = useWords();
  const { duration } = useFormat();
  if (outcome.outcome === "NONE") return "–";
  const time = duration(outcome.waitedMs);
  const isMet = outcome.outcome === "MET";
  return (
    <span className={cx("outcome")}>
      <Dial
        dial={isMet ? { state: "met" } : { state: "running", fraction: 1 }}
        label={say(isMet ? "completed.sla.met" : "completed.sla.missed", { time })}
        size={12}
      />
      <span aria-hidden>{time}</span>
    </span>
  );
}
