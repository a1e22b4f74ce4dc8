import { ArrowDown } from "lucide-react";
import { Fragment, useMemo } from "react";
import type { MessageRow } from "../../protocol/rows/other-rows.ts";
import type { Shown } from "../../sync/desk.ts";
import { useConnection, useMe, useMessages } from "../app/desk-context.tsx";
import { Button } from "../parts/button.tsx";
import { useClock } from "../parts/clock.tsx";
import { EventLine, MessageLine, NoteLine, Timeline } from "../parts/talk/lines.tsx";
import { RefusedCards } from "../refused/refused-cards.tsx";
import { useWords } from "../words/words.ts";
import styles from "./conversation.module.css";
import { byDay, shortName, storyWords } from "./timeline.ts";
import { TypingLine } from "./typing-line.tsx";
import { useFollowedEnd } from "./use-followed-end.ts";

/** Everything that was said and done, oldest first, with the latest in sight. */
export function Talk({ interactionId }: { readonly interactionId: string }) {
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
                <Line message={message} />
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

function Line({ message: { row, pending } }: { readonly message: Shown<MessageRow> }) {
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
  const delivery =
    pending === false ? undefined : ({ state: pending === "SAVED" ? sent : "saving" } as const);
  return (
    <MessageLine
      at={row.createdAt}
      author={author}
      text={row.body}
      writtenAt={row.writtenAt}
      {...(delivery === undefined ? {} : { delivery })}
    />
  );
}

function StoryLine({ row }: { readonly row: MessageRow }) {
  const words = useWords();
  const clock = useClock();
  const told = storyWords(row, { ...words, now: clock.now() });
  return told === null ? null : <EventLine at={row.createdAt}>{told}</EventLine>;
}
