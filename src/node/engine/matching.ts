import type { Agent } from "../../domain/agent.ts";
import type { QueueId } from "../../domain/id.ts";
import type { Mrd, Queue } from "../../domain/queue.ts";
import { type Choice, chooseAgent, compareWork } from "../../domain/routing.ts";
import type { QueuedTask } from "../../domain/task.ts";
import type { Instant } from "../../domain/time.ts";
import type { World } from "./world.ts";
import { mrdIn, queueIn } from "./configured.ts";

export interface Match {
  readonly task: QueuedTask;
  readonly choice: Choice;
}

/**
 * Who is offered what next. The world is read anew on every call: the caller applies each match before it
 * asks for the next. The indexed matcher takes this place later and must decide the same.
 */
export interface Matcher {
  next(world: World, now: Instant): Match | null;
}

/** Correct and plain: the first work in order for which somebody is free. */
export class SimpleMatcher implements Matcher {
  next(world: World, now: Instant): Match | null {
    for (const { task, mrd } of workInOrder(world, now)) {
      const choice = chooseAgent(task, world.all("AGENT"), mrd, now);
      if (choice !== null) return { task, choice };
    }
    return null;
  }
}

interface Work {
  readonly task: QueuedTask;
  readonly queue: Queue;
  readonly mrd: Mrd;
}

/** Waiting work of the queues that somebody free serves, most urgent first. What is overdue is not offered (T12). */
function workInOrder(world: World, now: Instant): Work[] {
  const free = queuesWithSomebodyFree(world);
  const work: Work[] = [];
  for (const queueId of world.queuesWithWork()) {
    if (!free.has(queueId)) continue;
    const queue = queueIn(world, queueId);
    const mrd = mrdIn(world, queue.mrdId);
    for (const id of world.queuedIn(queueId)) {
      const task = world.get("TASK", id);
      if (task?.state === "QUEUED" && now < task.requestExpiresAt) work.push({ task, queue, mrd });
    }
  }
  return work.sort(compareWork);
}

function queuesWithSomebodyFree(world: World): Set<QueueId> {
  const free = new Set<QueueId>();
  for (const agent of world.all("AGENT")) {
    if (mightTakeWork(agent)) for (const queueId of agent.queueIds) free.add(queueId);
  }
  return free;
}

/** A cheap first look; `obstacle` has the last word. */
function mightTakeWork(agent: Agent): boolean {
  if (agent.state !== "READY" || !agent.reachable) return false;
  return (
    agent.mrds.every((mrd) => mrd.reserved === 0) &&
    agent.mrds.some((mrd) => mrd.active < mrd.maxTasks)
  );
}
