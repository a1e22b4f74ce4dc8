import { X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { IconButton } from "../parts/button.tsx";
import { Chip } from "../parts/chip.tsx";
import { TextField } from "../parts/text-field.tsx";
import { useWords } from "../words/words.ts";
import styles from "./conversation.module.css";
import { clip } from "../../domain/clip.ts";

interface TagsProps {
  readonly tags: readonly string[];
  readonly onChange: (tags: readonly string[]) => void;
}

export function Tags({ tags, onChange }: TagsProps) {
  const { say } = useWords();
  const [typed, setTyped] = useState("");
  const add = (event: FormEvent) => {
    event.preventDefault();
    const tag = clip(typed.trim(), 64);
    setTyped("");
    if (tag !== "" && !tags.includes(tag)) onChange([...tags, tag]);
  };
  return (
    <form className={styles["tags"]} onSubmit={add}>
      <div className={styles["pair"]}>
        <TextField
          label={say("details.tags")}
          value={typed}
          onChange={setTyped}
          placeholder={say("details.addTag")}
        />
      </div>
      {tags.length === 0 ? null : (
        <ul className={styles["tagList"]}>
          {tags.map((tag) => (
            <li key={tag} className={styles["tag"]}>
              <Chip look="soft">{tag}</Chip>
              <IconButton
                size="small"
                icon={<X size={12} aria-hidden />}
                label={say("details.removeTag", { tag })}
                onPress={() => onChange(tags.filter((each) => each !== tag))}
              />
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}
