import { isComposing } from "../../domain/clip.ts";
import { X } from "lucide-react";
import { useState } from "react";
import { Button, Input, Label, TextField } from "react-aria-components";
import { classNames } from "../parts/class-names.ts";
import field from "../parts/field.module.css";
import { useWords } from "../words/words.ts";
import styles from "./completed.module.css";
import { withTags } from "./edits.ts";

const cx = classNames(styles);

interface TagFieldProps {
  readonly tags: readonly string[];
  readonly onChange: (tags: readonly string[]) => void;
}

/** Enter or a comma makes a tag; leaving the field does too, so that nothing typed is lost. */
export function TagField({ tags, onChange }: TagFieldProps) {
  const { say } = useWords();
  const [typed, setTyped] = useState("");
  const add = (text: string) => {
    setTyped("");
    if (text.trim() !== "") onChange(withTags(tags, text));
  };
  return (
    <TextField
      className={field["field"] ?? ""}
      value={typed}
      onChange={(text) => (text.endsWith(",") ? add(text) : setTyped(text))}
      onBlur={() => add(typed)}
      onKeyDown={(event) => {
        if (isComposing(event.nativeEvent) || event.key !== "Enter" || typed.trim() === "") return;
        event.preventDefault();
        add(typed);
      }}
    >
      <Label className={field["label"] ?? ""}>{say("completedOne.fields.tags")}</Label>
      <div className={cx("tagLine")}>
        {tags.map((tag) => (
          <Tag key={tag} tag={tag} onRemove={() => onChange(tags.filter((one) => one !== tag))} />
        ))}
        <Input
          className={`${field["input"] ?? ""} ${cx("tagInput")}`}
          placeholder={say("completedOne.fields.addTag")}
        />
      </div>
    </TextField>
  );
}

function Tag({ tag, onRemove }: { readonly tag: string; readonly onRemove: () => void }) {
  const { say } = useWords();
  return (
    <span className={cx("tag")}>
      {tag}
      <Button
        className={cx("tagRemove")}
        aria-label={say("completedOne.fields.removeTag", { tag })}
        onPress={onRemove}
      >
        <X size={11} aria-hidden />
      </Button>
    </span>
  );
}
