import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "../../words/words.ts";
import { IconButton } from "../button.tsx";
import { classNames } from "../class-names.ts";
import styles from "./work-layout.module.css";

const cx = classNames(styles);

interface WorkLayoutProps {
  readonly list: ReactNode;
  readonly header: ReactNode;
  readonly children: ReactNode;
  readonly composer?: ReactNode;
  readonly details: ReactNode;
  readonly offers?: ReactNode;
  /** Below 1180 px the details are closed unless asked for. */
  readonly isDetailsOpen?: boolean;
  readonly onCloseDetails?: () => void;
  /** Which column a one-column screen shows. */
  readonly focus?: "list" | "work";
}

export function WorkLayout({ focus = "work", isDetailsOpen = false, ...slots }: WorkLayoutProps) {
  const { say } = useWords();
  return (
    <div className={cx("layout", focus === "list" && "atList", isDetailsOpen && "isDetailsOpen")}>
      <section className={cx("list")} aria-label={say("layout.list")}>
        {slots.list}
      </section>
      <div className={cx("header")}>{slots.header}</div>
      <section className={cx("body")} aria-label={say("layout.work")}>
        {slots.children}
      </section>
      {slots.composer === undefined ? null : <div className={cx("foot")}>{slots.composer}</div>}
      <div className={cx("side")}>
        <div className={cx("offers")}>{slots.offers}</div>
        <aside className={cx("details")} aria-label={say("layout.details")}>
          <div className={cx("closeDetails")}>
            <IconButton
              size="small"
              icon={<X size={14} />}
              label={say("layout.hideDetails")}
              onPress={() => slots.onCloseDetails?.()}
            />
          </div>
          {slots.details}
        </aside>
      </div>
    </div>
  );
}
