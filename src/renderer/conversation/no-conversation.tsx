import type { OwnWork } from "../agent/own-work.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { useWords } from "../words/words.ts";

/** Nothing is open: what there would be to open. */
export function NoConversation({ work: { ringing, mine } }: { readonly work: OwnWork }) {
  const { say } = useWords();
  const count = ringing.length + mine.length;
  if (count === 0)
    return <EmptyState title={say("foot.nothingOpen")}>{say("foot.offersComeHere")}</EmptyState>;
  return <EmptyState title={say("foot.nothingOpen")}>{say("foot.pickOne")}</EmptyState>;
}
