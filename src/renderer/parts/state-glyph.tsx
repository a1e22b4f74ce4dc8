import { useWords } from "../words/words.ts";
import { classNames } from "./class-names.ts";
import styles from "./state-glyph.module.css";

const cx = classNames(styles);

export type AgentStateShape =
  | "available"
  | "busy"
  | "reserved"
  | "wrap-up"
  | "not-ready"
  | "missed"
  | "offline";

interface StateGlyphProps {
  readonly state: AgentStateShape;
  /** null when the name of the state stands beside it. */
  readonly label?: string | null;
  readonly size?: number;
}

/** One shape per state; colour only for the two that change what happens next. */
export function StateGlyph({ state, label, size = 12 }: StateGlyphProps) {
  const { say } = useWords();
  const role =
    label === null
      ? { "aria-hidden": true }
      : { role: "img", "aria-label": label ?? say(`agentState.${state}`) };
  return (
    <svg className={cx("glyph", state)} width={size} height={size} viewBox="0 0 16 16" {...role}>
      {drawing(state)}
    </svg>
  );
}

const ring = <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeWidth="2" />;

function drawing(state: AgentStateShape) {
  switch (state) {
    case "available":
      return <circle cx="8" cy="8" r="7.5" fill="currentColor" />;
    case "busy":
      return (
        <path
          fillRule="evenodd"
          d="M8 .5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15ZM4 6.8h8v2.4H4Z"
          fill="currentColor"
        />
      );
    case "reserved":
      return (
        <>
          {ring}
          <circle cx="8" cy="8" r="2.8" fill="currentColor" />
        </>
      );
    case "wrap-up":
      return (
        <>
          {ring}
          <path d="m4.8 8.2 2.3 2.3 4.2-4.8" fill="none" stroke="currentColor" strokeWidth="2" />
        </>
      );
    case "not-ready":
      return (
        <>
          {ring}
          <path d="M8 1.5a6.5 6.5 0 0 0 0 13Z" fill="currentColor" />
        </>
      );
    case "missed":
      return (
        <path
          fillRule="evenodd"
          d="M2.5 1h11A1.5 1.5 0 0 1 15 2.5v11a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 1 13.5v-11A1.5 1.5 0 0 1 2.5 1ZM6.9 3.5l.3 5.3h1.6l.3-5.3ZM6.9 10.4v2.2h2.2v-2.2Z"
          fill="currentColor"
        />
      );
    case "offline":
      return ring;
  }
}
