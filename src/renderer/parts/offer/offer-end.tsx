import { X } from "lucide-react";
import type { ReactNode } from "react";
import { unreachable } from "../unreachable.ts";
import { useWords } from "../../words/words.ts";
import { Button, IconButton } from "../button.tsx";
import { classNames } from "../class-names.ts";
import { StateGlyph } from "../state-glyph.tsx";
import styles from "./offer-card.module.css";
import type { OfferActs, OfferFacts, OfferState } from "./offer.ts";

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
  const guarded = (act: (() => void) | undefined) => () => {
    if (isSettled()) act?.();
  };
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
        {missed.noWork ? (
          <>
            <Button kind="primary" onPress={guarded(acts.onGoAvailable)}>
              {say("offer.goAvailable")}
            </Button>
            {acts.onTakeBreak === undefined ? null : (
              <Button onPress={guarded(acts.onTakeBreak)}>{say("offer.takeBreak")}</Button>
            )}
          </>
        ) : null}
        <div className={cx("actionsEnd")}>
          <Button kind="quiet" onPress={() => acts.onDismiss(offer.id)}>
            {say("offer.ok")}
          </Button>
        </div>
      </div>
    </div>
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
