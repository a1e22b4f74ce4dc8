import {
  type Standing,
  type WaitExplained,
  explainWait,
  standingsFor,
} from "../../domain/explain.ts";
import type { MrdId } from "../../domain/id.ts";
import type { QueuedTask } from "../../domain/task.ts";
import type { Instant } from "../../domain/time.ts";
import { meetsRule } from "./agent-rules.ts";
import { mrdIn, queueIn } from "./configured.ts";
import type { World } from "./world.ts";

/** What the present state says of a waiting task: computed when somebody asks, and kept nowhere. */
export interface Explained {
  readonly waiting: WaitExplained;
  readonly standings: readonly Standing[];
}

/** Null where it does not wait. */
export function explain(world: World, taskId: string, now: Instant): Explained | null {
  const task = world.get("TASK", taskId);
  if (task?.state !== "QUEUED") return null;
  const queue = queueIn(world, task.queueId);
  const mrdOf = (id: MrdId) => mrdIn(world, id);
  const facts = { now, queue, mrd: mrdOf(task.mrdId), mrdOf, meetsRule };
  const line: QueuedTask[] = [];
  for (const id of world.queuedIn(queue.id)) {
    const other = world.get("TASK", id);
    if (other?.state === "QUEUED") line.push(other);
  }
  const agents = Array.from(world.all("AGENT"));
  const standings = standingsFor(task, agents, facts);
  return { standings, waiting: explainWait(task, agents, { ...facts, line }) };
}
