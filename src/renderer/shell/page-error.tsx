import { Button } from "../parts/button.tsx";
import { EmptyState } from "../parts/empty-state.tsx";
import { useWords } from "../words/words.ts";

/** One page that cannot be shown takes nothing else with it. */
export function PageError() {
  const { say } = useWords();
  return (
    <EmptyState
      title={say("pageError.title")}
      actions={<Button onPress={() => window.location.reload()}>{say("pageError.again")}</Button>}
    >
      {say("pageError.words")}
    </EmptyState>
  );
}
