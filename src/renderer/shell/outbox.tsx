import type { OutboxEntry } from "../../sync/desk.ts";
import { useDesk, useObservable } from "../app/desk-context.tsx";
import { refusalWords } from "../app/refusal-words.ts";
import { Button } from "../parts/button.tsx";
import { PendingDot } from "../parts/chip.tsx";
import { Popover } from "../parts/popover.tsx";
import { clockTime } from "../words/format.ts";
import { useWords } from "../words/words.ts";
import { commandWords } from "./outbox-words.ts";
import styles from "./shell.module.css";

const none: readonly OutboxEntry[] = [];

/** How much of what was done here the node does not have yet, and what it is. */
export function Outbox() {
  const { say } = useWords();
  const entries = useObservable(useDesk().outbox, none);
  const refused = entries.filter(({ state }) => state === "REFUSED").length;
  const waiting = entries.length - refused;
  const words =
    refused === 0
      ? say("outbox.waiting", { count: waiting })
      : `${say("outbox.waiting", { count: waiting })} · ${say("outbox.needYou", { count: refused })}`;
  const trigger = (
    <Button kind="quiet" size="small">
      <span className={styles["light"]} data-outbox>
        {words}
      </span>
    </Button>
  );
  return (
    <Popover trigger={trigger} label={say("outbox.title")} side="top start">
      <div className={styles["outbox"]}>
        <h2 className={styles["outboxTitle"]}>{say("outbox.title")}</h2>
        {entries.length === 0 ? <p className={styles["quiet"]}>{say("outbox.empty")}</p> : null}
        <ul>
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ul>
      </div>
    </Popover>
  );
}

function Entry({ entry }: { readonly entry: OutboxEntry }) {
  const { say, language } = useWords();
  const desk = useDesk();
  const { title, text } = commandWords(say, entry.command);
  const isRefused = entry.state === "REFUSED";
  return (
    <li className={styles["entry"]}>
      <p className={styles["entryHead"]}>
        {entry.state === "REFUSED" ? null : <PendingDot label={say(`outbox.${entry.state}`)} />}
        <b>{title}</b>
        <time>{clockTime(entry.since, { language })}</time>
      </p>
      {text === null ? null : <p className={styles["entryText"]}>{text}</p>}
      <p className={isRefused ? styles["refusal"] : styles["quiet"]}>
        {entry.state === "REFUSED"
          ? refusalWords(say, entry.code ?? "UNEXPECTED")
          : say(`outbox.${entry.state}`)}
      </p>
      <div className={styles["entryActs"]}>
        {isRefused ? (
          <Button size="small" onPress={() => void desk.retry(entry.id)}>
            {say("talk.retry")}
          </Button>
        ) : null}
        <Button size="small" kind="quiet" onPress={() => void desk.discard(entry.id)}>
          {say("talk.discard")}
        </Button>
      </div>
    </li>
  );
}

export function openOutbox(): void {
  const button = document.querySelector<HTMLElement>("[data-outbox]")?.closest("button");
  button?.focus();
  button?.click();
}
