import type { OutboxEntry } from "../../sync/desk.ts";
import { useDesk, useObservable } from "../app/desk-context.tsx";
import { refusalWords } from "../app/refusal-words.ts";
import { Button } from "../parts/button.tsx";
import { PendingDot } from "../parts/chip.tsx";
import { Popover, useClosePopover } from "../parts/popover.tsx";
import { textOf } from "../refused/keep-text.ts";
import { RefusedActs } from "../refused/refused-acts.tsx";
import { clockTime } from "../words/format.ts";
import { useWords } from "../words/words.ts";
import { commandWords } from "./outbox-words.ts";
import { goTo } from "./rail-entries.ts";
import styles from "./shell.module.css";
import { useAbout } from "./use-about.ts";

const none: readonly OutboxEntry[] = [];

/** How much of what was done here the node does not have yet, and what it is. */
export function Outbox() {
  const { say } = useWords();
  const entries = useObservable(useDesk().outbox, none);
  const refused = entries.filter(({ state }) => state === "REFUSED");
  const waiting = entries.filter(({ state }) => state !== "REFUSED");
  const trigger = (
    <Button kind="quiet" size="small">
      <span className={styles["light"]} data-outbox>
        {say("outbox.waiting", { count: waiting.length })}
        {refused.length === 0 ? null : (
          <>
            {" · "}
            <span className={styles["needYou"]}>
              {say("outbox.needYou", { count: refused.length })}
            </span>
          </>
        )}
      </span>
    </Button>
  );
  return (
    <Popover trigger={trigger} label={say("outbox.title")} side="top start">
      <div className={styles["outbox"]}>
        {refused.length === 0 ? null : (
          <Part
            title={say("outbox.needYouTitle")}
            note={say("outbox.needYouNote")}
            entries={refused}
          />
        )}
        <Part
          title={say("outbox.title")}
          note={say(waiting.length === 0 ? "outbox.empty" : "outbox.waitingNote")}
          entries={waiting}
        />
      </div>
    </Popover>
  );
}

interface PartProps {
  readonly title: string;
  readonly note: string;
  readonly entries: readonly OutboxEntry[];
}

function Part({ title, note, entries }: PartProps) {
  return (
    <section className={styles["outboxPart"]} aria-label={title}>
      <h2 className={styles["outboxTitle"]}>{title}</h2>
      <p className={styles["quiet"]}>{note}</p>
      <ul>
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ul>
    </section>
  );
}

function Entry({ entry }: { readonly entry: OutboxEntry }) {
  const { say, language } = useWords();
  const { command, state, code, since } = entry;
  const text = textOf(command);
  return (
    <li className={styles["entry"]}>
      <p className={styles["entryHead"]}>
        {state === "REFUSED" ? null : <PendingDot label={say(`outbox.${state}`)} />}
        <b>{commandWords(say, command)}</b>
        <time>{clockTime(since, { language })}</time>
      </p>
      <About entry={entry} />
      {text === null ? null : (
        <p className={styles["entryText"]} {...(state === "REFUSED" ? {} : { "data-short": true })}>
          {text}
        </p>
      )}
      <p className={styles[state === "REFUSED" ? "refusal" : "quiet"]}>
        {state === "REFUSED"
          ? refusalWords(say, code ?? "UNEXPECTED", entry.detail)
          : say(`outbox.${state}`)}
      </p>
      {state === "REFUSED" ? <RefusedEntryActs entry={entry} /> : <WaitingActs entry={entry} />}
    </li>
  );
}

/** Whom or what it is about, and the way there. */
function About({ entry }: { readonly entry: OutboxEntry }) {
  const about = useAbout(entry.lines);
  const close = useClosePopover();
  if (about === null) return null;
  return (
    <p className={styles["entryAbout"]}>
      <a href={about.href} onClick={close}>
        {about.name}
      </a>
    </p>
  );
}

function RefusedEntryActs({ entry }: { readonly entry: OutboxEntry }) {
  const about = useAbout(entry.lines);
  const close = useClosePopover();
  const goThere = () => {
    if (about !== null) goTo(about.href);
    close();
  };
  return <RefusedActs entry={entry} onKept={goThere} />;
}

function WaitingActs({ entry }: { readonly entry: OutboxEntry }) {
  const { say } = useWords();
  const desk = useDesk();
  return (
    <div className={styles["entryActs"]}>
      <Button size="small" kind="quiet" onPress={() => void desk.discard(entry.id)}>
        {say("talk.discard")}
      </Button>
    </div>
  );
}

export function openOutbox(): void {
  const button = document.querySelector<HTMLElement>("[data-outbox]")?.closest("button");
  button?.focus();
  button?.click();
}
