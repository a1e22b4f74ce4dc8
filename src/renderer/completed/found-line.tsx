import type { Hit } from "../../domain/search/hit.ts";
import { classNames } from "../parts/class-names.ts";
import { useWords } from "../words/words.ts";
import styles from "./completed.module.css";

const cx = classNames(styles);

/** The line in which the question was found, with what answers it marked. */
export function FoundLine({ hit }: { readonly hit: Hit }) {
  const { say } = useWords();
  return (
    <span className={cx("foundLine")}>
      {hit.message === null ? null : (
        <span className={cx("quiet")}>
          {hit.message.kind === "NOTE"
            ? say("completed.foundNote", { name: hit.message.authorName })
            : say("completed.foundBy", { name: hit.message.authorName })}{" "}
        </span>
      )}
      <bdi>{piecesOf(hit)}</bdi>
    </span>
  );
}

/** So much stands before what was found, in a narrow column: it is in sight there, and not behind the ellipsis. */
const LEAD = 10;

/** At a word: never in the middle of a letter's code points. */
function leadIn({ text, marks }: Hit): number {
  const first = marks[0]?.[0] ?? 0;
  const word = text.indexOf(" ", Math.max(0, first - LEAD)) + 1;
  if (first <= LEAD) return 0;
  return word > 0 && word <= first ? word : first;
}

function piecesOf(hit: Hit) {
  const { text, marks } = hit;
  let at = leadIn(hit);
  const pieces = marks.flatMap(([from, to]) => {
    const before = text.slice(at, from);
    at = to;
    return [before, <mark key={from}>{text.slice(from, to)}</mark>];
  });
  return [...pieces, text.slice(at)];
}
