import { deadlineOf, nextEligibilityOf } from "../../domain/deadlines.ts";
import type { Agent } from "../../domain/agent.ts";
import { absenceEndsAt, isAway } from "../../domain/absence.ts";
import { type ActiveInteraction, nextOfClocks } from "../../domain/interaction.ts";
import type { Task } from "../../domain/task.ts";
import { type Instant, NEVER, SECOND_MS } from "../../domain/time.ts";
import { queueIn, sourceIn, workspaceIn } from "./configured.ts";
import type { World } from "./world.ts";

/** The kinds of row that time alone can change. */
export const alarmed = ["TASK", "INTERACTION", "AGENT"] as const;

export interface Alarmed {
  readonly kind: (typeof alarmed)[number];
  readonly id: string;
}

/** An alarm's key, taken apart again. */
export function alarmedBy(key: string): Alarmed {
  const place = key.indexOf(":");
  const kind = alarmed.find((each) => each === key.slice(0, place)) ?? "TASK";
  return { kind, id: key.slice(place + 1) };
}

/** When this row next changes by itself, or somebody may be offered work again; NEVER if time changes nothing. */
export function nextInstantOf(world: World, { kind, id }: Alarmed, now: Instant): Instant {
  switch (kind) {
    case "TASK": {
      const task = world.get("TASK", id);
      return task === undefined ? NEVER : ofTask(world, task, now);
    }
    case "INTERACTION": {
      const interaction = world.get("INTERACTION", id);
      return interaction?.state === "ACTIVE" ? ofInteraction(world, interaction) : NEVER;
    }
    case "AGENT": {
      const agent = world.get("AGENT", id);
      return agent === undefined ? NEVER : ofAgent(world, agent, now);
    }
  }
}

function ofTask(world: World, task: Task, now: Instant): Instant {
  const grace = workspaceIn(world, task.workspaceId)?.offerGraceMs ?? 0;
  const deadline = deadlineOf(task, grace);
  return task.state === "QUEUED" ? Math.min(deadline, nextEligibilityOf(task, now)) : deadline;
}

function ofInteraction(world: World, interaction: ActiveInteraction): Instant {
  const next = nextOfClocks(interaction.clocks);
  if (!isAway(interaction)) return next;
  return Math.min(next, absenceEndsAt(interaction, sourceIn(world, interaction.sourceId)));
}

/** An MRD that comes back by itself, or an assignment that stops counting against a fair share. */
function ofAgent(world: World, agent: Agent, now: Instant): Instant {
  let next = agent.returnAt;
  for (const { queueId, at } of agent.recentAssignments) {
    const share = queueIn(world, queueId).routing.fairShare;
    const over = share === null ? NEVER : at + share.windowSec * SECOND_MS;
    if (over > now) next = Math.min(next, over);
  }
  return next;
}
