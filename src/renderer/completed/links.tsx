import { Link } from "react-aria-components";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import { useInteraction } from "../app/desk-context.tsx";
import { classNames } from "../parts/class-names.ts";
import { KeyValue, type KeyValueEntry } from "../parts/key-value.tsx";
import { SectionHead } from "../parts/section-head.tsx";
import { useWords } from "../words/words.ts";
import styles from "./completed.module.css";
import { useAnswer } from "./use-past.ts";

const cx = classNames(styles);

/** Where this came from and what followed. */
export function Links({ row }: { readonly row: InteractionRow }) {
  const { say } = useWords();
  const { clonedFromId, cloneIds, previousInteractionId } = row;
  const entries: KeyValueEntry[] = [];
  if (clonedFromId !== null)
    entries.push({
      name: say("completedOne.links.clonedFrom"),
      value: <LinkTo id={clonedFromId} />,
    });
  if (cloneIds.length > 0)
    entries.push({
      name: say("completedOne.links.clones"),
      value: cloneIds.map((id) => <LinkTo key={id} id={id} />),
    });
  if (previousInteractionId !== null)
    entries.push({
      name: say("completedOne.links.previous"),
      value: <LinkTo id={previousInteractionId} />,
    });
  return (
    <>
      <SectionHead>{say("completedOne.links.title")}</SectionHead>
      {entries.length === 0 ? (
        <p className={cx("why")}>{say("completedOne.links.none")}</p>
      ) : (
        <KeyValue entries={entries} />
      )}
    </>
  );
}

/** The other one, wherever it is known from; undefined while nobody here knows it. */
export function useLinked(id: string): InteractionRow | undefined {
  const shown = useInteraction(id);
  const { data } = useAnswer(id, shown === null);
  return shown?.row ?? data?.interaction;
}

function LinkTo({ id }: { readonly id: string }) {
  const { say } = useWords();
  const row = useLinked(id);
  if (row === undefined)
    return (
      <Link className={cx("link")} href={`#/completed/${id}`}>
        {say("completedOne.links.unknown")}
      </Link>
    );
  const isActive = row.state === "ACTIVE";
  return (
    <span className={cx("linked")}>
      <Link className={cx("link")} href={isActive ? `#/work/${id}` : `#/completed/${id}`}>
        {row.displayNumber === 0 ? "" : `#${row.displayNumber} `}
        {row.subject === "" ? row.customerName : row.subject}
      </Link>
      {isActive ? <span className={cx("quiet")}> {say("completedOne.links.active")}</span> : null}
    </span>
  );
}
