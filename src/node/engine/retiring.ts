import { intervalOf } from "../../domain/measures/interval.ts";
import type { KeptRow } from "../store/store.ts";
import type { AgentStatistic } from "../store/stored-rows.ts";
import type { Lingering } from "./lingering.ts";
import type { World } from "./world.ts";

export interface RetiringRule {
  /** True for a row that a command on its way names, or that is not durable as it is: it stays for that. */
  readonly keeps: (row: KeptRow) => boolean;
  readonly statisticsSince: number;
  /** Who has come and not said anything yet: they stay for a while. */
  readonly lingering: Lingering;
}

/**
 * Closed work leaves memory once it is durable; the store keeps it. What has changed again since this commit,
 * or is named by a command on its way, stays until its own commit.
 */
export function retire(world: World, written: readonly KeptRow[], rule: RetiringRule): void {
  const { keeps, lingering } = rule;
  // Customers last: whether they stay hangs on their threads.
  for (const row of [...written.filter(isNoCustomer), ...written.filter(isCustomer)]) {
    if (world.row(row.kind, row.row.id)?.seq !== row.seq) continue;
    if (!isOver(world, row, rule) || keeps(row)) continue;
    if (row.kind === "THREAD" && row.row.lastInteractionId === null) lingering.add(row.row);
    else if (!isCustomer(row) || !lingering.has(row.row.id)) drop(world, row, rule);
  }
  for (const newcomer of lingering.surplus()) {
    lingering.remove(newcomer);
    const thread = world.row("THREAD", newcomer.id);
    if (thread !== null && isOver(world, thread, rule) && !keeps(thread)) drop(world, thread, rule);
  }
}

/** A customer goes with the thread; whoever needs the row again reads it. */
function drop(world: World, row: KeptRow, { keeps, lingering }: RetiringRule): void {
  world.drop(row.kind, row.row.id);
  if (row.kind !== "THREAD") return;
  lingering.remove(row.row);
  const customer = world.row("CUSTOMER", row.row.customerId);
  if (customer !== null && !keeps(customer)) world.drop("CUSTOMER", customer.row.id);
}

const isCustomer = (row: KeptRow): row is KeptRow<"CUSTOMER"> => row.kind === "CUSTOMER";
const isNoCustomer = (row: KeptRow): boolean => row.kind !== "CUSTOMER";

function isOver(world: World, kept: KeptRow, rule: RetiringRule): boolean {
  switch (kept.kind) {
    case "TASK":
      return kept.row.taskState === "CLOSED";
    case "INTERACTION":
      return kept.row.state === "COMPLETED" && !isAnyTaskOpen(world, kept);
    case "THREAD":
      return kept.row.interactionId === null;
    case "CUSTOMER":
      return true;
    case "COMPLETION":
      return true;
    case "MESSAGE":
    case "INTERVENTION":
      return world.row("INTERACTION", kept.row.interactionId) === null;
    case "STATISTIC":
      return kept.row.of === "QUEUE"
        ? kept.row.from < rule.statisticsSince
        : isPast(world, kept.row);
    case "AGENT":
    case "DIRECTORY":
      return false;
  }
}

/** Of an agent's intervals only the latest, and what may follow it, is ever counted in again. */
function isPast(world: World, { agentId, from }: AgentStatistic): boolean {
  const agent = world.get("AGENT", agentId);
  return agent !== undefined && from < intervalOf(agent.occupiedSince);
}

function isAnyTaskOpen(world: World, kept: KeptRow<"INTERACTION">): boolean {
  for (const _task of world.tasksOfInteraction(kept.row.id)) return true;
  return false;
}
