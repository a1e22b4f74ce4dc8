import type { ReactNode } from "react";
import { useWords } from "../words/words.ts";
import { classNames } from "./class-names.ts";
import { Dial } from "./dial.tsx";
import { dialShape } from "./dial-shape.ts";
import styles from "./sla-mark.module.css";
import { Countdown } from "./time-text.tsx";
import { type Span, urgencyOf, usedFraction } from "./urgency.ts";
import { useTick } from "./use-tick.ts";

const cx = classNames(styles);

/** A promise to a customer: burning, kept, or stopped. A burning one past its due time shows as breached by itself. */
export type Sla =
  | ({ readonly state: "running" } & Span)
  | { readonly state: "met" }
  | { readonly state: "paused" };

interface SlaMarkProps {
  readonly sla: Sla;
  /** What is due, before the time: "reply due". */
  readonly lead?: ReactNode;
  readonly look?: "plain" | "chip" | "quiet";
}

export function SlaMark({ sla, lead, look = "plain" }: SlaMarkProps) {
  const { say } = useWords();
  if (sla.state === "running") return <Burning span={sla} lead={lead} look={look} />;
  return (
    <span className={cx("mark", sla.state, look)}>
      <Dial dial={sla} label={null} />
      {say(`sla.${sla.state}`)}
    </span>
  );
}

function Burning({
  span,
  lead,
  look,
}: {
  readonly span: Span;
  readonly lead: ReactNode;
  readonly look: string;
}) {
  const dial = useDial(span);
  return (
    <span className={cx("mark", urgencyOf(dial.fraction), look)}>
      <Dial dial={dial} />
      <span>
        {lead} <Countdown until={span.dueAt} />
      </span>
    </span>
  );
}

/** The dial alone, kept up to date. */
export function SlaDial({ sla, size }: { readonly sla: Sla; readonly size?: number }) {
  const running = useDial(sla.state === "running" ? sla : neverDue);
  return (
    <Dial
      dial={sla.state === "running" ? running : sla}
      {...(size === undefined ? {} : { size })}
    />
  );
}

const neverDue: Span = { startedAt: 0, dueAt: Number.MAX_SAFE_INTEGER };

/** Steps only where the picture or its words change, so that a list of dials is still between the steps. */
function useDial(span: Span): { readonly state: "running"; readonly fraction: number } {
  const fraction = useTick((now) => {
    const used = usedFraction(span, now);
    return dialShape({ state: "running", fraction: used }) === "square"
      ? 1
      : Math.floor(used * 20) / 20;
  });
  return { state: "running", fraction };
}
