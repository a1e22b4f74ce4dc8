import type { LucideIcon } from "lucide-react";
import { Link } from "react-aria-components";
import { useWords } from "../../words/words.ts";
import { classNames } from "../class-names.ts";
import { Hint } from "../tooltip.tsx";
import styles from "./rail.module.css";

const cx = classNames(styles);

export interface RailEntry {
  readonly id: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** A hash route: "#/work". */
  readonly href: string;
  readonly isCurrent?: boolean;
  readonly badge?: number;
  readonly keys?: string;
  /** Stands at the foot of the rail. */
  readonly isLast?: boolean;
}

interface RailProps {
  readonly entries: readonly RailEntry[];
  readonly isWide?: boolean;
}

export function Rail({ entries, isWide = false }: RailProps) {
  const { say } = useWords();
  return (
    <nav className={cx("rail", isWide && "wide")} aria-label={say("rail")}>
      {entries.map((entry) =>
        isWide ? (
          <RailLink key={entry.id} entry={entry} isWide />
        ) : (
          <Hint
            key={entry.id}
            text={entry.label}
            side="end"
            {...(entry.keys === undefined ? {} : { keys: entry.keys })}
          >
            <RailLink entry={entry} isWide={false} />
          </Hint>
        ),
      )}
    </nav>
  );
}

function RailLink({ entry, isWide }: { readonly entry: RailEntry; readonly isWide: boolean }) {
  const { label, icon: Icon, href, isCurrent = false, badge = 0, isLast = false } = entry;
  return (
    <Link
      className={cx("link", isLast && "end")}
      href={href}
      aria-label={badge > 0 ? `${label}, ${badge}` : label}
      {...(isCurrent ? { "aria-current": "page" } : {})}
    >
      <Icon size={17} strokeWidth={1.75} aria-hidden />
      {isWide ? <span className={cx("label")}>{label}</span> : null}
      {badge > 0 ? <span className={cx("badge")}>{badge > 99 ? "99" : badge}</span> : null}
    </Link>
  );
}
