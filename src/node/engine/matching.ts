import type { Agent } from "../../domain/agent.ts";
import type { MrdId, QueueId } from "../../domain/id.ts";
import type { Mrd, Queue } from "../../domain/queue.ts";
import {
  type Choice,
  type RoutingFacts,
  chooseAgent,
  compareWork,
  isRouted,
} from "../../domain/routing.ts";
import type { QueuedTask } from "../../domain/task.ts";
import type { Instant } from "../../domain/time.ts";
import type { Entity } from "./entities.ts";
import type { World } from "./world.ts";
import { mrdIn, queueIn } from "./configured.ts";

export interface Match {
  readonly task: QueuedTask;
  readonly choice: Choice;
}

/**
 * Who is offered what next. The caller applies each match before it asks for the next. A matcher that keeps indexes
 * is told of everything that may matter; one that reads the world anew has no use for it.
 */
export interface Matcher {
  /** Memory was filled anew: whatever was indexed is gone. */
  loaded(world: World): void;
  /** A task, an agent or a setting was put in its place. */
  changed(item: Entity): void;
  /** Time alone may have made this task or agent eligible: an alarm of it has come. */
  woken(id: string): void;
  next(world: World, now: Instant): Match | null;
}

export type MeetsRule = RoutingFacts["meetsRule"];

/** Correct and plain: the first work in order for which somebody is free. */
export class SimpleMatcher implements Matcher {
  readonly #meetsRule: MeetsRule;

  constructor(meetsRule: MeetsRule) {
    this.#meetsRule = meetsRule;
  }

  loaded(): void {}
  changed(): void {}
  woken(): void {}

  next(world: World, now: Instant): Match | null {
    const mrdOf = (id: MrdId) => mrdIn(world, id);
    for (const { task, queue, mrd } of workInOrder(world, now)) {
      const facts = { now, queue, mrd, mrdOf, meetsRule: this.#meetsRule };
      const choice = chooseAgent(task, world.all("AGENT"), facts);
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
      if (task?.state === "QUEUED" && isRouted(task, queue, now)) work.push({ task, queue, mrd });
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
