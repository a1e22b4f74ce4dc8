import { useRef } from "react";
import { useWords } from "../../words/words.ts";
import { classNames } from "../class-names.ts";
import { Fuse } from "../fuse.tsx";
import { OfferActions } from "./offer-actions.tsx";
import styles from "./offer-card.module.css";
import { OfferEnd } from "./offer-end.tsx";
import { OfferFactLines } from "./offer-fact-lines.tsx";
import type { DeclinePolicy, OfferActs, OfferFacts, OfferKeys, OfferState } from "./offer.ts";
import { useSettled } from "./use-settled.ts";

const cx = classNames(styles);

export interface OfferCardProps {
  readonly offer: OfferFacts;
  readonly state: OfferState;
  readonly acts: OfferActs;
  readonly decline: DeclinePolicy;
  readonly keys: OfferKeys;
  /** One of several, and the one the accept key takes. */
  readonly isNext?: boolean;
}

/** An offer, from its arrival to whatever became of it. It never takes the focus and never decides. */
export function OfferCard({ offer, state, acts, decline, keys, isNext = false }: OfferCardProps) {
  const { say } = useWords();
  const card = useRef<HTMLElement>(null);
  const isSettled = useSettled(card);
  const isOpen =
    state.state === "offered" || state.state === "accepting" || state.state === "still-waiting";
  return (
    <article
      ref={card}
      className={cx("card", !isOpen && state.state)}
      aria-label={say("offer.card", { customer: offer.customer })}
      data-offer={offer.id}
      data-state={state.state}
      tabIndex={-1}
    >
      {isOpen ? (
        <>
          <Fuse startedAt={offer.createdAt} endsAt={offer.expiresAt} />
          {isNext ? <p className={cx("takesThis")}>{say("offer.acceptKeyTakesThis")}</p> : null}
          <div className={cx("inner")}>
            <OfferFactLines offer={offer} />
            <OfferActions {...{ offer, state, acts, decline, keys, isSettled }} />
          </div>
        </>
      ) : (
        <OfferEnd {...{ offer, state, acts, isSettled }} />
      )}
    </article>
  );
}
