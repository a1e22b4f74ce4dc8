import { ArrowLeft } from "lucide-react";
import { useMemo } from "react";
import { QueueActs } from "../acts/queue-acts.tsx";
import { useMe } from "../app/desk-context.tsx";
import { Button } from "../parts/button.tsx";
import { classNames } from "../parts/class-names.ts";
import { SectionHead } from "../parts/section-head.tsx";
import { useWords } from "../words/words.ts";
import type { QueueLine } from "./board.ts";
import { LevelChart } from "./level-chart.tsx";
import styles from "./live-page.module.css";
import { lineUp } from "./line-up.ts";
import { QueueCounts } from "./queue-counts.tsx";
import type { Names } from "./use-names.ts";
import type { Waiting } from "./waiting.ts";
import { WaitingList } from "./waiting-list.tsx";

const cx = classNames(styles);

interface QueuePanelProps {
  readonly line: QueueLine;
  readonly waiting: readonly Waiting[];
  readonly now: number;
  readonly names: Names;
  readonly onClose: () => void;
}

/** One queue, opened below the table: who waits in which order, what was counted, how its level went. */
export function QueuePanel({ line, waiting, now, names, onClose }: QueuePanelProps) {
  const { say } = useWords();
  const { queue } = line;
  const { roles, queueIds } = useMe();
  // Administrators look at every queue, and supervisors act in their own.
  const leads = roles.includes("supervisor") && queueIds.includes(queue.id);
  const places = useMemo(() => lineUp(waiting, queue), [waiting, queue]);
  const title = say("live.panel.title", { queue: queue.name });
  return (
    <section className={cx("panel")} aria-label={title}>
      <div className={cx("panelList")}>
        <SectionHead
          count={places.length}
          actions={
            <>
              {leads ? <QueueActs queue={queue} waiting={line.waiting} /> : null}
              <Button
                size="small"
                kind="quiet"
                icon={<ArrowLeft size={13} aria-hidden />}
                onPress={onClose}
              >
                {say("live.panel.close")}
              </Button>
            </>
          }
        >
          {title}
        </SectionHead>
        {queue.routing.enabled ? null : <p className={cx("quiet")}>{say("oversight.isOff")}</p>}
        <WaitingList places={places} label={title} queue={queue.name} now={now} names={names} />
      </div>
      {/* It may have to be scrolled, and then by keys as well. */}
      <div
        className={cx("panelSide")}
        role="group"
        aria-label={say("live.panel.counts")}
        tabIndex={0}
      >
        <QueueCounts line={line} />
        <LevelChart queues={[queue]} smallHeight={112} />
      </div>
    </section>
  );
}
