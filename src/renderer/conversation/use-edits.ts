import { useCallback, useState } from "react";
import type { InteractionId } from "../../domain/id.ts";
import type { BodyOf } from "../../protocol/commands.ts";
import { useSubmit } from "../app/desk-context.tsx";
import { useLater } from "./use-draft.ts";

export type Fields = BodyOf<"interaction.edit">["fields"];

/** Changes to what people may change: done here at once, sent when it can be. */
export function useEdits(interactionId: InteractionId) {
  const { submit, refusal } = useSubmit();
  const edit = useCallback(
    (fields: Fields) => {
      submit("interaction.edit", { interactionId, fields });
    },
    [interactionId, submit],
  );
  return { edit, refusal };
}

export interface EditedText {
  readonly value: string;
  readonly change: (value: string) => void;
  readonly flush: () => void;
}

/** A text field over a value of the replica: what is typed stands, and is committed after a pause or when left. */
export function useEditedText(value: string, commit: (value: string) => void): EditedText {
  const [typed, setTyped] = useState<string | null>(null);
  const later = useLater(commit);
  // Once the value has caught up, it leads again: a colleague's change is not hidden behind old typing.
  if (typed !== null && typed === value) setTyped(null);
  return {
    value: typed ?? value,
    change: (next) => {
      setTyped(next);
      later.set(next);
    },
    flush: later.flush,
  };
}
