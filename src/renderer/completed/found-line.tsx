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

function piecesOf({ text, marks }: Hit) {
  let at = 0;
  const pieces = marks.flatMap(([from, to]) => {
    const before = text.slice(at, from);
    at = to;
    return [before, <mark key={from}>{text.slice(from, to)}</mark>];
  });
  return [...pieces, text.slice(at)];
}
