import { useDirectory, useMe } from "../app/desk-context.tsx";
import { Button } from "../parts/button.tsx";
import { EmptyState } from "../parts/empty-state.tsx";
import { useOwnAgent, useStanding } from "../shell/use-standing.ts";
import { useStateChange } from "../shell/use-state-change.ts";
import { useWords } from "../words/words.ts";

/** Nothing on the desk: what is true of it, and what to do. */
export function IdleWords() {
  const { say, language } = useWords();
  const me = useMe();
  const agent = useOwnAgent();
  const standing = useStanding();
  const queues = useDirectory("QUEUE");
  const { goAvailable, isPending, refusal } = useStateChange();
  if (me.agentId === null)
    return <EmptyState title={say("idle.noAgent")}>{say("idle.noAgentNote")}</EmptyState>;
  if (agent === null || standing === null) return <EmptyState title={say("idle.fetching")} />;
  const names = queues.filter(({ id }) => agent.queueIds.includes(id)).map(({ name }) => name);
  if (agent.queueIds.length === 0)
    return <EmptyState title={say("idle.noQueue")}>{say("idle.noQueueNote")}</EmptyState>;
  if (standing.isReceiving) {
    const list = new Intl.ListFormat(language).format(names);
    return (
      <EmptyState title={say("idle.available")}>
        {say("idle.availableNote", { queues: list })}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={say(standing.shape === "missed" ? "idle.missed" : "idle.notReceiving")}
      actions={
        <Button kind="primary" isPending={isPending} onPress={() => void goAvailable()}>
          {say("offer.goAvailable")}
        </Button>
      }
    >
      {refusal === null ? say("idle.notReceivingNote", { state: standing.words }) : refusal.words}
    </EmptyState>
  );
}

/** Nobody waits, which is good news only for whoever serves a queue. */
export function NobodyWaits() {
  const { say } = useWords();
  const queueIds = useOwnAgent()?.queueIds ?? [];
  return (
    <EmptyState title={say("work.nothingWaiting")}>
      {queueIds.length === 0 ? say("idle.noQueueNote") : say("work.nothingWaitingNote")}
    </EmptyState>
  );
}
