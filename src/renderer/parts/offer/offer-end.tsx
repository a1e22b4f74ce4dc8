import { X } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { unreachable } from "../unreachable.ts";
import { useWords } from "../../words/words.ts";
import { Button, IconButton } from "../button.tsx";
import { classNames } from "../class-names.ts";
import { StateGlyph } from "../state-glyph.tsx";
import { Unavailable } from "./offer-actions.tsx";
import styles from "./offer-card.module.css";
import type { OfferActs, OfferFacts, OfferState } from "./offer.ts";
import { useSettled } from "./use-settled.ts";

const cx = classNames(styles);

interface OfferEndProps {
  readonly offer: OfferFacts;
  readonly state: OfferState;
  readonly acts: OfferActs;
  readonly isSettled: () => boolean;
}

/** What became of it: four different pictures, each with a sentence and, where there is one, a next step. */
export function OfferEnd({ offer, state, acts, isSettled }: OfferEndProps) {
  const { say } = useWords();
  const dismiss = () => acts.onDismiss(offer.id);
  switch (state.state) {
    case "offered":
    case "accepting":
    case "still-waiting":
      return null;
    case "gone":
      return (
        <Line
          title={say("offer.goneTitle", { customer: offer.customer })}
          words={state.reason}
          onDismiss={dismiss}
        />
      );
    case "declined":
      return <Line title={declinedWords(say, offer, state.reason)} onDismiss={dismiss} />;
    case "missed":
      return <Missed offer={offer} missed={state} acts={acts} isSettled={isSettled} />;
    case "refused":
      return (
        <div className={cx("inner", "end")}>
          <p className={cx("endTitle")}>{`${say("offer.tooLate")}: ${offer.customer}`}</p>
          <p>{state.words}</p>
          <div className={cx("actions")}>
            <Button onPress={dismiss}>{say("offer.ok")}</Button>
          </div>
        </div>
      );
    default:
      return unreachable(state);
  }
}

function declinedWords(
  say: ReturnType<typeof useWords>["say"],
  offer: OfferFacts,
  reason: string | undefined,
): string {
  const { customer } = offer;
  return reason === undefined
    ? say("offer.declined", { customer })
    : say("offer.declinedFor", { customer, reason });
}

interface MissedProps {
  readonly offer: OfferFacts;
  readonly missed: Extract<OfferState, { state: "missed" }>;
  readonly acts: OfferActs;
  readonly isSettled: () => boolean;
}

/** Sticky: it says what was missed, where it went, that no work is coming, and offers the way back. */
function Missed({ offer, missed, acts, isSettled }: MissedProps) {
  const { say } = useWords();
  return (
    <div className={cx("inner", "end")}>
      <p className={cx("endTitle")}>
        <StateGlyph state="missed" label={null} size={13} />
        {say("offer.missedTitle")}
      </p>
      <p>
        <b>{offer.customer}</b>
        {` · ${offer.queue} · ${missed.at}`}
      </p>
      <p className={cx("quiet")}>
        {missed.noWork ? `${missed.went} ${say("offer.noWork")}` : missed.went}
      </p>
      <div className={cx("actions")}>
        {missed.noWork ? <BackToWork acts={acts} isSettled={isSettled} /> : null}
        <div className={cx("actionsEnd")}>
          <Button kind="quiet" onPress={() => acts.onDismiss(offer.id)}>
            {say("offer.ok")}
          </Button>
        </div>
      </div>
    </div>
  );
}

/** The way back; nothing that could only be refused is offered. */
function BackToWork({ acts, isSettled }: Pick<MissedProps, "acts" | "isSettled">) {
  const { say } = useWords();
  const guarded = (act: (() => void) | undefined) => () => {
    if (isSettled()) act?.();
  };
  return (
    <>
      {acts.refusal === undefined ? null : (
        <p className={cx("trouble")} role="alert">
          {acts.refusal}
        </p>
      )}
      <Unavailable because={acts.unavailable} />
      <Button kind="primary" unavailable={acts.unavailable} onPress={guarded(acts.onGoAvailable)}>
        {say("offer.goAvailable")}
      </Button>
      {acts.onTakeBreak === undefined ? null : (
        <Button unavailable={acts.unavailable} onPress={guarded(acts.onTakeBreak)}>
          {say("offer.takeBreak")}
        </Button>
      )}
    </>
  );
}

interface MissedLineProps {
  readonly missed: readonly {
    readonly id: string;
    readonly time: string;
    readonly noWork: boolean;
  }[];
  readonly acts: OfferActs;
}

/** Several misses, or one while another offer rings, in one line below what still can be answered. */
export function MissedLine({ missed, acts }: MissedLineProps) {
  const { say } = useWords();
  const row = useRef<HTMLElement>(null);
  const isSettled = useSettled(row);
  const last = missed.at(-1);
  if (last === undefined) return null;
  return (
    <section ref={row} className={cx("card", "missedLine")} aria-label={say("offer.missedTitle")}>
      <p className={cx("endTitle")}>
        <StateGlyph state="missed" label={null} size={13} />
        {say("offer.missedCount", { count: missed.length, time: last.time })}
      </p>
      <div className={cx("actions")}>
        {last.noWork ? <BackToWork acts={acts} isSettled={isSettled} /> : null}
        <div className={cx("actionsEnd")}>
          <Button
            kind="quiet"
            onPress={() => {
              for (const { id } of missed) acts.onDismiss(id);
            }}
          >
            {say("offer.ok")}
          </Button>
        </div>
      </div>
    </section>
  );
}

function Line({
  title,
  words,
  onDismiss,
}: {
  readonly title: string;
  readonly words?: ReactNode;
  readonly onDismiss: () => void;
}) {
  const { say } = useWords();
  return (
    <div className={cx("inner", "end")}>
      <div className={cx("line")}>
        <p className={cx("endTitle")}>{title}</p>
        <IconButton
          size="small"
          icon={<X size={14} />}
          label={say("dismiss")}
          onPress={onDismiss}
        />
      </div>
      {words === undefined ? null : <p>{words}</p>}
    </div>
  );
}
