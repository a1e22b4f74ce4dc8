import { ArrowDown } from "lucide-react";
import { Fragment, useMemo } from "react";
import { hasWayOut } from "../../domain/source.ts";
import type { MessageRow } from "../../protocol/rows/other-rows.ts";
import type { Shown } from "../../sync/desk.ts";
import { useConnection, useDirectory, useMe, useMessages } from "../app/desk-context.tsx";
import { Button } from "../parts/button.tsx";
import { useClock } from "../parts/clock.tsx";
import { EventLine, MessageLine, NoteLine, Timeline } from "../parts/talk/lines.tsx";
import { RefusedCards } from "../refused/refused-cards.tsx";
import { useWords } from "../words/words.ts";
import styles from "./conversation.module.css";
import { type Mark, type OtherEnd, marksOf } from "./standing.ts";
import { byDay, shortName, storyWords } from "./timeline.ts";
import { TypingLine } from "./typing-line.tsx";
import type { Conversation } from "./use-conversation.ts";
import { useFollowedEnd } from "./use-followed-end.ts";

/** Everything that was said and done, oldest first, with the latest in sight. */
export function Talk({ conversation }: { readonly conversation: Conversation }) {
  const interactionId = conversation.row.id;
  const end = useOtherEnd(conversation);
  const messages = useMessages(interactionId);
  const known = messages.flatMap(({ row, pending }) => (pending === false ? [row] : []));
  const marks = marksOf(known, end);
  const days = useMemo(() => byDay(messages), [messages]);
  const rows = useMemo(() => messages.map(({ row }) => row), [messages]);
  const { content, unseen, toEnd } = useFollowedEnd(interactionId, rows, useMe().id);
  return (
    <div ref={content}>
      <Timeline>
        {days.map((day) => (
          <Fragment key={day.at}>
            <DayLine at={day.at} />
            {day.messages.map((message) => (
              <div key={message.row.id} data-line={message.row.id}>
                <Line message={message} mark={marks.get(message.row.id)} />
              </div>
            ))}
          </Fragment>
        ))}
      </Timeline>
      <RefusedCards line={interactionId} />
      <TypingLine interactionId={interactionId} />
      {unseen === 0 ? null : <Below count={unseen} onPress={toEnd} />}
    </div>
  );
}

/** What came while the person was reading further up: said, and one press away. */
function Below({ count, onPress }: { readonly count: number; readonly onPress: () => void }) {
  const { say } = useWords();
  return (
    <div className={styles["below"]}>
      <Button
        kind="primary"
        size="small"
        icon={<ArrowDown size={13} aria-hidden />}
        onPress={onPress}
      >
        {say("talk.below", { count })}
      </Button>
    </div>
  );
}

function DayLine({ at }: { readonly at: number }) {
  const { language } = useWords();
  const day = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    weekday: "long",
    day: "numeric",
    month: "long",
  }).format(at);
  return (
    <p className={styles["day"]}>
      <span>{day}</span>
    </p>
  );
}

/** What this desk knows of the other end of a conversation. */
function useOtherEnd({ row, tasks }: Conversation): OtherEnd {
  const source = useDirectory("SOURCE").find(({ id }) => id === row.sourceId);
  const awaySince = tasks.find(
    ({ interactionId, customerAwaySince }) =>
      interactionId === row.id && customerAwaySince !== null,
  )?.customerAwaySince;
  const { delivered } = row;
  return { hasWayOut: hasWayOut(row, source), awaySince: awaySince ?? null, delivered };
}

interface LineProps {
  readonly message: Shown<MessageRow>;
  readonly mark: Mark | undefined;
}

function Line({ message: { row, pending }, mark }: LineProps) {
  const { say } = useWords();
  const me = useMe();
  const isLive = useConnection().state === "LIVE";
  const author = row.authorId === me.id ? say("talkers.you") : shortName(row.authorName);
  if (row.kind === "EVENT") return <StoryLine row={row} />;
  if (row.kind === "NOTE")
    return (
      <NoteLine
        at={row.createdAt}
        author={author}
        text={row.body}
        writtenAt={row.writtenAt}
        pending={pending}
      />
    );
  const sent = isLive ? "sending" : "queued";
  const onItsWay = { state: pending === "SAVED" ? sent : "saving" } as const;
  const stands = pending === false ? mark : onItsWay;
  return (
    <MessageLine
      at={row.createdAt}
      author={author}
      text={row.body}
      writtenAt={row.writtenAt}
      {...(stands === undefined ? {} : { delivery: stands })}
    />
  );
}

function StoryLine({ row }: { readonly row: MessageRow }) {
  const words = useWords();
  const clock = useClock();
  const told = storyWords(row, { ...words, now: clock.now() });
  return told === null ? null : <EventLine at={row.createdAt}>{told}</EventLine>;
}
