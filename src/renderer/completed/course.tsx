import type { InteractionAnswer } from "../../client/node-http.ts";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import type { MessageRow } from "../../protocol/rows/other-rows.ts";
import { useDirectory } from "../app/desk-context.tsx";
import { useClock } from "../parts/clock.tsx";
import { classNames } from "../parts/class-names.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { useFormat } from "../parts/use-format.ts";
import { exactClockTime } from "../words/format.ts";
import { useWords } from "../words/words.ts";
import styles from "./course.module.css";
import { type Step, stepsOf } from "./timeline.ts";
import { useQueues } from "./use-labels.ts";

const cx = classNames(styles);

interface CourseProps {
  readonly row: InteractionRow;
  readonly messages: readonly MessageRow[];
  readonly answer: InteractionAnswer | null;
}

/** Every wait, offer and talk with its length: who was offered it, who missed it, who declined. */
export function Course({ row, messages, answer }: CourseProps) {
  const { say, language } = useWords();
  const stepWords = useStepWords(row);
  if (answer === null) return <EmptyState title={say("completedOne.timelineOffline")} />;
  const steps = stepsOf({ tasks: answer.tasks, messages, completions: answer.completions });
  return (
    <ol className={cx("course")}>
      {steps.map((step, at) => (
        <li key={at} className={cx("step", markOf(step))}>
          <time className={cx("stepAt")} dateTime={new Date(step.from).toISOString()}>
            {exactClockTime(step.from, { language })}
          </time>
          <span className={cx("stepMark")} aria-hidden />
          <span>{stepWords(step)}</span>
          <Length step={step} />
        </li>
      ))}
    </ol>
  );
}

/** What went wrong stands out by shape; the rest is plain ink. */
function markOf(step: Step): string {
  if (step.step === "OFFERED" && (step.end === "MISSED" || step.end === "DECLINED")) return "bad";
  if (step.step === "RETURNED") return "bad";
  return step.step === "COMPLETED" ? "end" : "usual";
}

function Length({ step }: { readonly step: Step }) {
  const { say } = useWords();
  const { duration, spoken } = useFormat();
  const clock = useClock();
  if (!("to" in step)) return <span />;
  if (step.to === null)
    return <span className={cx("stepLength")}>{say("completedOne.step.now")}</span>;
  const length = Math.max(0, Math.min(step.to, clock.now()) - step.from);
  return (
    <span className={cx("stepLength")} title={spoken(length)}>
      {duration(length)}
    </span>
  );
}

function useStepWords(row: InteractionRow): (step: Step) => string {
  const { say } = useWords();
  const people = useDirectory("PERSON");
  const queue = useQueues().get(row.queueId)?.name ?? "";
  const nameOf = (id: string) => people.find((one) => one.id === id)?.name ?? id;
  return (step) => {
    switch (step.step) {
      case "WAITED":
        return say("completedOne.step.WAITED", { queue });
      case "OFFERED":
        return say(`completedOne.step.offer.${step.end}`, { name: nameOf(step.agentId) });
      case "TALKED":
      case "WRAPPED_UP":
      case "TALKED_AND_WRAPPED_UP":
        return say(`completedOne.step.${step.step}`, { name: nameOf(step.agentId) });
      case "PASSED_ON": {
        const { by: name, toWhom: to, how, note } = step;
        const words =
          to === ""
            ? say(`story.${how}`, { name })
            : say(`completedOne.step.passed.${how}`, { name, to });
        return note === "" ? words : `${words}: ${note}`;
      }
      case "RETURNED":
        return say(`completedOne.step.returned.${step.why}`);
      case "COMPLETED":
        return say("completedOne.step.COMPLETED", {
          name: step.by,
          resolution: row.resolution === null ? "" : say(`completed.resolution.${row.resolution}`),
        });
    }
  };
}
