import { ArrowDownWideNarrow } from "lucide-react";
import { NEVER } from "../../domain/time.ts";
import type { TaskRow } from "../../protocol/rows/task-row.ts";
import { BeginButton, WaitingHead } from "../acts/own-initiative.tsx";
import { useDirectory, useMe } from "../app/desk-context.tsx";
import { useObservable } from "../app/observable.ts";
import { changeTaste, taste$, tasteNow } from "../app/look.ts";
import { AwayMark } from "../parts/away-mark.tsx";
import { IconButton } from "../parts/button.tsx";
import { SectionHead } from "../parts/section-head.tsx";
import { SlaMark } from "../parts/sla-mark.tsx";
import { Countdown, Elapsed } from "../parts/time-text.tsx";
import { urgencyOf, usedFraction } from "../parts/urgency.ts";
import { useTick } from "../parts/use-tick.ts";
import { WorkRow } from "../parts/work-row.tsx";
import { LineMark } from "../refused/line-mark.tsx";
import { AsOf } from "../shell/as-of.tsx";
import { useWords } from "../words/words.ts";
import styles from "./agent.module.css";
import { channelOf } from "./channel.ts";
import { IdleWords, NobodyWaits } from "./idle-words.tsx";
import type { OwnWork } from "./own-work.ts";
import { isUnread, waitsSince } from "./own-work.ts";
import { PutOff } from "./put-off.tsx";
import { seen$, seenNow } from "./seen.ts";
import { lastLine } from "./last-line.ts";
import { pickUpSla } from "./sla.ts";

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
            {mine.length > 0 ? <OrderButton /> : null}
            {isAgent ? <BeginButton /> : null}
          </>
        }
        note={<AsOf />}
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
          isUnread={isUnread(task, seen.get(task.interactionId))}
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
      text={lastLine(say, task)}
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
      end={<Waits task={task} />}
      text={lastLine(say, task)}
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
  const { say } = useWords();
  const people = useDirectory("PERSON");
  const meta = useMetaWords(task);
  // Rung now, or next.
  const agentId = task.agentId === "" ? task.wait.behind : task.agentId;
  const name = people.find(({ id }) => id === agentId)?.name;
  return (
    <WorkRow
      href={`#/work/${task.interactionId}`}
      title={task.customerName}
      end={
        <>
          {say("work.waits")} <Elapsed since={task.firstEnqueuedAt} />
        </>
      }
      text={lastLine(say, task)}
      meta={name === undefined ? meta : `${say("work.ringsAt", { name })} · ${meta}`}
      mark={<Marks task={task} />}
      isCurrent={isCurrent}
    />
  );
}

/** Since when the customer waits for a word, and how urgent that is; else when the last word was. */
function Waits({ task }: { readonly task: TaskRow }) {
  const { say } = useWords();
  const since = waitsSince(task);
  const urgency = useTick((now) =>
    task.answerDueAt === NEVER
      ? "calm"
      : urgencyOf(usedFraction({ startedAt: since, dueAt: task.answerDueAt }, now)),
  );
  if (since === NEVER) return <Elapsed since={task.lastMessageAt} />;
  return (
    <>
      {say("work.waits")} <Elapsed since={since} urgency={urgency} />
    </>
  );
}

/** As I took it on, or who waits longest on top: kept on this device. */
function OrderButton() {
  const { say } = useWords();
  const { workOrder } = useObservable(taste$, tasteNow());
  const next = workOrder === "TAKEN" ? "WAITING" : "TAKEN";
  return (
    <IconButton
      icon={<ArrowDownWideNarrow size={14} aria-hidden />}
      label={say(`work.order.${next}`)}
      size="small"
      onPress={() => changeTaste({ workOrder: next })}
    />
  );
}

/** Whether the customer is still there, and until when they were promised an answer. */
function Marks({ task }: { readonly task: TaskRow }) {
  const { say } = useWords();
  const sla = pickUpSla(task);
  return (
    <>
      <AwayMark since={task.customerAwaySince} />
      {sla === null ? null : <SlaMark sla={sla} look="quiet" lead={say("work.due")} />}
    </>
  );
}

function useMetaWords(task: TaskRow): string {
  const { say } = useWords();
  const queues = useDirectory("QUEUE_NAME");
  const queue = queues.find(({ id }) => id === task.queueId)?.name ?? "";
  return [say(`channel.${channelOf(task)}`), queue].filter((word) => word !== "").join(" · ");
}
