import { ChevronDown } from "lucide-react";
import { useWords } from "../../words/words.ts";
import { Button, Spinner } from "../button.tsx";
import { classNames } from "../class-names.ts";
import { Menu } from "../menu.tsx";
import { useTick } from "../use-tick.ts";
import styles from "./offer-card.module.css";
import type { DeclinePolicy, OfferActs, OfferFacts, OfferKeys, OfferState } from "./offer.ts";

const cx = classNames(styles);

interface OfferActionsProps {
  readonly offer: OfferFacts;
  readonly state: OfferState;
  readonly acts: OfferActs;
  readonly decline: DeclinePolicy;
  readonly keys: OfferKeys;
  readonly isSettled: () => boolean;
}

export function OfferActions({ offer, state, acts, decline, keys, isSettled }: OfferActionsProps) {
  const { say } = useWords();
  if (state.state === "accepting" || state.state === "still-waiting") {
    return (
      <Waiting node={state.node} isLong={state.state === "still-waiting"} until={offer.expiresAt} />
    );
  }
  const guarded = (act: () => void) => () => {
    if (isSettled()) act();
  };
  return (
    <div className={cx("actions")}>
      <Unavailable because={acts.unavailable} />
      <Button
        kind="primary"
        keys={keys.accept}
        unavailable={acts.unavailable}
        onPress={guarded(() => acts.onAccept(offer.id))}
      >
        {say("offer.accept")}
      </Button>
      {decline.isAllowed ? (
        <Decline
          policy={decline}
          unavailable={acts.unavailable}
          onDecline={(reason) => guarded(() => acts.onDecline(offer.id, reason))()}
        />
      ) : null}
      <div className={cx("actionsEnd")}>
        <Button
          kind="quiet"
          size="small"
          keys={keys.peek}
          onPress={guarded(() => acts.onPeek(offer.id))}
        >
          {say("offer.peek")}
        </Button>
      </div>
    </div>
  );
}

/** Why nothing can be pressed now: said on the card, not only to who points at a button. */
export function Unavailable({ because }: { readonly because: string | undefined }) {
  return because === undefined ? null : <p className={cx("why")}>{because}</p>;
}

interface DeclineProps {
  readonly policy: DeclinePolicy;
  readonly unavailable: string | undefined;
  readonly onDecline: (reason?: string) => void;
}

/** One click with no reason where that is allowed; the caret, or the whole button where it is not, asks for one. */
function Decline({ policy, unavailable, onDecline }: DeclineProps) {
  const { say } = useWords();
  if (unavailable !== undefined)
    return <Button unavailable={unavailable}>{say("offer.decline")}</Button>;
  const groups = [
    {
      heading: say("offer.declineHeading"),
      entries: policy.reasons.map(({ id, label }, at) => ({
        id,
        label,
        ...(at < 9 ? { keys: String(at + 1) } : {}),
      })),
    },
  ];
  const trigger = policy.isReasonRequired ? (
    <Button icon={<ChevronDown size={14} aria-hidden />}>{say("offer.decline")}</Button>
  ) : (
    <Button join="start" label={say("offer.declineReasons")}>
      <ChevronDown size={14} aria-hidden />
    </Button>
  );
  const menu = (
    <Menu
      trigger={trigger}
      label={say("offer.declineHeading")}
      groups={groups}
      onPick={onDecline}
      side="bottom end"
    />
  );
  if (policy.isReasonRequired) return menu;
  return (
    <span className={cx("split")}>
      <Button
        {...(policy.reasons.length === 0 ? {} : { join: "end" as const })}
        onPress={() => onDecline()}
      >
        {say("offer.decline")}
      </Button>
      {policy.reasons.length === 0 ? null : menu}
    </span>
  );
}

function Waiting({
  node,
  isLong,
  until,
}: {
  readonly node: string;
  readonly isLong: boolean;
  readonly until: number;
}) {
  const { say } = useWords();
  const isPast = useTick((now) => now >= until);
  const words = isPast
    ? say("offer.notConfirmed")
    : say(isLong ? "offer.stillWaiting" : "offer.confirming", { node });
  return (
    <div className={cx("actions", "waiting")} role="status">
      <Spinner />
      {words}
    </div>
  );
}
