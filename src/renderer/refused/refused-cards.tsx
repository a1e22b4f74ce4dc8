import type { OutboxEntry } from "../../sync/desk.ts";
import { refusalWords } from "../app/refusal-words.ts";
import { commandWords } from "../shell/outbox-words.ts";
import { clockTime } from "../words/format.ts";
import { useWords } from "../words/words.ts";
import { RefusedActs } from "./refused-acts.tsx";
import styles from "./refused.module.css";
import { textOf } from "./keep-text.ts";
import { useMemo } from "react";
import { useDesk, useObservable } from "../app/desk-context.tsx";

/** Next to the object: everything about it that the node would not take, in words, until somebody has dealt with it. */
export function RefusedCards({ line }: { readonly line: string }) {
  const refused = useRefused(line);
  if (refused.length === 0) return null;
  return (
    <div className={styles["cards"]}>
      {refused.map((entry) => (
        <RefusedCard key={entry.id} entry={entry} />
      ))}
    </div>
  );
}

function RefusedCard({ entry }: { readonly entry: OutboxEntry }) {
  const { say, language } = useWords();
  const title = commandWords(say, entry.command);
  const time = clockTime(entry.since, { language });
  const text = textOf(entry.command);
  return (
    <section className={styles["card"]} aria-label={say("refused.title", { title, time })}>
      <h3 className={styles["title"]}>{say("refused.title", { title, time })}</h3>
      {text === null ? null : <p className={styles["text"]}>{text}</p>}
      <p>{refusalWords(say, entry.code ?? "UNEXPECTED", entry.detail)}</p>
      <RefusedActs entry={entry} />
    </section>
  );
}

const none: readonly OutboxEntry[] = [];

/** What the node would not take of one object: an interaction's id, or `folder:` and a folder's. */
function useRefused(line: string): readonly OutboxEntry[] {
  const outbox = useObservable(useDesk().outbox, none);
  return useMemo(
    () => outbox.filter(({ state, lines }) => state === "REFUSED" && lines.includes(line)),
    [outbox, line],
  );
}
