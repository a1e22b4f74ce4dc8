import { unreachable } from "../../domain/assert.ts";
import type { TaskRow } from "../../protocol/rows/task-row.ts";
import { useDirectory } from "../app/desk-context.tsx";
import { SectionHead } from "../parts/section-head.tsx";
import { clockTime } from "../words/format.ts";
import type { Say } from "../words/words.ts";
import { useWords } from "../words/words.ts";
import styles from "./conversation.module.css";
import { attemptsOf } from "./standing.ts";
import type { Conversation } from "./use-conversation.ts";

/** Who was asked, in order, and what became of it, as far as this desk may see. */
export function Attempts({
  conversation: { row, tasks },
}: {
  readonly conversation: Conversation;
}) {
  const { say, language } = useWords();
  const people = useDirectory("PERSON");
  const attempts = attemptsOf(row.id, tasks);
  if (attempts.length === 0) return null;
  return (
    <>
      <SectionHead count={attempts.length}>{say("details.attempts")}</SectionHead>
      <ul className={styles["links"]}>
        {attempts.map(({ task, agentId }) => (
          <li key={task.id} className={styles["attempt"]}>
            <span>{people.find(({ id }) => id === agentId)?.name ?? agentId}</span>
            <span className={styles["quiet"]}>{attemptWords(say, task)}</span>
            <time>{clockTime(task.offer?.createdAt ?? task.createdAt, { language })}</time>
          </li>
        ))}
      </ul>
    </>
  );
}

function attemptWords(say: Say, { offer }: TaskRow): string {
  if (offer === null) return say("attempt.began");
  switch (offer.state) {
    case "PENDING":
      return say("attempt.ringing");
    case "ACCEPTED":
      return say("attempt.accepted");
    case "REJECTED":
      return say("attempt.declined");
    case "TIMEOUT":
      return say("attempt.missed");
    case "CANCELED":
      return say("attempt.withdrawn");
    default:
      return unreachable(offer);
  }
}
