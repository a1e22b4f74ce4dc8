import { useMemo, useState } from "react";
import { brand } from "../../domain/id.ts";
import { contradictionIn } from "../../domain/rules/contradiction.ts";
import { parseRule } from "../../domain/rules/parse.ts";
import { useMe, useSubmit } from "../app/desk-context.tsx";
import { newId } from "../app/page-ids.ts";
import { Button } from "../parts/button.tsx";
import { Checkbox } from "../parts/checkbox.tsx";
import { classNames } from "../parts/class-names.ts";
import { Dialog } from "../parts/dialog.tsx";
import { TextArea, TextField } from "../parts/text-field.tsx";
import { useWords } from "../words/words.ts";
import { folderSight } from "../../sync/folder-sight.ts";
import styles from "./folders.module.css";
import { type ShownFolder, useFound, useReading } from "./use-folders.ts";
import { clip } from "../../domain/clip.ts";

const cx = classNames(styles);

interface FolderEditorProps {
  /** What is changed, or what a new one begins as; null begins empty. */
  readonly from: ShownFolder | null;
  readonly isNew: boolean;
  readonly onClose: () => void;
  readonly onSaved: (id: string) => void;
}

/** A folder's name and rule, with what the rule says and finds while it is typed. */
export function FolderEditor({ from, isNew, onClose, onSaved }: FolderEditorProps) {
  const { say } = useWords();
  const { roles } = useMe();
  const { submit, refusal, isPending } = useSubmit();
  const [id] = useState(() => (isNew ? newId() : (from?.id ?? newId())));
  const [name, setName] = useState(isNew ? "" : (from?.name ?? ""));
  const [rule, setRule] = useState(from?.rule ?? "");
  const [isShared, setShared] = useState(!isNew && from?.made?.ownerId === null);
  const mayShare = roles.includes("supervisor") || roles.includes("admin");
  const save = () => {
    const wish = { name: name.trim(), rule, shared: isShared, position: from?.made?.position ?? 0 };
    void submit("folder.save", { folderId: brand(id), ...wish }).outcome.then((outcome) => {
      if (outcome.end === "APPLIED") onSaved(id);
    });
  };
  const { said, isBad } = useSaid(rule);
  return (
    <Dialog
      title={say(isNew ? "folders.new" : "folders.edit")}
      isOpen
      isWide
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{say("folders.back")}</Button>
          <Button
            kind="primary"
            isDisabled={name.trim() === "" || isBad}
            isPending={isPending}
            onPress={save}
          >
            {say("folders.save")}
          </Button>
        </>
      }
    >
      <div className={cx("form")}>
        <TextField
          label={say("folders.name")}
          value={name}
          onChange={(text) => setName(clip(text, 80))}
          autoFocus
        />
        <TextArea
          label={say("folders.rule")}
          note={say("folders.ruleNote")}
          rows={3}
          value={rule}
          onChange={(text) => setRule(clip(text, 1000))}
        />
        <p className={cx("said", isBad && "bad")} role="status">
          {said}
        </p>
        {mayShare ? (
          <Checkbox isSelected={isShared} onChange={setShared}>
            {say("folders.shareIt")}
          </Checkbox>
        ) : null}
        {refusal === null ? null : (
          <p className={cx("said", "bad")} role="alert">
            {refusal.words}
          </p>
        )}
      </div>
    </Dialog>
  );
}

/** The sentence and the live count, a warning, or what is wrong and where. */
function useSaid(rule: string): { said: string; isBad: boolean } {
  const { say } = useWords();
  const reading = useReading([rule]);
  const sight = useMemo(() => folderSight(rule, reading), [reading, rule]);
  const [found] = useFound(useMemo(() => [sight], [sight]));
  if (sight.problem !== null) return { said: sight.problem, isBad: true };
  const parsed = parseRule(rule);
  const contradiction = parsed.ok ? contradictionIn(parsed.rule) : null;
  if (contradiction !== null)
    return { said: say("folders.never", { why: contradiction }), isBad: false };
  const count = found?.rows.length ?? 0;
  return { said: `${sight.sentence} ${say("folders.matches", { count })}`, isBad: false };
}
