import { Fragment, useMemo } from "react";
import { hasWayOut } from "../../domain/source.ts";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import type { MessageRow } from "../../protocol/rows/other-rows.ts";
import { useDirectory, useMe } from "../app/desk-context.tsx";
import { type Mark, marksOf } from "../conversation/standing.ts";
import { byDay, shortName, storyWords } from "../conversation/timeline.ts";
import { useClock } from "../parts/clock.tsx";
import { classNames } from "../parts/class-names.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { EventLine, MessageLine, NoteLine, Timeline } from "../parts/talk/lines.tsx";
import { useWords } from "../words/words.ts";
import styles from "./completed.module.css";

const cx = classNames(styles);

interface SaidProps {
  readonly row: InteractionRow;
  readonly messages: readonly MessageRow[];
}

/** What was said, to be read only. */
export function Said({ row, messages }: SaidProps) {
  const { say } = useWords();
  const days = useMemo(() => byDay(messages.map(asShown)), [messages]);
  const source = useDirectory("SOURCE").find(({ id }) => id === row.sourceId);
  const end = { hasWayOut: hasWayOut(row, source), awaySince: null, delivered: row.delivered };
  const marks = marksOf(messages, end);
  if (messages.length === 0)
    return (
      <EmptyState title={say("completedOne.noMessages")}>
        {row.lastLine === "" ? say("completedOne.noMessagesWords") : row.lastLine}
      </EmptyState>
    );
  return (
    <Timeline>
      {days.map((day) => (
        <Fragment key={day.at}>
          <Day at={day.at} />
          {day.messages.map((message) => (
            <Line key={message.row.id} message={message.row} mark={marks.get(message.row.id)} />
          ))}
        </Fragment>
      ))}
    </Timeline>
  );
}

const asShown = (row: MessageRow) => ({ row, pending: false as const, commandId: null });

function Day({ at }: { readonly at: number }) {
  const { language } = useWords();
  const place = language === "en" ? "en-GB" : language;
  const day = new Intl.DateTimeFormat(place, { weekday: "long", day: "numeric", month: "long" });
  return <p className={cx("day")}>{day.format(at)}</p>;
}

interface LineProps {
  readonly message: MessageRow;
  readonly mark: Mark | undefined;
}

function Line({ message, mark }: LineProps) {
  const { say, language } = useWords();
  const clock = useClock();
  const me = useMe();
  const { kind, createdAt: at, body, authorName: name, writtenAt } = message;
  const author = message.authorId === me.id ? say("talkers.you") : shortName(name);
  if (kind === "EVENT") {
    const told = storyWords(message, { say, language, now: clock.now() });
    return told === null ? null : <EventLine at={at}>{told}</EventLine>;
  }
  if (kind === "NOTE")
    return <NoteLine at={at} author={author} text={body} writtenAt={writtenAt} />;
  const delivery = mark === undefined ? {} : { delivery: mark };
  return <MessageLine at={at} author={author} text={body} writtenAt={writtenAt} {...delivery} />;
}
