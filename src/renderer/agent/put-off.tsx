import { useMemo } from "react";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import { useDesk, useDirectory, useMe, useRows } from "../app/desk-context.tsx";
import { useClock } from "../parts/clock.tsx";
import { SectionHead } from "../parts/section-head.tsx";
import { WorkRow } from "../parts/work-row.tsx";
import { dayAndTime } from "../words/format.ts";
import { useWords } from "../words/words.ts";
import { channelOf } from "./channel.ts";
import { lastLine } from "./last-line.ts";

/** What I put off, the first to come back on top. */
export function PutOff({ current }: { readonly current: string | null }) {
  const { say, language } = useWords();
  const clock = useClock();
  const queues = useDirectory("QUEUE_NAME");
  const rows = usePutOff();
  if (rows.length === 0) return null;
  return (
    <>
      <SectionHead count={rows.length}>{say("work.putOff")}</SectionHead>
      {rows.map((row) => (
        <WorkRow
          key={row.id}
          href={`#/work/${row.id}`}
          title={row.customerName}
          end={say("work.until", {
            time: dayAndTime(row.clocks.deferredUntil, clock.now(), { language }),
          })}
          text={lastLine(say, row)}
          meta={[
            say(`channel.${channelOf(row)}`),
            queues.find(({ id }) => id === row.queueId)?.name ?? "",
          ].join(" · ")}
          isCurrent={row.id === current}
        />
      ))}
    </>
  );
}

function usePutOff(): readonly InteractionRow[] {
  const { id, agentId } = useMe();
  const shown = useRows<"INTERACTION">(useDesk().interactions);
  return useMemo(
    () =>
      putOffBy(
        shown.map(({ row }) => row),
        agentId ?? id,
      ),
    [agentId, id, shown],
  );
}

/** Also while somebody else still wraps up their part of it. */
export function putOffBy(
  rows: readonly InteractionRow[],
  agentId: string,
): readonly InteractionRow[] {
  return rows
    .filter(({ state, clocks }) => state === "ACTIVE" && clocks.deferredBy === agentId)
    .toSorted((left, right) => left.clocks.deferredUntil - right.clocks.deferredUntil);
}
