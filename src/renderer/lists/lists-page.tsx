import { useParams } from "@tanstack/react-router";
import type { PullList } from "../../domain/pull-list.ts";
import { classNames } from "../parts/class-names.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { SectionHead } from "../parts/section-head.tsx";
import { WorkRow } from "../parts/work-row.tsx";
import { useNames } from "../supervisor/use-names.ts";
import { useWords } from "../words/words.ts";
import { type Entry, waitingIn } from "./entries.ts";
import { EntryRows } from "./entry-rows.tsx";
import styles from "./lists.module.css";
import { useEntries, useEntriesHere, useLists } from "./use-lists.ts";

const cx = classNames(styles);

/** Pull lists: all of them on the left, the entries of the open one beside it. */
export function ListsPage() {
  const { say } = useWords();
  const { id } = useParams({ strict: false });
  const lists = useLists();
  const here = useEntriesHere(lists);
  const open = lists.find((list) => list.id === id) ?? lists[0];
  if (open === undefined)
    return (
      <div className={cx("none")}>
        <EmptyState title={say("lists.none")}>{say("lists.noneWords")}</EmptyState>
      </div>
    );
  return (
    <div className={cx("page")}>
      <nav className={cx("list")} aria-label={say("lists.title")}>
        <SectionHead>{say("lists.title")}</SectionHead>
        {lists.map((list) => (
          <WorkRow
            key={list.id}
            href={`#/lists/${list.id}`}
            title={list.name}
            end={<span className={cx("count")}>{waitingIn(here.get(list.id) ?? [])}</span>}
            isCurrent={list.id === open.id}
          />
        ))}
      </nav>
      <OpenList key={open.id} list={open} />
    </div>
  );
}

function OpenList({ list }: { readonly list: PullList }) {
  const { say } = useWords();
  const names = useNames();
  const entries = useEntries(list);
  return (
    <section className={cx("main")} aria-label={list.name}>
      <header className={cx("head")}>
        <h1 className={cx("title")}>{list.name}</h1>
        <p className={cx("about")}>
          {[list.description, names.queue(list.queueId)].filter((each) => each !== "").join(" · ")}
        </p>
        <p className={cx("quiet")} role="status">
          {entries.length === 0 ? null : say("lists.counts", countsOf(entries))}
        </p>
      </header>
      <div className={cx("rows")}>
        <EntryRows name={list.name} entries={entries} />
      </div>
    </section>
  );
}

function countsOf(entries: readonly Entry[]) {
  const count = (state: Entry["state"]) => entries.filter((each) => each.state === state).length;
  return { unread: count("UNREAD"), inactive: count("INACTIVE"), active: count("ACTIVE") };
}
