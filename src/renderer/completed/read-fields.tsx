import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import { classNames } from "../parts/class-names.ts";
import { KeyValue } from "../parts/key-value.tsx";
import { SectionHead } from "../parts/section-head.tsx";
import { useWords } from "../words/words.ts";
import styles from "./completed.module.css";
import { useDispositionLabels } from "./use-labels.ts";

const cx = classNames(styles);

/** The same fields for people who may read and not change them. */
export function ReadFields({ row }: { readonly row: InteractionRow }) {
  const { say } = useWords();
  const labelsOf = useDispositionLabels();
  const orDash = (text: string) => (text === "" ? "–" : text);
  return (
    <>
      <SectionHead>{say("completedOne.fields.title")}</SectionHead>
      <KeyValue
        entries={[
          { name: say("completedOne.fields.name"), value: row.customerName },
          { name: say("completedOne.fields.email"), value: orDash(row.customerEmail ?? "") },
          { name: say("completedOne.fields.subject"), value: orDash(row.subject) },
          { name: say("completedOne.fields.tags"), value: orDash(row.tags.join(", ")) },
          {
            name: say("completedOne.fields.dispositions"),
            value: orDash(labelsOf(row).join(", ")),
          },
          { name: say("completedOne.fields.note"), value: orDash(row.dispositionNote) },
        ]}
      />
      <p className={cx("why")}>{say("completedOne.fields.notYours")}</p>
    </>
  );
}
