import { Check, Minus } from "lucide-react";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import { channelOf } from "../agent/channel.ts";
import { classNames } from "../parts/class-names.ts";
import { KeyValue } from "../parts/key-value.tsx";
import { useWords } from "../words/words.ts";
import styles from "./cloning.module.css";
import { useQueues } from "./use-labels.ts";

const cx = classNames(styles);

const stays = ["messages", "notes", "dispositions", "serviceLevel"] as const;

/** Side by side: what the clone carries, and what stays with the original. */
export function Copied({ row }: { readonly row: InteractionRow }) {
  const { say, language } = useWords();
  const queue = useQueues().get(row.queueId)?.name ?? "–";
  const contact = row.customerEmail === null ? "" : `, ${row.customerEmail}`;
  const tags = new Intl.ListFormat(language, { type: "unit" }).format(row.tags);
  return (
    <div className={cx("carried")}>
      <section className={cx("carriedPart")}>
        <h3 className={cx("carriedHead")}>
          <Check size={13} aria-hidden /> {say("cloning.copied")}
        </h3>
        <KeyValue
          entries={[
            { name: say("cloning.customer"), value: `${row.customerName}${contact}` },
            {
              name: say("cloning.channel"),
              value: say(`channel.${channelOf(row)}`),
            },
            { name: say("cloning.queue"), value: queue },
            { name: say("cloning.tags"), value: tags === "" ? say("cloning.noTags") : tags },
          ]}
        />
      </section>
      <section className={cx("carriedPart")}>
        <h3 className={cx("carriedHead")}>
          <Minus size={13} aria-hidden /> {say("cloning.notCopied")}
        </h3>
        <ul className={cx("notCarried")}>
          {stays.map((what) => (
            <li key={what}>{say(`cloning.stays.${what}`)}</li>
          ))}
        </ul>
      </section>
    </div>
  );
}
