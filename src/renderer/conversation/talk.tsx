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
import { type Readers, unreadBecause } from "./standing.ts";
import { byDay, shortName, storyWords } from "./timeline.ts";
import { TypingLine } from "./typing-line.tsx";
import type { Conversation } from "./use-conversation.ts";
import { useFollowedEnd } from "./use-followed-end.ts";

/** Everything that was said and done, oldest first, with the latest in sight. */
export function Talk({ conversation }: { readonly conversation: Conversation }) {
  const interactionId = conversation.row.id;
  const readers = useReaders(conversation);
  const messages = useMessages(interactionId);
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
                <Line message={message} readers={readers} />
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
function useReaders({ row, tasks }: Conversation): Readers {
  const source = useDirectory("SOURCE").find(({ id }) => id === row.sourceId);
  const awaySince = tasks.find(
    ({ interactionId, customerAwaySince }) =>
      interactionId === row.id && customerAwaySince !== null,
  )?.customerAwaySince;
  return { hasWayOut: hasWayOut(row, source), awaySince: awaySince ?? null };
}

interface LineProps {
  readonly message: Shown<MessageRow>;
  readonly readers: Readers;
}

function Line({ message: { row, pending }, readers }: LineProps) {
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
  const unread = unreadBecause(row, readers);
  const stands = pending === false ? unread : pending === "SAVED" ? sent : "saving";
  return (
    <MessageLine
      at={row.createdAt}
      author={author}
      text={row.body}
      writtenAt={row.writtenAt}
      {...(stands === null ? {} : { delivery: { state: stands } })}
    />
  );
}

function StoryLine({ row }: { readonly row: MessageRow }) {
  const words = useWords();
  const clock = useClock();
  const told = storyWords(row, { ...words, now: clock.now() });
  return told === null ? null : <EventLine at={row.createdAt}>{told}</EventLine>;
}
