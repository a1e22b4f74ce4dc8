import { ArrowLeft, Check, Copy, Lock } from "lucide-react";
import { useState } from "react";
import { Link } from "react-aria-components";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import { channelOf } from "../agent/channel.ts";
import { ReopenButton } from "../acts/reopen-button.tsx";
import { useMe } from "../app/desk-context.tsx";
import { Button } from "../parts/button.tsx";
import { ChannelGlyph } from "../parts/channel-glyph.tsx";
import { classNames } from "../parts/class-names.ts";
import { dayAndTime } from "../words/format.ts";
import { useWords } from "../words/words.ts";
import { CloneDialog } from "./clone-dialog.tsx";
import styles from "./completed.module.css";
import { outcomeOf } from "./outcome.ts";
import { OutcomeMark } from "./outcome-mark.tsx";
import { useCompletedBy, useQueues } from "./use-labels.ts";

const cx = classNames(styles);

interface DetailHeadProps {
  readonly row: InteractionRow;
  readonly isReplica: boolean;
}

export function DetailHead({ row, isReplica }: DetailHeadProps) {
  const { say } = useWords();
  const queues = useQueues();
  const [isCloning, setCloning] = useState(false);
  const unavailable = useCloneObstacle(row, isReplica);
  const channel = channelOf(row);
  return (
    <header className={cx("detailHead")}>
      <Link className={cx("back")} href="#/completed">
        <ArrowLeft size={13} aria-hidden />
        {say("completedOne.back")}
      </Link>
      <div className={cx("titleLine")}>
        <h1 className={cx("detailTitle")}>{row.customerName}</h1>
        <span className={cx("meta")}>
          <ChannelGlyph channel={channel} isDecorative />
          <span className={cx("about")}>
            {[
              `${say(`channel.${channel}`)} #${row.displayNumber}`,
              queues.get(row.queueId)?.name,
              row.subject,
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </span>
        <ReopenButton row={row} />
        <Button
          kind="primary"
          icon={<Copy size={13} aria-hidden />}
          unavailable={unavailable}
          onPress={() => setCloning(true)}
        >
          {say("completedOne.clone")}
        </Button>
      </div>
      <CompletedLine row={row} />
      {isCloning ? <CloneDialog row={row} onClose={() => setCloning(false)} /> : null}
    </header>
  );
}

/** Over, by whom and when; and why nobody can change that. */
function CompletedLine({ row }: Pick<DetailHeadProps, "row">) {
  const { say, language } = useWords();
  const by = useCompletedBy();
  if (row.state === "ACTIVE")
    return (
      <p className={cx("overLine")}>
        <b>{say("completedOne.notCompleted")}</b>
        <Link className={cx("link")} href={`#/work/${row.id}`}>
          {say("completedOne.open")}
        </Link>
      </p>
    );
  return (
    <p className={cx("overLine")}>
      <Check size={14} strokeWidth={2.5} aria-hidden />
      <b>
        {say("completedOne.line", {
          at: recordTime(row.completedAt, language),
          by: by(row),
          resolution: row.resolution === null ? "–" : say(`completed.resolution.${row.resolution}`),
        })}
      </b>
      <OutcomeMark figure="pickedUp" outcome={outcomeOf(row.answers.pickedUp)} isLong />
      <OutcomeMark figure="first" outcome={outcomeOf(row.answers.first)} isLong />
      <span className={cx("fixed")}>
        <Lock size={11} aria-hidden />
        {say("completedOne.fixed")}
      </span>
    </p>
  );
}

/** A record names its day, today as well. */
function recordTime(at: number, language: string): string {
  return dayAndTime(at, 0, { language });
}

function useCloneObstacle(row: InteractionRow, isReplica: boolean): string | undefined {
  const { say } = useWords();
  const { agentId } = useMe();
  const queue = useQueues().get(row.queueId);
  if (agentId === null) return say("completedOne.cloneNoAgent");
  if (row.state !== "COMPLETED") return say("completedOne.notCompleted");
  if (queue?.archived === true) return say("completedOne.cloneArchived", { queue: queue.name });
  return isReplica ? undefined : say("completedOne.cloneUnknown");
}
