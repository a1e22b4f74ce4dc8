import { Clock, Ear, Pause, PhoneForwarded, Timer, Users } from "lucide-react";
import type { ReactNode } from "react";
import { NEVER } from "../../domain/time.ts";
import { openMedia, waitingLeg } from "../acts/acts.ts";
import { useDirectory, useMe } from "../app/desk-context.tsx";
import { AwayMark } from "../parts/away-mark.tsx";
import { Chip } from "../parts/chip.tsx";
import { useClock } from "../parts/clock.tsx";
import { SlaMark } from "../parts/sla-mark.tsx";
import { Countdown, Elapsed } from "../parts/time-text.tsx";
import { dayAndTime } from "../words/format.ts";
import { useWords } from "../words/words.ts";
import styles from "./conversation.module.css";
import type { Conversation } from "./use-conversation.ts";

/** What is out of the ordinary here: who else is in it, what I am in it, what stands still, what is owed. */
export function StateLine({ conversation }: { readonly conversation: Conversation }) {
  if (conversation.row.state === "COMPLETED") return null;
  return (
    <p className={styles["states"]} data-states>
      <AwayMark since={conversation.row.clocks.presence?.awaySince} />
      <OwnRole conversation={conversation} />
      <Others conversation={conversation} />
      <Asked conversation={conversation} />
      <Pauses conversation={conversation} />
      <Owed conversation={conversation} />
      <Media conversation={conversation} />
    </p>
  );
}

interface Props {
  readonly conversation: Conversation;
}

const size = { size: 12, "aria-hidden": true } as const;

function OwnRole({ conversation: { hold } }: Props) {
  const { say } = useWords();
  if (hold.kind !== "ACTIVE") return null;
  const { role } = hold.task;
  if (role === "" || role === "PRIMARY") return null;
  return <Chip icon={<Ear {...size} />}>{say(`role.${role}`)}</Chip>;
}

/** Everybody beside me, by name: who serves the customer too, and who advises. */
function Others({ conversation: { row } }: Props) {
  const { say } = useWords();
  const me = useMe();
  const people = useDirectory("PERSON");
  // Whose it is stands in the head already.
  return row.participants
    .filter(({ agentId }) => agentId !== me.id && agentId !== row.agentId)
    .map(({ agentId, role, taskId }) => {
      const name = people.find(({ id }) => id === agentId)?.name ?? agentId;
      const words = say(role === "ASSISTANT" ? "role.advises" : "role.withToo", { name });
      return (
        <Chip key={taskId} look="soft" icon={<Users {...size} />}>
          {words}
        </Chip>
      );
    });
}

/** What I asked for and nobody has taken yet. */
function Asked({ conversation: { row, tasks } }: Props): ReactNode {
  const { say } = useWords();
  const me = useMe();
  const people = useDirectory("PERSON");
  const queues = useDirectory("QUEUE_NAME");
  const leg = waitingLeg(
    tasks.filter((task) => task.interactionId === row.id),
    me.agentId ?? me.id,
  );
  if (leg === undefined) return null;
  const askedId = leg.agentId === "" ? leg.wait.behind : leg.agentId;
  const rings = people.find(({ id }) => id === askedId)?.name;
  const name = rings ?? queues.find(({ id }) => id === leg.queueId)?.name ?? "";
  return (
    <Chip look="pending" icon={<PhoneForwarded {...size} />}>
      {say("role.waitingFor", { name })} <Elapsed since={leg.createdAt} />
    </Chip>
  );
}

function Pauses({ conversation: { row } }: Props) {
  const { say, language } = useWords();
  const clock = useClock();
  const { held, deferredUntil } = row.clocks;
  return (
    <>
      {held === null ? null : (
        <Chip icon={<Pause {...size} />}>
          {say(held.because === "AGENT" ? "role.held" : "role.interrupted")}{" "}
          {held.until === NEVER ? <Elapsed since={held.since} /> : <Countdown until={held.until} />}
        </Chip>
      )}
      {deferredUntil === NEVER ? null : (
        <Chip icon={<Clock {...size} />}>
          {say("role.deferred", { time: dayAndTime(deferredUntil, clock.now(), { language }) })}
        </Chip>
      )}
    </>
  );
}

/** The answer that the customer waits for, by whichever clock ends first, and how often its lack was brought to mind. */
function Owed({ conversation: { row } }: Props) {
  const { say } = useWords();
  const { held, response, firstReplyReminders, firstReplyDueAt } = row.clocks;
  if (held !== null) return null;
  const isReminderFirst = firstReplyDueAt < (response?.dueAt ?? NEVER);
  return (
    <>
      {response === null || isReminderFirst ? null : (
        <SlaMark sla={{ state: "running", ...response }} lead={say("role.answerDue")} look="chip" />
      )}
      {firstReplyReminders === 0 ? null : (
        <Chip icon={<Timer {...size} />}>
          {say("role.noReplyYet", { count: firstReplyReminders })}
        </Chip>
      )}
      {isReminderFirst ? (
        <Chip icon={<Timer {...size} />}>
          {say("role.firstReplyDue")} <Countdown until={firstReplyDueAt} />
        </Chip>
      ) : null}
    </>
  );
}

function Media({ conversation: { hold } }: Props) {
  const { say } = useWords();
  const mrds = useDirectory("MRD");
  if (hold.kind !== "ACTIVE") return null;
  return openMedia(hold.task).map(({ id, mrdId }) => (
    <Chip key={id} look="soft">
      {say("role.also", { name: mrds.find((mrd) => mrd.id === mrdId)?.name ?? mrdId })}
    </Chip>
  ));
}
