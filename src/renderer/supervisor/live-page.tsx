import { useState } from "react";
import { VisuallyHidden } from "react-aria-components";
import { useConnection, useMe } from "../app/desk-context.tsx";
import { classNames } from "../parts/class-names.ts";
import { EmptyState } from "../parts/empty-state.tsx";
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
  const { roles } = useMe();
  if (!roles.includes("supervisor") && !roles.includes("admin"))
    return <EmptyState title={say("live.notYours")}>{say("live.notYoursWords")}</EmptyState>;
  return <Wall />;
}

function Wall() {
  const { say } = useWords();
  const { state, lastUpdateAt } = useConnection();
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
        <Figures board={board} staleSince={isStale ? lastUpdateAt : null} />
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
