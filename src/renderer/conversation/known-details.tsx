import type { Queue } from "../../domain/queue.ts";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import { Chip } from "../parts/chip.tsx";
import { KeyValue } from "../parts/key-value.tsx";
import { SectionHead } from "../parts/section-head.tsx";
import { useWords } from "../words/words.ts";
import styles from "./conversation.module.css";

interface KnownDetailsProps {
  readonly row: InteractionRow;
  readonly queue: Queue | undefined;
}

/** What is known, for those who only read: nothing here can be changed. */
export function KnownDetails({ row, queue }: KnownDetailsProps) {
  const { say } = useWords();
  const labels = row.dispositions.map(
    (id) => queue?.dispositions.find((each) => each.id === id)?.label ?? id,
  );
  const entries = [
    { name: say("details.name"), value: row.customerName },
    { name: say("details.email"), value: row.customerEmail ?? "" },
    { name: say("details.subject"), value: row.subject },
    { name: say("details.disposition"), value: labels.join(", ") },
    { name: say("details.noteShort"), value: row.dispositionNote },
  ].filter(({ value }) => value !== "");
  return (
    <>
      <SectionHead>{say("details.customer")}</SectionHead>
      <KeyValue entries={entries} />
      {row.tags.length === 0 ? null : (
        <div className={styles["fields"]}>
          <div className={styles["tagList"]}>
            {row.tags.map((tag) => (
              <Chip key={tag} look="soft">
                {tag}
              </Chip>
            ))}
          </div>
        </div>
      )}
    </>
  );
}
