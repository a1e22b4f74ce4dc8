import type { OutboxEntry } from "../../sync/desk.ts";
import { useDesk, useObservable } from "../app/desk-context.tsx";
import { refusalWords } from "../app/refusal-words.ts";
import { MessageLine } from "../parts/talk/lines.tsx";
import { useWords } from "../words/words.ts";
import { draftIdOf } from "./draft-id.ts";

const none: readonly OutboxEntry[] = [];

/** What the node would not take, beside the talk it belongs to, with its text and what can be done. */
export function RefusedLines({ interactionId }: { readonly interactionId: string }) {
  const { say } = useWords();
  const desk = useDesk();
  const outbox = useObservable(desk.outbox, none);
  return outbox.flatMap(({ id, command, state, since, code }) => {
    const isText = command.type === "message.post" || command.type === "note.add";
    if (!isText || state !== "REFUSED" || command.body.interactionId !== interactionId) return [];
    const { body } = command.body;
    const keep = async () => {
      const mode = command.type === "note.add" ? "note" : "reply";
      await desk.saveDraft(draftIdOf(interactionId, mode), body);
      await desk.discard(id);
    };
    const delivery = {
      state: "refused",
      words: code === null ? "" : refusalWords(say, code),
      onRetry: () => void desk.retry(id),
      onKeepText: () => void keep(),
      onDiscard: () => void desk.discard(id),
    } as const;
    return [
      <MessageLine
        key={id}
        at={since}
        author={say("talkers.you")}
        text={body}
        delivery={delivery}
      />,
    ];
  });
}
