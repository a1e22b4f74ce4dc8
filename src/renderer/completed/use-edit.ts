import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import { type Submitting, useSubmit } from "../app/desk-context.tsx";
import { type EditForm, changesIn, formOf } from "./edits.ts";
import { answerKey } from "./use-past.ts";

export interface Editing {
  readonly form: EditForm;
  readonly change: (part: Partial<EditForm>) => void;
  readonly isChanged: boolean;
  readonly isPending: boolean;
  readonly save: () => void;
  readonly undo: () => void;
  readonly refusal: Submitting["refusal"];
}

/** The form is the row with what was typed over it. What was typed goes once the node has it, and stays if it refuses. */
export function useEdit(row: InteractionRow): Editing {
  const [typed, setTyped] = useState<Partial<EditForm>>({});
  const { submit, isPending, refusal, clear } = useSubmit();
  const answers = useQueryClient();
  const form = { ...formOf(row), ...typed };
  const changes = changesIn(form, row);
  return {
    form,
    change: (part) => setTyped((before) => ({ ...before, ...part })),
    isChanged: changes !== null,
    isPending,
    refusal,
    save: () => {
      if (changes === null) return;
      const sent = typed;
      const { outcome } = submit("interaction.edit", { interactionId: row.id, fields: changes });
      void outcome.then(async (end) => {
        if (end.end === "REFUSED") return;
        await answers.invalidateQueries({ queryKey: answerKey(row.id) });
        // What was typed after the click is not yet at the node.
        setTyped((now) => (now === sent ? {} : now));
      });
    },
    undo: () => {
      clear();
      setTyped({});
    },
  };
}
