import type { ReactNode } from "react";
import { useWords } from "../../words/words.ts";
import { classNames } from "../class-names.ts";
import styles from "./shell-frame.module.css";

const cx = classNames(styles);

interface ShellFrameProps {
  readonly rail: ReactNode;
  readonly top: ReactNode;
  readonly children: ReactNode;
  readonly status: ReactNode;
}

/** The window: rail, top bar, whatever the route shows, status bar. */
export function ShellFrame({ rail, top, children, status }: ShellFrameProps) {
  return (
    <div className={cx("frame")}>
      {rail}
      {top}
      <main className={cx("main")}>{children}</main>
      {status}
    </div>
  );
}

/** Search at the start; capacity and state at the end. */
export function TopBar({
  children,
  end,
}: {
  readonly children?: ReactNode;
  readonly end?: ReactNode;
}) {
  return (
    <header className={cx("top")}>
      {children}
      <div className={cx("topEnd")}>{end}</div>
    </header>
  );
}

export function StatusBar({
  children,
  end,
}: {
  readonly children?: ReactNode;
  readonly end?: ReactNode;
}) {
  const { say } = useWords();
  return (
    <footer className={cx("status")} aria-label={say("status")}>
      {children}
      <div className={cx("statusEnd")}>{end}</div>
    </footer>
  );
}

export type LinkState = "live" | "reconnecting" | "offline";

/** ● live, ◐ reconnecting, ○ offline, with the words that go with it. */
export function LinkMark({
  state,
  children,
}: {
  readonly state: LinkState;
  readonly children: ReactNode;
}) {
  return (
    <span className={cx("link", state)} role="status">
      <svg width="9" height="9" viewBox="0 0 10 10" aria-hidden>
        <circle
          cx="5"
          cy="5"
          r="4"
          fill={state === "live" ? "currentColor" : "none"}
          stroke="currentColor"
          strokeWidth="1.5"
        />
        {state === "reconnecting" ? <path d="M5 1a4 4 0 0 0 0 8Z" fill="currentColor" /> : null}
      </svg>
      {children}
    </span>
  );
}
