import type { RoutingFacts } from "../../domain/routing.ts";
import { type AgentTraits, agentWords } from "../../domain/rules/agent-words.ts";
import { type Predicate, predicateOf } from "../../domain/rules/predicate.ts";
import { readRule } from "../../domain/rules/read.ts";

/** Rules that were bound to one task's attributes come and go; beyond this many all are read anew. */
const MOST_KEPT = 10_000;

/**
 * Whether a rule about agents, given as text, holds for one of them. Each text is read once. What cannot be read
 * holds for nobody: settings are checked when they are written.
 */
function agentRules(): RoutingFacts["meetsRule"] {
  const kept = new Map<string, Predicate<AgentTraits>>();
  return (text, agent) => {
    let holds = kept.get(text);
    if (holds === undefined) {
      if (kept.size >= MOST_KEPT) kept.clear();
      const read = readRule(text, agentWords);
      holds = read.ok ? predicateOf(read.rule, agentWords) : () => false;
      kept.set(text, holds);
    }
    // What a rule says of an agent depends on no clock, and nobody asks.
    return holds(agent, { now: 0, me: null });
  };
}

export const meetsRule = agentRules();
