import { Check, Minus } from "lucide-react";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import { useMe } from "../app/desk-context.tsx";
import { classNames } from "../parts/class-names.ts";
import { KeyValue } from "../parts/key-value.tsx";
import { useWords } from "../words/words.ts";
import styles from "./completed.module.css";
import { channelOf, useQueues } from "./use-labels.ts";

const cx = classNames(styles);

/** Side by side: what the clone carries, and what stays with the original. */
export function Copied({ row }: { readonly row: InteractionRow }) {
  const { say, language } = useWords();
  const { name } = useMe();
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
              value: say(`channel.${channelOf[row.communicationType]}`),
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
        <p className={cx("notCarried")}>{say("cloning.notCopiedList")}</p>
        <KeyValue entries={[{ name: say("cloning.to"), value: say("cloning.me", { name }) }]} />
      </section>
    </div>
  );
}
