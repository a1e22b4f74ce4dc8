import type { Draft } from "./draft.ts";
import type { Match } from "./matching.ts";
import { offerTo } from "./offering.ts";

/** T12: the router's choice becomes an offer. */
export function reserveMatch(draft: Draft, { task, choice }: Match): void {
  offerTo(draft, task, { agentId: choice.agentId, assignment: choice.assignment });
}
