import type { NextAnswers } from "../../domain/answers.ts";
import { MOST_STARS, type Rating } from "../../domain/rating.ts";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import { channelOf } from "../agent/channel.ts";
import { useMe } from "../app/desk-context.tsx";
import { useClock } from "../parts/clock.tsx";
import { KeyValue } from "../parts/key-value.tsx";
import { SectionHead } from "../parts/section-head.tsx";
import { useFormat } from "../parts/use-format.ts";
import { dayAndTime } from "../words/format.ts";
import { useWords } from "../words/words.ts";
import { classNames } from "../parts/class-names.ts";
import styles from "./completed.module.css";
import { EditFields } from "./edit-fields.tsx";
import { mayEdit } from "./edits.ts";
import { Links } from "./links.tsx";
import { outcomeOf } from "./outcome.ts";
import { OutcomeMark } from "./outcome-mark.tsx";
import { ReadFields } from "./read-fields.tsx";
import { useQueues } from "./use-labels.ts";

const cx = classNames(styles);

interface DetailsProps {
  readonly row: InteractionRow;
  /** Something here is on this device and not at the node yet. */
  readonly isSaved: boolean;
}

export function Details({ row, isSaved }: DetailsProps) {
  const me = useMe();
  return (
    <>
      {mayEdit(me, row) ? <EditFields row={row} isSaved={isSaved} /> : <ReadFields row={row} />}
      <Links row={row} />
      <Facts row={row} />
    </>
  );
}

function Facts({ row }: Pick<DetailsProps, "row">) {
  const { say, language } = useWords();
  const { duration } = useFormat();
  const now = useClock().now();
  const queue = useQueues().get(row.queueId);
  const nextWords = ({ count, inTime, late, longestMs }: NextAnswers) => {
    const [judged, longest] = [inTime + late, duration(longestMs)];
    if (count === 0) return "–";
    return judged === 0
      ? say("completedOne.facts.nextAnswersValue", { count, longest })
      : say("completedOne.facts.nextAnswersJudged", { inTime, judged, longest });
  };
  const at = (instant: number) => dayAndTime(instant, now, { language });
  return (
    <>
      <SectionHead>{say("completedOne.facts.title")}</SectionHead>
      <KeyValue
        entries={[
          { name: say("completedOne.facts.queue"), value: queue?.name ?? "–" },
          {
            name: say("completedOne.facts.channel"),
            value: say(`channel.${channelOf(row)}`),
          },
          {
            name: say("completedOne.facts.direction"),
            value: say(`completedOne.facts.${row.direction}`),
          },
          { name: say("completedOne.facts.began"), value: at(row.createdAt) },
          {
            name: say("completedOne.facts.pickedUp"),
            value: <OutcomeMark figure="pickedUp" outcome={outcomeOf(row.answers.pickedUp)} />,
          },
          {
            name: say("completedOne.facts.firstAnswer"),
            value: <OutcomeMark figure="first" outcome={outcomeOf(row.answers.first)} />,
          },
          { name: say("completedOne.facts.nextAnswers"), value: nextWords(row.answers.next) },
          ...(row.state === "COMPLETED"
            ? [
                {
                  name: say("completedOne.facts.duration"),
                  value: duration(row.completedAt - row.createdAt),
                },
              ]
            : []),
          ...(row.rating === undefined
            ? []
            : [{ name: say("completedOne.facts.rating"), value: <Rated rating={row.rating} /> }]),
        ]}
      />
    </>
  );
}

/** Stars for the eye and words for everybody, and what the customer wrote beside them. */
function Rated({ rating }: { readonly rating: Rating }) {
  const { say } = useWords();
  const { stars: count, comment } = rating;
  return (
    <>
      <span role="img" aria-label={say("completedOne.facts.stars", { count })}>
        {"★".repeat(count)}
        {"☆".repeat(MOST_STARS - count)}
      </span>
      {comment === "" ? null : <q className={cx("comment")}>{comment}</q>}
    </>
  );
}
