import { hold } from "../../domain/hold.ts";
import type { AgentId, MrdId } from "../../domain/id.ts";
import { isRefusal } from "../../domain/refusal.ts";
import { NEVER } from "../../domain/time.ts";
import { resumeHeld } from "./answering.ts";
import type { Draft } from "./draft.ts";
import { reroute } from "./rerouting.ts";
import { tellStory } from "./story.ts";

/**
 * A medium that may not wait reserves the agent: the work in hand on media that may be interrupted is put on hold or
 * given to others, as each says (domain.md 1.2). Between equals nothing is interrupted.
 */
export function interruptFor(draft: Draft, agentId: AgentId, mrdId: MrdId): void {
  if (draft.mrd(mrdId).conduct.interruptible) return;
  const agent = draft.get("AGENT", agentId);
  if (agent === undefined) return;
  for (const task of draft.tasksOfAgent(agentId)) {
    const { interruptible, onInterrupted } = draft.mrd(task.mrdId).conduct;
    if (task.state !== "ACTIVE" || !interruptible) continue;
    draft.tell("AGENT_MRD_INTERRUPTED", task.id, { agentId, mrdId: task.mrdId, by: mrdId });
    if (onInterrupted === "REMOVE_ALL_AGENTS") {
      reroute(draft, task, { reason: "REROUTE", line: "INTERRUPTED", who: agent.name });
      continue;
    }
    const interaction = draft.get("INTERACTION", task.interactionId);
    if (interaction?.state !== "ACTIVE") continue;
    const clocks = hold(interaction, { until: NEVER, because: "INTERRUPTION" }, draft.now);
    if (isRefusal(clocks)) continue;
    draft.put("INTERACTION", { ...interaction, clocks }, "CONVERSATION_PAUSED");
    tellStory(draft, interaction, "HELD", agent.name);
  }
}

/** The agent is free again: what an interruption put on hold goes on. */
export function resumeInterrupted(draft: Draft, agentId: AgentId): void {
  for (const task of draft.tasksOfAgent(agentId)) {
    const interaction = draft.get("INTERACTION", task.interactionId);
    if (task.state !== "ACTIVE" || interaction?.state !== "ACTIVE") continue;
    if (interaction.clocks.held?.because !== "INTERRUPTION") continue;
    const resumed = resumeHeld(draft, interaction);
    if (isRefusal(resumed)) continue;
    draft.put("INTERACTION", resumed, "CONVERSATION_RESUMED");
    tellStory(draft, interaction, "RESUMED", draft.get("AGENT", agentId)?.name ?? "");
  }
}
