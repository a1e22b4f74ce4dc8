import { VisuallyHidden } from "react-aria-components";
import { useWords } from "../../words/words.ts";
import { classNames } from "../class-names.ts";
import { useFormat } from "../use-format.ts";
import { useTick } from "../use-tick.ts";
import { lastAnnouncement } from "./announcement.ts";
import { OfferCard } from "./offer-card.tsx";
import { MissedLine } from "./offer-end.tsx";
import styles from "./offer-card.module.css";
import type { DeclinePolicy, OfferActs, OfferFacts, OfferKeys, OfferState } from "./offer.ts";

const cx = classNames(styles);

export interface StackedOffer {
  readonly offer: OfferFacts;
  readonly state: OfferState;
  readonly decline: DeclinePolicy;
}

interface OfferStackProps {
  readonly offers: readonly StackedOffer[];
  readonly acts: OfferActs;
  readonly keys: OfferKeys;
}

const mostCards = 3;

/** The place of offers: always in the page, so that its alert region is there before the first one comes. */
export function OfferStack({ offers, acts, keys }: OfferStackProps) {
  const { say } = useWords();
  const open = offers.filter(({ state }) => state.state === "offered");
  const byExpiry = offers.toSorted((a, b) => a.offer.expiresAt - b.offer.expiresAt);
  const next = byExpiry.find(({ state }) => state.state === "offered");
  const missed = byExpiry.flatMap(({ offer: { id }, state }) =>
    state.state === "missed" ? [{ id, time: state.time, noWork: state.noWork }] : [],
  );
  const live = byExpiry.filter(({ state }) => isLive(state));
  // A miss alone has a card of its own; beside what rings, or in number, all of them are one line at the end.
  const isFolded = missed.length > 1 || live.length > 0;
  const ended = byExpiry.filter(
    ({ state }) => !isLive(state) && !(isFolded && state.state === "missed"),
  );
  const shown = [...live, ...ended];
  const hidden = shown.length - mostCards;
  return (
    <section className={cx("stack")} aria-label={say("layout.offers")}>
      <OfferAlert offers={open.map(({ offer }) => offer)} />
      {shown.slice(0, mostCards).map(({ offer, state, decline }) => (
        <OfferCard
          key={offer.id}
          {...{ offer, state, decline, acts, keys }}
          isNext={open.length > 1 && offer === next?.offer}
        />
      ))}
      {hidden > 0 ? <p className={cx("more")}>{say("offer.more", { count: hidden })}</p> : null}
      {isFolded ? <MissedLine missed={missed} acts={acts} /> : null}
    </section>
  );
}

/** It rings, or an answer to it is on its way. */
function isLive({ state }: OfferState): boolean {
  return state === "offered" || state === "accepting" || state === "still-waiting";
}

function OfferAlert({ offers }: { readonly offers: readonly OfferFacts[] }) {
  const { say } = useWords();
  const format = useFormat();
  const text = useTick((now) => {
    const said = lastAnnouncement(offers, now);
    if (said === undefined) return "";
    const { offer, moment } = said;
    const { channel, customer, queue, createdAt, expiresAt } = offer;
    if (moment === "arrived") {
      const time = format.spoken(expiresAt - createdAt);
      return say("offer.announce", { channel: say(`channel.${channel}`), customer, queue, time });
    }
    const left = { half: Math.round((expiresAt - createdAt) / 2_000), ten: 10, five: 5 }[moment];
    return say("offer.left", { customer, time: say("seconds", { count: left }) });
  });
  return (
    <VisuallyHidden>
      <div role="alert">{text}</div>
    </VisuallyHidden>
  );
}
