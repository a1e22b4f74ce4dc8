import { PanelRight } from "lucide-react";
import { ActsMenu } from "../acts/acts-menu.tsx";
import { type EndedWait, isInTime } from "../../domain/answers.ts";
import { NEVER } from "../../domain/time.ts";
import { pickUpSla } from "../agent/sla.ts";
import { channelOf } from "../agent/channel.ts";
import { useDirectory, useMe } from "../app/desk-context.tsx";
import { IconButton } from "../parts/button.tsx";
import { Chip, PendingDot } from "../parts/chip.tsx";
import { SlaMark } from "../parts/sla-mark.tsx";
import { Elapsed } from "../parts/time-text.tsx";
import { useFormat } from "../parts/use-format.ts";
import { AsOf } from "../shell/as-of.tsx";
import { useWords } from "../words/words.ts";
import styles from "./conversation.module.css";
import { endedAt, waitsForWord } from "./standing.ts";
import { StateLine } from "./state-line.tsx";
import type { Conversation } from "./use-conversation.ts";

interface HeadProps {
  readonly conversation: Conversation;
  readonly onDetails: () => void;
}

/** Who it is about, never scrolled away. */
export function Head({ conversation, onDetails }: HeadProps) {
  const { say } = useWords();
  const { row, shown } = conversation;
  const queues = useDirectory("QUEUE_NAME");
  const queue = queues.find(({ id }) => id === row.queueId)?.name ?? "";
  const number = row.displayNumber === 0 ? "" : ` #${row.displayNumber}`;
  return (
    <div className={styles["head"]}>
      <div className={styles["headMain"]}>
        <h1 className={styles["title"]}>
          {row.customerName}
          {shown.pending === "SAVED" ? <PendingDot label={say("talk.saved")} /> : null}
        </h1>
        <p className={styles["meta"]}>
          <span>{`${say(`channel.${channelOf(row)}`)}${number}`}</span>
          <span>{queue}</span>
          <Times conversation={conversation} />
          <AsOf />
        </p>
        <StateLine conversation={conversation} />
      </div>
      <div className={styles["chips"]}>
        <Promised conversation={conversation} />
        <Owner conversation={conversation} />
        <ActsMenu conversation={conversation} />
      </div>
      <span className={styles["detailsButton"]}>
        <IconButton
          icon={<PanelRight size={16} aria-hidden />}
          label={say("head.details")}
          onPress={onDetails}
        />
      </span>
    </div>
  );
}

/** How long it has been with us, and since when nobody has spoken; both stand still once it is over for its customer. */
function Times({ conversation: { row, tasks } }: { readonly conversation: Conversation }) {
  const { say } = useWords();
  const { duration } = useFormat();
  const end = endedAt(row, tasks);
  const waitingSince = waitsForWord(row, tasks);
  if (end !== null)
    return (
      <span>{say("head.wasWithUs", { time: duration(Math.max(0, end - row.createdAt)) })}</span>
    );
  return (
    <>
      <span>
        {say("head.withUs")} <Elapsed since={row.createdAt} />
      </span>
      <span>
        {waitingSince === NEVER ? (
          <>
            {say("head.lastMessage")} <Elapsed since={row.lastMessageAt} />
          </>
        ) : (
          <>
            {say("work.waits")} <Elapsed since={waitingSince} />
          </>
        )}
      </span>
    </>
  );
}

/** The pick-up that is due; and once they are decided, how the pick-up and the first answer went. */
function Promised({ conversation: { row, hold } }: { readonly conversation: Conversation }) {
  const { say } = useWords();
  if (row.state === "COMPLETED") return null;
  const sla = hold.task === null ? null : pickUpSla(hold.task);
  if (sla?.state === "running")
    return <SlaMark sla={sla} lead={say("offer.pickUpDue")} look="chip" />;
  return (
    <>
      <Decided figure="pickedUp" wait={row.answers.pickedUp} />
      <Decided figure="first" wait={row.answers.first} />
    </>
  );
}

function Decided({
  figure,
  wait,
}: {
  readonly figure: "pickedUp" | "first";
  readonly wait: EndedWait | null;
}) {
  const { say } = useWords();
  const { duration } = useFormat();
  const inTime = wait === null ? null : isInTime(wait);
  if (wait === null || inTime === null) return null;
  const words = inTime ? "inTime" : "late";
  return (
    <Chip {...(inTime ? { look: "soft" } : {})}>
      {say(`head.${figure}.${words}`, { time: duration(wait.at - wait.since) })}
    </Chip>
  );
}

function Owner({ conversation }: { readonly conversation: Conversation }) {
  const { say } = useWords();
  const me = useMe();
  const people = useDirectory("PERSON");
  const { ownerId, agentId } = conversation.row;
  const holder = agentId === "" ? ownerId : agentId;
  if (holder === "" || holder === me.id) return null;
  const name = people.find(({ id }) => id === holder)?.name;
  return name === undefined ? null : <Chip look="soft">{say("head.with", { name })}</Chip>;
}
