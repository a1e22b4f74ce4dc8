import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import {
  type InteractionId,
  type InterventionId,
  type MessageId,
  type TaskId,
  brand,
} from "../../domain/id.ts";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import { type Submitting, useSubmit } from "../app/desk-context.tsx";
import { newId } from "../app/page-ids.ts";

export interface Cloning {
  readonly clone: (subject: string, message: string) => void;
  readonly isPending: boolean;
  readonly refusal: Submitting["refusal"];
}

function makeIds() {
  return {
    interactionId: brand<InteractionId>(newId()),
    taskId: brand<TaskId>(newId()),
    interventionId: brand<InterventionId>(newId()),
    messageId: brand<MessageId>(newId()),
  };
}

const FOCUS_MS = 3_000;

/** The conversation's page comes a moment later; who has gone elsewhere by then is left alone. */
function focusComposer(until: number): void {
  const composer = document.querySelector<HTMLElement>("[data-work-focus] textarea");
  if (composer !== null) composer.focus();
  else if (performance.now() < until) requestAnimationFrame(() => focusComposer(until));
}

/** The ids are made once, when the dialog opens: pressed twice, it is still one clone. */
export function useClone(row: InteractionRow): Cloning {
  const [{ messageId, ...ids }] = useState(makeIds);
  const [isLeaving, setLeaving] = useState(false);
  const { submit, isPending, refusal } = useSubmit();
  const navigate = useNavigate();
  return {
    isPending: isLeaving && (isPending || refusal === null),
    refusal,
    clone: (subject, message) => {
      if (isLeaving && refusal === null) return;
      setLeaving(true);
      const body = message.trim();
      const { stored, outcome } = submit("interaction.clone", {
        sourceInteractionId: row.id,
        ...ids,
        subject: subject.trim() === "" ? null : subject.trim(),
        message: body === "" ? null : { messageId, body },
      });
      // Durable here is enough: it folds at once, and what the node refuses is shown with its reason.
      void Promise.race([outcome, stored.then(() => null)]).then(async (end) => {
        if (end?.end === "REFUSED") return;
        await navigate({
          to: "/work/$interactionId",
          params: { interactionId: ids.interactionId },
        });
        focusComposer(performance.now() + FOCUS_MS);
      });
    },
  };
}
