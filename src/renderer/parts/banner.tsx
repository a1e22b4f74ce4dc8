import { Info, OctagonAlert, TriangleAlert, X } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "../words/words.ts";
import styles from "./banner.module.css";
import { IconButton } from "./button.tsx";
import { classNames } from "./class-names.ts";

const cx = classNames(styles);

export type Tone = "plain" | "warning" | "problem";

const icons = { plain: Info, warning: TriangleAlert, problem: OctagonAlert };

interface BannerProps {
  readonly children: ReactNode;
  readonly tone?: Tone;
  readonly actions?: ReactNode;
}

/** One line across a region for something that stays true for a while. */
export function Banner({ children, tone = "plain", actions }: BannerProps) {
  return (
    <div className={cx("banner", tone)} role="status">
      <Mark tone={tone} />
      <div className={cx("words")}>{children}</div>
      {actions === undefined ? null : <div className={cx("actions")}>{actions}</div>}
    </div>
  );
}

export interface Notice {
  readonly id: string;
  readonly text: ReactNode;
  readonly tone?: Tone;
  readonly actions?: ReactNode;
}

/** Bottom left, above the status bar, away from offers and composer. Present while empty, so that news is announced. */
export function NoticeStack({
  notices,
  onDismiss,
}: {
  readonly notices: readonly Notice[];
  readonly onDismiss: (id: string) => void;
}) {
  const { say } = useWords();
  return (
    <section className={cx("stack")} aria-label={say("notices")} aria-live="polite">
      {notices.map(({ id, text, tone = "plain", actions }) => (
        <div key={id} className={cx("banner", "notice", tone)}>
          <Mark tone={tone} />
          <div className={cx("words")}>{text}</div>
          {actions === undefined ? null : <div className={cx("actions")}>{actions}</div>}
          <IconButton
            size="small"
            icon={<X size={14} />}
            label={say("dismiss")}
            onPress={() => onDismiss(id)}
          />
        </div>
      ))}
    </section>
  );
}

function Mark({ tone }: { readonly tone: Tone }) {
  const Icon = icons[tone];
  return <Icon className={cx("mark")} size={16} strokeWidth={1.75} aria-hidden />;
}
