import { useState } from "react";
import { VisuallyHidden } from "react-aria-components";
import { useConnection, useMe } from "../app/desk-context.tsx";
import { Banner } from "../parts/banner.tsx";
import { classNames } from "../parts/class-names.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { exactClockTime } from "../words/format.ts";
import { useWords } from "../words/words.ts";
import { AgentList } from "./agent-list.tsx";
import { Figures } from "./figures.tsx";
import { LevelChart } from "./level-chart.tsx";
import styles from "./live-page.module.css";
import { NextToBreach } from "./next-to-breach.tsx";
import { QueuePanel } from "./queue-panel.tsx";
import { QueueTable } from "./queue-table.tsx";
import { useBoard } from "./use-board.ts";
import { useNames } from "./use-names.ts";

const cx = classNames(styles);

export function LivePage() {
  const { say } = useWords();
  const leads = useMe().roles.includes("supervisor");
  if (!leads)
    return <EmptyState title={say("live.notYours")}>{say("live.notYoursWords")}</EmptyState>;
  return <Wall />;
}

function Wall() {
  const { say } = useWords();
  const { state } = useConnection();
  const isStale = state !== "LIVE";
  const names = useNames();
  const { board, waiting, tasks, agents, now } = useBoard();
  const [openId, setOpenId] = useState<string | null>(null);
  const open = board.lines.find((line) => line.queue.id === openId);
  const queues = board.lines
    .map((line) => line.queue)
    .toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <div className={cx("live")}>
      <VisuallyHidden elementType="h1">{say("live.title")}</VisuallyHidden>
      <div className={cx("figures")}>
        <AsOf />
        <Figures board={board} isStale={isStale} />
      </div>
      <div className={cx("wide")}>
        <QueueTable board={board} isStale={isStale} openId={openId} onOpen={setOpenId} />
        <div className={cx("below")}>
          {open === undefined ? (
            <LevelChart queues={queues} />
          ) : (
            <QueuePanel
              line={open}
              waiting={waiting}
              now={now}
              names={names}
              onClose={() => setOpenId(null)}
            />
          )}
        </div>
      </div>
      <div className={cx("side")}>
        <NextToBreach waiting={waiting} now={now} names={names} />
        <AgentList agents={agents} tasks={tasks} isStale={isStale} />
      </div>
    </div>
  );
}

/** Never old numbers without their time: nothing is said while they are live. */
function AsOf() {
  const { say, language } = useWords();
  const { state, lastUpdateAt } = useConnection();
  if (state === "LIVE" || lastUpdateAt === null) return null;
  const time = exactClockTime(lastUpdateAt, { language });
  return (
    <Banner tone="warning">
      <b>{say("live.asOf", { time })}</b> {say("live.asOfWords")}
    </Banner>
  );
}
