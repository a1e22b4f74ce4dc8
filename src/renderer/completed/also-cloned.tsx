import type { InteractionId } from "../../domain/id.ts";
import { useDirectory } from "../app/desk-context.tsx";
import { useClock } from "../parts/clock.tsx";
import { classNames } from "../parts/class-names.ts";
import { dayAndTime } from "../words/format.ts";
import { useWords } from "../words/words.ts";
import styles from "./cloning.module.css";
import { useLinked } from "./links.tsx";

const cx = classNames(styles);

/** Somebody has followed this up before: said before it is done twice. */
export function AlsoCloned({ ids }: { readonly ids: readonly InteractionId[] }) {
  const { say } = useWords();
  return (
    <div className={cx("also")}>
      <b>{say("cloning.also", { count: ids.length })}</b>
      <ul>
        {ids.map((id) => (
          <Clone key={id} id={id} />
        ))}
      </ul>
    </div>
  );
}

function Clone({ id }: { readonly id: InteractionId }) {
  const { say, language } = useWords();
  const clock = useClock();
  const people = useDirectory("PERSON");
  const row = useLinked(id);
  if (row === undefined) return <li>{say("cloning.alsoUnknown")}</li>;
  const name = people.find((one) => one.id === row.ownerId)?.name ?? "";
  const at = dayAndTime(row.createdAt, clock.now(), { language });
  return <li>{say("cloning.alsoBy", { number: row.displayNumber, name, at })}</li>;
}
