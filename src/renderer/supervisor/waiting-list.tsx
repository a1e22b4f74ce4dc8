import { useNavigate } from "@tanstack/react-router";
import { ClaimButton } from "../acts/claim-button.tsx";
import { AwayMark } from "../parts/away-mark.tsx";
import { EmptyState } from "../parts/empty-state.tsx";
import type { GridColumn } from "../parts/grid-row.tsx";
import { LiveGrid } from "../parts/live-grid.tsx";
import { StateGlyph } from "../parts/state-glyph.tsx";
import { Countdown, Elapsed } from "../parts/time-text.tsx";
import { useFormat } from "../parts/use-format.ts";
import { classNames } from "../parts/class-names.ts";
import { useWords } from "../words/words.ts";
import { BandDial, urgencyOfBand } from "./band-dial.tsx";
import type { PlaceInLine } from "./line-up.ts";
import styles from "./live-page.module.css";
import type { Names } from "./use-names.ts";
import { hasPromise, slaOf } from "./waiting.ts";

const cx = classNames(styles);

interface WaitingListProps {
  readonly places: readonly PlaceInLine[];
  readonly label: string;
  readonly queue: string;
  readonly now: number;
  readonly names: Names;
}

export function WaitingList({ places, label, queue, now, names }: WaitingListProps) {
  const { say } = useWords();
  const { spoken } = useFormat();
  const navigate = useNavigate();
  const columns = useColumns(now, names);
  return (
    <LiveGrid
      label={label}
      columns={columns}
      rows={places}
      rowKey={keyOf}
      rowLabel={({ waiting, position }) => {
        const customer = waiting.task.customerName;
        const waited = spoken(now - waiting.startedAt);
        return position === null
          ? say("live.panel.rowRinging", {
              customer,
              name: names.person(waiting.task.agentId),
              waited,
            })
          : say("live.panel.row", { customer, position, waited });
      }}
      onOpen={({ waiting }) =>
        void navigate({
          to: "/work/$interactionId",
          params: { interactionId: waiting.task.interactionId },
        })
      }
      empty={
        <EmptyState title={say("live.panel.empty", { queue })}>
          {say("live.panel.emptyWords")}
        </EmptyState>
      }
    />
  );
}

const keyOf = ({ waiting }: PlaceInLine): string => waiting.task.id;

function useColumns(now: number, names: Names): readonly GridColumn<PlaceInLine>[] {
  const { say } = useWords();
  return [
    {
      id: "position",
      head: say("live.panel.position"),
      width: "34px",
      align: "end",
      cell: ({ position }) =>
        position ?? <StateGlyph state="reserved" label={say("live.panel.ringing")} />,
    },
    {
      id: "customer",
      head: say("live.panel.customer"),
      width: "minmax(130px, 1fr)",
      cell: ({ waiting, position }) => (
        <span className={cx("name")}>
          <BandDial sla={slaOf(waiting, now)} />
          {waiting.task.customerName}
          <AwayMark since={waiting.task.customerAwaySince} />
          {position === null ? (
            <span className={cx("quiet")}>
              {say("live.risk.ringing", { name: names.person(waiting.task.agentId) })}
            </span>
          ) : null}
        </span>
      ),
    },
    {
      id: "priority",
      head: say("live.panel.priority"),
      width: "64px",
      align: "end",
      cell: ({ waiting }) => waiting.task.priority,
    },
    {
      id: "waited",
      head: say("live.panel.waited"),
      width: "64px",
      align: "end",
      cell: ({ waiting }) => <Elapsed since={waiting.startedAt} />,
    },
    {
      id: "due",
      head: say("live.panel.due"),
      width: "64px",
      align: "end",
      cell: ({ waiting }) =>
        hasPromise(waiting) ? (
          <Countdown until={waiting.dueAt} urgency={urgencyOfBand[slaOf(waiting, now).band]} />
        ) : (
          "–"
        ),
    },
    {
      id: "take",
      head: say("acts.title"),
      width: "112px",
      align: "end",
      cell: ({ waiting }, isActive) => (
        <ClaimButton task={waiting.task} isOutOfTabOrder={!isActive} />
      ),
    },
  ];
}
