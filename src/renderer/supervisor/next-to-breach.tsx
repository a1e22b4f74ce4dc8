import { memo } from "react";
import { Link } from "react-aria-components";
import { Button } from "../parts/button.tsx";
import { classNames } from "../parts/class-names.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { SectionHead } from "../parts/section-head.tsx";
import { StateGlyph } from "../parts/state-glyph.tsx";
import { Countdown } from "../parts/time-text.tsx";
import { useHeldRows } from "../parts/use-held-rows.ts";
import { useWords } from "../words/words.ts";
import { BandDial, urgencyOfBand } from "./band-dial.tsx";
import styles from "./live-page.module.css";
import type { Names } from "./use-names.ts";
import { type Waiting, hasPromise, slaOf } from "./waiting.ts";

const cx = classNames(styles);

/** More than anybody reads; the queues' own lists show the rest. */
const most = 60;

interface NextToBreachProps {
  readonly waiting: readonly Waiting[];
  readonly now: number;
  readonly names: Names;
}

/** Waiting requests in the order in which their promises break. The order holds still under the pointer. */
export function NextToBreach({ waiting, now, names }: NextToBreachProps) {
  const { say } = useWords();
  const due = waiting.filter(hasPromise);
  const list = useHeldRows(due, keyOf);
  return (
    <section className={cx("risk")} aria-label={say("live.risk.title")}>
      <SectionHead
        count={due.length}
        actions={list.updates === 0 ? null : <Updates count={list.updates} onShow={list.release} />}
      >
        {say("live.risk.title")}
      </SectionHead>
      {list.shown.length === 0 ? (
        <EmptyState title={say("live.risk.empty")}>{say("live.risk.emptyWords")}</EmptyState>
      ) : (
        <ul onMouseEnter={list.hold} onMouseLeave={list.letGo}>
          {list.shown.slice(0, most).map((entry) => (
            <RiskItem
              key={entry.key}
              waiting={entry.row}
              band={slaOf(entry.row, now)}
              isGone={entry.isGone}
              names={names}
            />
          ))}
        </ul>
      )}
      {list.shown.length > most ? (
        <p className={cx("more")}>{say("live.risk.more", { count: list.shown.length - most })}</p>
      ) : null}
    </section>
  );
}

const keyOf = (waiting: Waiting): string => waiting.task.id;

function Updates({ count, onShow }: { readonly count: number; readonly onShow: () => void }) {
  const { say } = useWords();
  return (
    <Button size="small" kind="quiet" onPress={onShow}>
      {`${say("grid.updates", { count })} · ${say("grid.showUpdates")}`}
    </Button>
  );
}

interface RiskItemProps {
  readonly waiting: Waiting;
  readonly band: ReturnType<typeof slaOf>;
  readonly isGone: boolean;
  readonly names: Names;
}

const RiskItem = memo(function RiskItem({ waiting, band, isGone, names }: RiskItemProps) {
  const { say } = useWords();
  const { task, dueAt } = waiting;
  const ringing = task.mediaState === "RESERVED" ? names.person(task.agentId) : null;
  return (
    <li>
      <Link
        className={cx("item", isGone && "gone")}
        href={`#/work/${task.interactionId}`}
        isDisabled={isGone}
      >
        <BandDial sla={band} />
        <b className={cx("itemName")}>{task.customerName}</b>
        <span className={cx("quiet", "itemText")}>{names.queue(task.queueId)}</span>
        {ringing === null ? null : (
          <span className={cx("quiet", "itemText", "ringing")}>
            <StateGlyph state="reserved" label={null} size={11} />
            {say("live.risk.ringing", { name: ringing })}
          </span>
        )}
        <span className={cx("itemEnd")}>
          <Countdown until={dueAt} urgency={urgencyOfBand[band.band]} />
        </span>
      </Link>
    </li>
  );
});
