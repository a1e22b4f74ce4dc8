import { useWords } from "../words/words.ts";
import { classNames } from "./class-names.ts";
import styles from "./pips.module.css";

const cx = classNames(styles);

interface PipsProps {
  readonly name: string;
  readonly used: number;
  readonly total: number;
  /** Paused work holds no place, yet it is there: a half pip. */
  readonly paused?: number;
}

/** Beyond this many, pips are no longer counted by eye and digits take over. */
const mostPips = 6;

export function Pips({ name, used, total, paused = 0 }: PipsProps) {
  const { say } = useWords();
  const pausedWords = paused > 0 ? `, ${say("pipsPaused", { count: paused })}` : "";
  const label = say("pips", { channel: name, used, total }) + pausedWords;
  return (
    <span className={cx("pips")} role="img" aria-label={label}>
      {name}
      {total > mostPips ? (
        <span>{`${used}/${total}`}</span>
      ) : (
        <Row used={used} total={total} paused={paused} />
      )}
    </span>
  );
}

function Row({
  used,
  total,
  paused,
}: {
  readonly used: number;
  readonly total: number;
  readonly paused: number;
}) {
  const size = Math.max(total, used) + paused;
  return (
    <span className={cx("row")}>
      {Array.from({ length: size }, (_, at) => (
        <svg key={at} width="9" height="9" viewBox="0 0 10 10" aria-hidden>
          <circle
            cx="5"
            cy="5"
            r="4.1"
            fill={at < used ? "currentColor" : "none"}
            stroke="currentColor"
            strokeWidth="1.3"
          />
          {at >= size - paused ? <path d="M5 .9a4.1 4.1 0 0 0 0 8.2Z" fill="currentColor" /> : null}
        </svg>
      ))}
    </span>
  );
}
