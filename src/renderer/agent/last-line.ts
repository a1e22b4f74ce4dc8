import type { TaskRow } from "../../protocol/rows/task-row.ts";
import type { Say } from "../words/words.ts";

type Said = Pick<TaskRow, "lastLine" | "lastLineBy"> &
  Partial<Pick<TaskRow, "answeredAt" | "lastMessageAt">>;

/**
 * Preview: the last line with whose side said it. What was said since I picked up is mine, anything earlier a
 * colleague's; the customer's stands alone, and so does a conversation in which nothing was said.
 */
export function lastLine(
  say: Say,
  { lastLine: text, lastLineBy, answeredAt, lastMessageAt }: Said,
): string {
  if (text === "" || lastLineBy === "CUSTOMER") return text;
  const isMine = typeof answeredAt === "number" && (lastMessageAt ?? 0) >= answeredAt;
  return say(isMine ? "work.you" : "work.team", { text });
}
