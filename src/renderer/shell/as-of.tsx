import { useConnection } from "../app/desk-context.tsx";
import { exactClockTime } from "../words/format.ts";
import { useWords } from "../words/words.ts";
import styles from "./shell.module.css";

/** On whatever comes from the node: how old it is, while the node is away. */
export function AsOf() {
  const { say, language } = useWords();
  const { state, lastUpdateAt } = useConnection();
  const isAway = state === "RECONNECTING" || state === "OFFLINE" || state === "REFUSED";
  if (!isAway || lastUpdateAt === null) return null;
  const time = exactClockTime(lastUpdateAt, { language });
  return <span className={styles["asOf"]}>{say("statusBar.asOf", { time })}</span>;
}
