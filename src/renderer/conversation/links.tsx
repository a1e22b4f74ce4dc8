import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import { useDesk, useRows } from "../app/desk-context.tsx";
import { SectionHead } from "../parts/section-head.tsx";
import type { Say } from "../words/words.ts";
import { useWords } from "../words/words.ts";
import styles from "./conversation.module.css";

/** Where this conversation came from and what came of it. */
export function Links({ row }: { readonly row: InteractionRow }) {
  const { say } = useWords();
  const links = linksOf(row, say);
  const known = useRows<"INTERACTION">(useDesk().interactions);
  if (links.length === 0) return null;
  return (
    <>
      <SectionHead>{say("details.links")}</SectionHead>
      <ul className={styles["links"]}>
        {links.map(({ id, words }) => {
          const other = known.find((each) => each.row.id === id)?.row;
          const number = other === undefined ? "" : ` #${other.displayNumber}`;
          const page = other?.state === "ACTIVE" ? "work" : "completed";
          return (
            <li key={id}>
              <a className={styles["footLink"]} href={`#/${page}/${id}`}>{`${words}${number}`}</a>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function linksOf(row: InteractionRow, say: Say): readonly { id: string; words: string }[] {
  const { clonedFromId, previousInteractionId, cloneIds } = row;
  return [
    ...(clonedFromId === null ? [] : [{ id: clonedFromId, words: say("details.clonedFrom") }]),
    ...cloneIds.map((id) => ({ id, words: say("details.clonedTo") })),
    ...(previousInteractionId === null || previousInteractionId === clonedFromId
      ? []
      : [{ id: previousInteractionId, words: say("details.previous") }]),
  ];
}
