import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import type { MessageRow } from "../../protocol/rows/other-rows.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { EventLine, MessageLine, NoteLine, Timeline } from "../parts/talk/lines.tsx";
import { useWords } from "../words/words.ts";

/** What was said, to be read only. */
export function Said({
  row,
  messages,
}: {
  readonly row: InteractionRow;
  readonly messages: readonly MessageRow[];
}) {
  const { say } = useWords();
  if (messages.length === 0)
    return (
      <EmptyState title={say("completedOne.noMessages")}>
        {row.lastLine === "" ? say("completedOne.noMessagesWords") : row.lastLine}
      </EmptyState>
    );
  return (
    <Timeline>
      {messages.map((message) => (
        <Line key={message.id} message={message} />
      ))}
    </Timeline>
  );
}

function Line({ message }: { readonly message: MessageRow }) {
  const eventWords = useEventWords();
  const { kind, createdAt: at, authorName: author, body: text } = message;
  if (kind === "EVENT") return <EventLine at={at}>{eventWords(message)}</EventLine>;
  if (kind === "NOTE") return <NoteLine at={at} author={author} text={text} />;
  return <MessageLine at={at} author={author} text={text} />;
}

const events = [
  "AGENT_LEFT",
  "CLONED",
  "COMPLETED",
  "CUSTOMER_LEFT",
  "NO_AGENT_AVAILABLE",
  "OFFER_ACCEPTED",
  "OFFER_DECLINED",
  "OFFER_MISSED",
  "OFFER_WITHDRAWN",
  "RETURNED",
  "WRAP_UP_STARTED",
] as const;

function useEventWords(): (message: MessageRow) => string {
  const { say } = useWords();
  return ({ body, authorName: name }) => {
    const event = events.find((one) => one === body);
    return event === undefined ? body : say(`completedOne.event.${event}`, { name });
  };
}
