import type { TaskRow } from "../../protocol/rows/task-row.ts";
import { BeginButton, WaitingHead } from "../acts/own-initiative.tsx";
import { useDirectory, useMe } from "../app/desk-context.tsx";
import { useObservable } from "../app/observable.ts";
import { AwayMark } from "../parts/away-mark.tsx";
import { SectionHead } from "../parts/section-head.tsx";
import { SlaMark } from "../parts/sla-mark.tsx";
import { Countdown, Elapsed } from "../parts/time-text.tsx";
import { useTick } from "../parts/use-tick.ts";
import { WorkRow } from "../parts/work-row.tsx";
import { LineMark } from "../refused/line-mark.tsx";
import { AsOf } from "../shell/as-of.tsx";
import { useWords } from "../words/words.ts";
import styles from "./agent.module.css";
import { channelOf } from "./channel.ts";
import { IdleWords, NobodyWaits } from "./idle-words.tsx";
import type { OwnWork } from "./own-work.ts";
import { isUnread } from "./own-work.ts";
import { PutOff } from "./put-off.tsx";
import { seen$, seenNow } from "./seen.ts";
import { answerSla } from "./sla.ts";

const mostWaiting = 12;

interface WorkListProps {
  readonly work: OwnWork;
  readonly current: string | null;
}

/** What rings, what I hold, and, calmly below, what waits where I serve. */
export function WorkList({ work, current }: WorkListProps) {
  const { say } = useWords();
  const { ringing, mine, waiting } = work;
  const seen = useObservable(seen$, seenNow());
  const count = ringing.length + mine.length;
  const isAgent = useMe().agentId !== null;
  return (
    <>
      <SectionHead
        count={count}
        actions={
          <>
            <AsOf />
            {isAgent ? <BeginButton /> : null}
          </>
        }
      >
        {say("work.mine")}
      </SectionHead>
      {count === 0 ? <IdleWords /> : null}
      {ringing.map((task) => (
        <RingingRow key={task.id} task={task} isCurrent={task.interactionId === current} />
      ))}
      {mine.map((task) => (
        <OwnRow
          key={task.id}
          task={task}
          isCurrent={task.interactionId === current}
          isUnread={task.interactionId !== current && isUnread(task, seen.get(task.interactionId))}
        />
      ))}
      <PutOff current={current} />
      <WaitingHead count={waiting.length} />
      {waiting.length === 0 ? <NobodyWaits /> : null}
      {waiting.slice(0, mostWaiting).map((task) => (
        <WaitingRow key={task.id} task={task} isCurrent={task.interactionId === current} />
      ))}
      {waiting.length > mostWaiting ? (
        <p className={styles["more"]}>
          {say("work.moreWaiting", { count: waiting.length - mostWaiting })}
        </p>
      ) : null}
    </>
  );
}

interface RowProps {
  readonly task: TaskRow;
  readonly isCurrent: boolean;
}

function RingingRow({ task, isCurrent }: RowProps) {
  const { say } = useWords();
  const meta = useMetaWords(task);
  const { offer } = task;
  if (offer === null) return null;
  return (
    <WorkRow
      href={`#/work/${task.interactionId}`}
      title={task.customerName}
      end={
        <>
          {say("work.ringing")} <TimeLeft until={offer.expiresAt} />
        </>
      }
      text={task.lastLine}
      meta={meta}
      mark={<Marks task={task} />}
      isCurrent={isCurrent}
      fuse={{ startedAt: offer.createdAt, endsAt: offer.expiresAt }}
    />
  );
}

/** Stops at nothing: what became of it the node will say. */
function TimeLeft({ until }: { readonly until: number }) {
  const isOver = useTick((now) => now >= until);
  return isOver ? "0:00" : <Countdown until={until} />;
}

function OwnRow({ task, isCurrent, isUnread }: RowProps & { readonly isUnread: boolean }) {
  const { say } = useWords();
  const meta = useMetaWords(task);
  const { wrapUpStartedAt, wrapUpExpiresAt } = task;
  if (wrapUpStartedAt !== null && wrapUpExpiresAt !== null) {
    return (
      <WorkRow
        href={`#/work/${task.interactionId}`}
        title={task.customerName}
        end={
          <>
            {say("work.wrapUp")} <Countdown until={wrapUpExpiresAt} />
          </>
        }
        text={say("work.wrapUpText")}
        meta={meta}
        mark={<LineMark line={task.interactionId} />}
        isCurrent={isCurrent}
        fuse={{ startedAt: wrapUpStartedAt, endsAt: wrapUpExpiresAt }}
      />
    );
  }
  return (
    <WorkRow
      href={`#/work/${task.interactionId}`}
      title={task.customerName}
      end={<Elapsed since={task.lastMessageAt} />}
      text={task.lastLineBy === "AGENT" ? say("work.you", { text: task.lastLine }) : task.lastLine}
      meta={
        task.role === "PRIMARY" || task.role === ""
          ? meta
          : `${say(`work.as.${task.role}`)} · ${meta}`
      }
      mark={
        <>
          <AwayMark since={task.customerAwaySince} />
          <LineMark line={task.interactionId} />
        </>
      }
      isCurrent={isCurrent}
      isUnread={isUnread}
    />
  );
}

function WaitingRow({ task, isCurrent }: RowProps) {
  const meta = useMetaWords(task);
  return (
    <WorkRow
      href={`#/work/${task.interactionId}`}
      title={task.customerName}
      end={<Elapsed since={task.firstEnqueuedAt} />}
      meta={meta}
      mark={<Marks task={task} />}
      isCurrent={isCurrent}
    />
  );
}

/** Whether the customer is still there, and until when they were promised an answer. */
function Marks({ task }: { readonly task: TaskRow }) {
  const sla = answerSla(task);
  return (
    <>
      <AwayMark since={task.customerAwaySince} />
      {sla === null ? null : <SlaMark sla={sla} look="quiet" />}
    </>
  );
}

function useMetaWords(task: TaskRow): string {
  const { say } = useWords();
  const queues = useDirectory("QUEUE");
  const queue = queues.find(({ id }) => id === task.queueId)?.name ?? "";
  return [say(`channel.${channelOf(task)}`), queue].filter((word) => word !== "").join(" · ");
}
