import { type ReactNode, memo } from "react";
import { linkified } from "../../../client/links.ts";
import { clockTime, dayAndTime, exactClockTime } from "../../words/format.ts";
import { useWords } from "../../words/words.ts";
import { PendingDot } from "../chip.tsx";
import { classNames } from "../class-names.ts";
import styles from "./lines.module.css";

const cx = classNames(styles);

/** Messages, notes and events in the order they happened; newcomers are announced politely. */
export function Timeline({ children }: { readonly children: ReactNode }) {
  const { say } = useWords();
  return (
    <div className={cx("timeline")} role="log" aria-label={say("talk.timeline")}>
      {children}
    </div>
  );
}

/** Where a message of ours stands. Delivered is what the customer's page says it has shown; nothing else is claimed. */
export type Delivery =
  | { readonly state: "confirmed" | "saving" | "sending" | "queued" }
  | { readonly state: "sent" | "away" | "nobody" }
  | { readonly state: "delivered"; readonly at: number };

interface MessageLineProps {
  readonly at: number;
  readonly author: string;
  readonly text: string;
  readonly delivery?: Delivery;
  /** Where it came late: when it was written. */
  readonly writtenAt?: number | undefined;
}

const confirmed: Delivery = { state: "confirmed" };

export function MessageLine({
  at,
  author,
  text,
  delivery = confirmed,
  writtenAt,
}: MessageLineProps) {
  const { say } = useWords();
  return (
    <div className={cx("line")}>
      <At at={at} />
      <span className={cx("who")} title={author}>
        {author}
      </span>
      <div className={cx("text")}>
        <Written text={text} />
        <Late writtenAt={writtenAt} at={at} />{" "}
        {delivery.state === "sending" || delivery.state === "saving" ? (
          <span className={cx("delivery")}>
            <PendingDot label={say(`talk.${delivery.state}`)} />
          </span>
        ) : null}
        {delivery.state === "queued" ? (
          <span className={cx("delivery")}>
            <PendingDot label={say("talk.saved")} />
            {say("talk.queued")}
          </span>
        ) : null}
        <Delivered delivery={delivery} />
      </div>
    </div>
  );
}

/** What became of it once the node had it. */
function Delivered({ delivery }: { readonly delivery: Delivery }) {
  const { say, language } = useWords();
  switch (delivery.state) {
    case "sent":
    case "away":
    case "nobody":
      return <span className={cx("delivery")}>{say(`talk.${delivery.state}`)}</span>;
    case "delivered": {
      const time = clockTime(delivery.at, { language });
      return <span className={cx("delivery")}>{say("talk.delivered", { time })}</span>;
    }
    default:
      return null;
  }
}

interface NoteLineProps {
  readonly at: number;
  readonly author: string;
  readonly text: string;
  readonly writtenAt?: number | undefined;
  /** Not at the node yet: on its way to this device's disk, or safe there. */
  readonly pending?: false | "SAVING" | "SAVED";
}

export function NoteLine({ at, author, text, writtenAt, pending = false }: NoteLineProps) {
  const { say } = useWords();
  return (
    <div className={cx("note")}>
      <p className={cx("noteText")}>
        <b>{say("talk.note", { name: author })}</b> <Written text={text} />
        <Late writtenAt={writtenAt} at={at} />{" "}
        {pending === false ? null : (
          <span className={cx("delivery")}>
            <PendingDot label={say(pending === "SAVED" ? "talk.saved" : "talk.saving")} />
          </span>
        )}
      </p>
      <At at={at} />
    </div>
  );
}

export function EventLine({ at, children }: { readonly at: number; readonly children: ReactNode }) {
  return (
    <div className={cx("event")}>
      <At at={at} />
      <span>{children}</span>
    </div>
  );
}

/** What somebody wrote, its links to be followed; the desktop opens them in the system's browser. */
const Written = memo(function Written({ text }: { readonly text: string }) {
  return linkified(text).map(({ text: piece, href }, at) =>
    href === null ? (
      piece
    ) : (
      <a key={at} href={href} target="_blank" rel="noopener noreferrer">
        {piece}
      </a>
    ),
  );
});

interface LateProps {
  readonly writtenAt: number | undefined;
  readonly at: number;
}

/** What was written while the line was down says so: its reader may have gone on since. */
function Late({ writtenAt, at }: LateProps) {
  const { say, language } = useWords();
  if (writtenAt === undefined) return null;
  const written = dayAndTime(writtenAt, at, { language });
  const sent = clockTime(at, { language });
  return (
    <span className={cx("delivery")} data-late>
      {say("talk.late", { written, sent })}
    </span>
  );
}

function At({ at }: { readonly at: number }) {
  const { language } = useWords();
  return (
    <time
      className={cx("at")}
      dateTime={new Date(at).toISOString()}
      title={exactClockTime(at, { language })}
    >
      {clockTime(at, { language })}
    </time>
  );
}
