import { useNavigate, useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { brand } from "../../domain/id.ts";
import { useConnection, useMe, useSubmit } from "../app/desk-context.tsx";
import { Button } from "../parts/button.tsx";
import { classNames } from "../parts/class-names.ts";
import { RefusedCards } from "../refused/refused-cards.tsx";
import { AsOf } from "../shell/as-of.tsx";
import { useWords } from "../words/words.ts";
import { FolderEditor } from "./folder-editor.tsx";
import { FolderList } from "./folder-list.tsx";
import { FolderRows } from "./folder-rows.tsx";
import styles from "./folders.module.css";
import { useFolderAtNode } from "./use-folder-at-node.ts";
import { useDirectory } from "../app/desk-context.tsx";
import { type ShownFolder, useFolders, useFound, useReading } from "./use-folders.ts";

const cx = classNames(styles);

/** Smart folders: all of them on the left, what the open one finds beside it. */
export function FoldersPage() {
  const { id } = useParams({ strict: false });
  const made = useDirectory("FOLDER");
  const folders = useFolders(useReading(made.map(({ rule }) => rule)));
  const found = useFound(useMemo(() => folders.map(({ sight }) => sight), [folders]));
  const open = folders.find((folder) => folder.id === id) ?? folders[0];
  if (open === undefined) return null;
  return (
    <div className={cx("page")}>
      <div className={cx("list")}>
        <FolderList folders={folders} found={found} current={open.id} />
      </div>
      <OpenFolder key={open.id} folder={open} rows={found[folders.indexOf(open)]?.rows ?? none} />
    </div>
  );
}

const none: readonly never[] = [];

interface OpenFolderProps {
  readonly folder: ShownFolder;
  readonly rows: ReturnType<typeof useFound>[number]["rows"];
}

function OpenFolder({ folder, rows }: OpenFolderProps) {
  const { say } = useWords();
  const { state } = useConnection();
  const atNode = useFolderAtNode(folder.id, rows);
  const isAway = state !== "LIVE";
  return (
    <section className={cx("main")} aria-label={folder.name}>
      <header className={cx("head")}>
        <h1 className={cx("title")}>{folder.name}</h1>
        <p className={cx("sentence")}>{folder.sight.problem ?? folder.sight.sentence}</p>
        <p className={cx("quiet", "scope")} role="status">
          {atNode.isAll
            ? say("folders.all", { count: atNode.rows.length })
            : say("folders.here", { count: rows.length })}{" "}
          <AsOf />
        </p>
        {atNode.isAll ? null : (
          <Button
            isPending={atNode.isAsking}
            unavailable={isAway ? say("completed.olderOffline") : undefined}
            onPress={atNode.ask}
          >
            {say(atNode.hasAsked ? "completed.olderNext" : "folders.ask")}
          </Button>
        )}
        <FolderActs folder={folder} />
      </header>
      <RefusedCards line={`folder:${folder.id}`} />
      <div className={cx("rows")}>
        <FolderRows name={folder.name} rows={atNode.rows} />
      </div>
    </section>
  );
}

function FolderActs({ folder }: { readonly folder: ShownFolder }) {
  const { say } = useWords();
  const me = useMe();
  const navigate = useNavigate();
  const { submit } = useSubmit();
  const [editing, setEditing] = useState<"NEW" | "THIS" | null>(null);
  const { made } = folder;
  const mayShare = me.roles.includes("supervisor") || me.roles.includes("admin");
  const mayChange =
    made !== null && (made.ownerId === me.id || (made.ownerId === null && mayShare));
  return (
    <div className={cx("acts")}>
      {mayChange ? (
        <>
          <Button onPress={() => setEditing("THIS")}>{say("folders.edit")}</Button>
          <Button
            onPress={() => {
              submit("folder.delete", { folderId: brand(folder.id) });
              void navigate({ to: "/folders" });
            }}
          >
            {say("folders.delete")}
          </Button>
        </>
      ) : null}
      <Button kind="primary" onPress={() => setEditing("NEW")}>
        {say("folders.new")}
      </Button>
      {editing === null ? null : (
        <FolderEditor
          from={folder}
          isNew={editing === "NEW"}
          onClose={() => setEditing(null)}
          onSaved={(id) => {
            setEditing(null);
            void navigate({ to: "/folders/$id", params: { id } });
          }}
        />
      )}
    </div>
  );
}
