import { systemReasons } from "../../domain/agent.ts";
import type { AgentRow } from "../../protocol/rows/other-rows.ts";
import { useDesk, useDirectory, useMe, useRows } from "../app/desk-context.tsx";
import type { Say } from "../words/words.ts";
import { useWords } from "../words/words.ts";
import { type Standing, standingOf } from "./standing.ts";

/** The own agent row; null for people who take no work, and until the replica has it. */
export function useOwnAgent(): AgentRow | null {
  const { agentId } = useMe();
  const agents = useRows<"AGENT">(useDesk().agents);
  return agents.find(({ row }) => row.id === agentId)?.row ?? null;
}

export function useStanding(): (Standing & { readonly words: string }) | null {
  const { say } = useWords();
  const agent = useOwnAgent();
  const reasonWords = useReasonWords();
  if (agent === null) return null;
  const standing = standingOf(agent);
  return { ...standing, words: standingWords(say, standing, reasonWords) };
}

/** "Not ready: Lunch", "Missed offer", "Available". */
function standingWords(
  say: Say,
  { shape, reason }: Standing,
  wordsOf: (reason: string) => string,
): string {
  const name = say(`agentState.${shape}`);
  return shape === "not-ready" && reason !== null ? `${name}: ${wordsOf(reason)}` : name;
}

/** A reason as people say it: the system's own from the words, a workspace's from its list. */
export function useReasonWords(): (reason: string) => string {
  const { say } = useWords();
  const reasons = useDirectory("REASON");
  return (reason) => {
    const own = systemReasons.find((known) => known === reason);
    if (own !== undefined) return say(`reason.${own}`);
    return reasons.find((known) => known.id === reason)?.label ?? reason;
  };
}
