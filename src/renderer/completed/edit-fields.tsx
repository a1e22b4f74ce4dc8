import { Pencil } from "lucide-react";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import { useConnection } from "../app/desk-context.tsx";
import { Button } from "../parts/button.tsx";
import { Chip, PendingDot } from "../parts/chip.tsx";
import { classNames } from "../parts/class-names.ts";
import { SectionHead } from "../parts/section-head.tsx";
import { TextArea, TextField } from "../parts/text-field.tsx";
import { useWords } from "../words/words.ts";
import styles from "./completed.module.css";
import { DispositionField } from "./disposition-field.tsx";
import { TagField } from "./tag-field.tsx";
import { type Editing, useEdit } from "./use-edit.ts";

const cx = classNames(styles);

/** What people may still change after completion, and nothing else. */
export function EditFields({
  row,
  isSaved,
}: {
  readonly row: InteractionRow;
  readonly isSaved: boolean;
}) {
  const { say } = useWords();
  const editing = useEdit(row);
  const { form, change } = editing;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        editing.save();
      }}
    >
      <SectionHead actions={<Mark isSaved={isSaved} />}>
        {say("completedOne.fields.title")}
      </SectionHead>
      <div className={cx("fields")}>
        <TextField
          label={say("completedOne.fields.name")}
          value={form.customerName}
          onChange={(customerName) => change({ customerName })}
          isRequired
          {...(form.customerName.trim() === ""
            ? { error: say("completedOne.fields.nameMissing") }
            : {})}
        />
        <TextField
          label={say("completedOne.fields.email")}
          type="email"
          value={form.customerEmail}
          onChange={(customerEmail) => change({ customerEmail })}
        />
        <TextField
          label={say("completedOne.fields.subject")}
          value={form.subject}
          onChange={(subject) => change({ subject })}
        />
        <TagField tags={form.tags} onChange={(tags) => change({ tags })} />
        <DispositionField
          row={row}
          chosen={form.dispositions}
          onChange={(dispositions) => change({ dispositions })}
        />
        <TextArea
          label={say("completedOne.fields.note")}
          rows={2}
          value={form.dispositionNote}
          onChange={(dispositionNote) => change({ dispositionNote })}
        />
        <Foot editing={editing} />
      </div>
    </form>
  );
}

function Mark({ isSaved }: { readonly isSaved: boolean }) {
  const { say } = useWords();
  const { state } = useConnection();
  return (
    <span className={cx("marks")}>
      {isSaved ? <PendingDot label={say("completedOne.fields.pending")} /> : null}
      {isSaved && state !== "LIVE" ? say("talk.saved") : null}
      <Chip icon={<Pencil size={11} aria-hidden />}>{say("completedOne.fields.editable")}</Chip>
    </span>
  );
}

function Foot({ editing }: { readonly editing: Editing }) {
  const { say } = useWords();
  const { isChanged, refusal } = editing;
  return (
    <>
      {refusal === null ? null : (
        <p className={cx("refusal")} role="alert">
          {refusal.words}
        </p>
      )}
      {isChanged ? (
        <div className={cx("foot")}>
          <Button type="submit" kind="primary" isDisabled={editing.form.customerName.trim() === ""}>
            {say("completedOne.fields.save")}
          </Button>
          <Button kind="quiet" onPress={editing.undo}>
            {say("completedOne.fields.undo")}
          </Button>
        </div>
      ) : null}
    </>
  );
}
