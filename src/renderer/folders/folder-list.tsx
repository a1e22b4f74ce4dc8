import { classNames } from "../parts/class-names.ts";
import { SectionHead } from "../parts/section-head.tsx";
import { WorkRow } from "../parts/work-row.tsx";
import { useWords } from "../words/words.ts";
import type { Found } from "../../sync/folder-sight.ts";
import styles from "./folders.module.css";
import type { ShownFolder } from "./use-folders.ts";

const cx = classNames(styles);

interface FolderListProps {
  readonly folders: readonly ShownFolder[];
  readonly found: readonly Found[];
  readonly current: string;
}

/** All folders with how much each finds on this device. */
export function FolderList({ folders, found, current }: FolderListProps) {
  const { say } = useWords();
  const entry = (folder: ShownFolder) => (
    <WorkRow
      key={folder.id}
      href={`#/folders/${folder.id}`}
      title={folder.name}
      end={<span className={cx("count")}>{found[folders.indexOf(folder)]?.rows.length ?? 0}</span>}
      isCurrent={folder.id === current}
    />
  );
  const shared = folders.filter(({ made }) => made !== null && made.ownerId === null);
  const own = folders.filter(({ made }) => made !== null && made.ownerId !== null);
  return (
    <nav aria-label={say("folders.title")}>
      <SectionHead>{say("folders.everybody")}</SectionHead>
      {folders.filter(({ made }) => made === null).map(entry)}
      {shared.length === 0 ? null : <SectionHead>{say("folders.shared")}</SectionHead>}
      {shared.map(entry)}
      {own.length === 0 ? null : <SectionHead>{say("folders.own")}</SectionHead>}
      {own.map(entry)}
    </nav>
  );
}
