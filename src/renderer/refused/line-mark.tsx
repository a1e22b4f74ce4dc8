import { useDesk, useObservable } from "../app/desk-context.tsx";
import { PendingDot } from "../parts/chip.tsx";
import { useWords } from "../words/words.ts";
import type { OutboxEntry } from "../../sync/desk.ts";
import styles from "./refused.module.css";

const none: readonly OutboxEntry[] = [];

/** On a row of a list: something of it waits to be sent, or was refused and needs somebody. */
export function LineMark({ line }: { readonly line: string }) {
  const { say } = useWords();
  const outbox = useObservable(useDesk().outbox, none);
  const own = outbox.filter(({ lines }) => lines.includes(line));
  const count = own.filter(({ state }) => state === "REFUSED").length;
  if (count > 0)
    return <span className={styles["needsYou"]}>{say("outbox.needYou", { count })}</span>;
  const waiting = own.filter(({ state }) => state === "WAITING").length;
  return waiting === 0 ? null : <PendingDot label={say("outbox.waiting", { count: waiting })} />;
}
