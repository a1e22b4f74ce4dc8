import type { ReactNode } from "react";
import { Link, VisuallyHidden } from "react-aria-components";
import { useWords } from "../words/words.ts";
import { classNames } from "./class-names.ts";
import { Fuse } from "./fuse.tsx";
import styles from "./work-row.module.css";

const cx = classNames(styles);

interface WorkRowProps {
  readonly href: string;
  readonly title: string;
  /** The time that matters for this row, at the end of the first line. */
  readonly end?: ReactNode;
  readonly text?: string;
  readonly meta?: ReactNode;
  readonly mark?: ReactNode;
  readonly isCurrent?: boolean;
  readonly isUnread?: boolean;
  /** A clock that burns on this row, as in wrap-up. */
  readonly fuse?: { readonly startedAt: number; readonly endsAt: number };
}

/** One piece of work or one folder in the left column. */
export function WorkRow({
  href,
  title,
  end,
  text,
  meta,
  mark,
  isCurrent = false,
  isUnread = false,
  fuse,
}: WorkRowProps) {
  const { say } = useWords();
  return (
    <Link
      className={cx("row", isUnread && "unread")}
      href={href}
      {...(isCurrent ? { "aria-current": "true" as const } : {})}
    >
      <span className={cx("line")}>
        <span className={cx("title")}>
          {isUnread ? (
            <>
              <span className={cx("dot")} aria-hidden />
              <VisuallyHidden elementType="span">{`${say("unread")}: `}</VisuallyHidden>
            </>
          ) : null}
          {title}
        </span>
        <span className={cx("end")}>{end}</span>
      </span>
      {text === undefined ? null : <span className={cx("text")}>{text}</span>}
      {meta === undefined && mark === undefined ? null : (
        <span className={cx("line", "wraps")}>
          <span className={cx("meta")}>{meta}</span>
          <span className={cx("end")}>{mark}</span>
        </span>
      )}
      {fuse === undefined ? null : (
        <span className={cx("fuse")}>
          <Fuse {...fuse} isColoured={false} />
        </span>
      )}
    </Link>
  );
}
