import { useWords } from "../../words/words.ts";
import { AwayMark } from "../away-mark.tsx";
import { ChannelGlyph } from "../channel-glyph.tsx";
import { Chip } from "../chip.tsx";
import { classNames } from "../class-names.ts";
import { SlaMark } from "../sla-mark.tsx";
import { Elapsed } from "../time-text.tsx";
import { useFormat } from "../use-format.ts";
import { useTick } from "../use-tick.ts";
import styles from "./offer-card.module.css";
import type { OfferFacts } from "./offer.ts";

const cx = classNames(styles);

/** Enough to decide in two seconds: what, who, how long they wait, how long is left, why me. */
export function OfferFactLines({ offer }: { readonly offer: OfferFacts }) {
  const { say } = useWords();
  const { channel, customer, marks = [], queue, attempt, from, past, size } = offer;
  const where = [
    say(`channel.${channel}`),
    queue,
    ...(attempt > 1 ? [say("offer.nth", { count: attempt, ordinal: true })] : []),
  ];
  const asides = [past, size].filter((text) => text !== undefined);
  return (
    <div className={cx("facts")}>
      <div className={cx("line")}>
        <span className={cx("where")}>
          <ChannelGlyph channel={channel} isDecorative />
          <span>{where.join(" · ")}</span>
        </span>
        <SecondsLeft until={offer.expiresAt} />
      </div>
      <div className={cx("line")}>
        <h2 className={cx("name")}>
          <span>{customer}</span>
          {marks.map((mark) => (
            <Chip key={mark}>{mark}</Chip>
          ))}
          <AwayMark since={offer.awaySince} />
        </h2>
        <span className={cx("waited")}>
          {say("offer.waited")} <Elapsed since={offer.waitingSince} />
        </span>
      </div>
      <div className={cx("due")}>
        {offer.sla === undefined ? null : <SlaMark sla={offer.sla} lead={say("offer.pickUpDue")} />}
        {offer.whyYou === undefined ? null : <span className={cx("quiet")}>{offer.whyYou}</span>}
      </div>
      {from === undefined ? null : <From from={from} />}
      {offer.lastLine === undefined ? null : (
        <blockquote className={cx("quote")}>{offer.lastLine}</blockquote>
      )}
      {asides.length === 0 ? null : (
        <p className={cx("past")}>
          {asides.map((aside) => (
            <span key={aside}>{aside}</span>
          ))}
        </p>
      )}
    </div>
  );
}

function From({ from }: { readonly from: NonNullable<OfferFacts["from"]> }) {
  const { say } = useWords();
  const { name, how, note } = from;
  return (
    <p className={cx("from")}>
      <b>{say(`offer.from.${how}`, { name })}</b>
      {note === undefined ? null : `: ${note}`}
    </p>
  );
}

/** The number people see. It is not announced every second: the alert region speaks at the few moments that matter. */
function SecondsLeft({ until }: { readonly until: number }) {
  const { say } = useWords();
  const { duration } = useFormat();
  const left = useTick((now) => Math.max(0, Math.floor((until - now) / 1_000)));
  const isLast = left <= 5;
  return (
    <span className={cx("seconds", isLast && "last")} role="timer" aria-live="off">
      {isLast ? <span className={cx("lastWords")}>{say("offer.lastSeconds")}</span> : null}
      {left > 99 ? duration(left * 1_000) : say("secondsShort", { count: left })}
    </span>
  );
}
