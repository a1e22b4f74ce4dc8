import { demoWorkspaceId, demoQueues } from "../../src/demo/demo-queues.ts";
import { demoConfiguration } from "../../src/demo/demo-workspace.ts";
import { DAY_MS } from "../../src/domain/time.ts";
import { closeTask } from "../../src/domain/task.ts";
import { storeIn } from "../../src/node/backups/names.ts";
import { IdentityFile } from "../../src/node/identity.ts";
import { openStore } from "../../src/node/store/open-store.ts";
import { directoryRow } from "../../src/protocol/rows/directory-row.ts";
import { agentToRow } from "../../src/protocol/rows/other-rows.ts";
import { Ledger, type Write } from "../node/store/ledger.ts";
import {
  beginning,
  completionWrite,
  contact,
  interactionWrite,
  messageWrite,
  taken,
  taskWrite,
} from "../node/store/work.ts";

export interface Filling {
  readonly data: string;
  readonly port: number;
  readonly tasks: number;
  /** Of them so many wait in the demo's queues; all others are over. */
  readonly waiting: number;
  /** So many contacts in one commit. */
  readonly atOnce?: number;
}

const HISTORY_DAYS = 60;
const QUARTER_MS = 900_000;
export const filledNodeId = "filled";

/**
 * A data directory of the demo that has been at work for two months: customers with their threads, interactions and
 * messages, tasks that were offered, accepted and closed, and those that wait since a moment ago. Answers the head of
 * the feed. Written by the store's own code, in big commits.
 */
export async function fillStore({
  data,
  port,
  tasks,
  waiting,
  atOnce = 1000,
}: Filling): Promise<number> {
  new IdentityFile(data).write({ nodeId: filledNodeId, workspaceId: demoWorkspaceId, port });
  const file = storeIn(data);
  const store = await openStore({ file });
  const ledger = new Ledger();
  const now = Date.now();
  const begun = now - HISTORY_DAYS * DAY_MS;
  const over = tasks - waiting;
  const when = (nth: number): number =>
    nth < over ? begun + Math.floor((nth / over) * (HISTORY_DAYS - 2) * DAY_MS) : now - QUARTER_MS;
  const keep = async (at: number, writes: readonly Write[]): Promise<void> => {
    ledger.at = at;
    await store.append(ledger.commit(writes));
  };
  try {
    await keep(begun, configuration(begun));
    for (let from = 0; from < tasks; from += atOnce) {
      const many = Array.from({ length: Math.min(atOnce, tasks - from) }, (_, nth) => from + nth);
      const writes = many.flatMap((nth) => (nth < over ? past : present)(nth, when(nth)));
      await keep(when(many.at(-1) ?? from), writes);
    }
  } finally {
    await store.close();
  }
  return ledger.head;
}

function configuration(at: number): Write[] {
  const { directory, agents } = demoConfiguration(at);
  return [
    ...directory.map(({ kind, body }): Write => ({
      kind: "DIRECTORY",
      row: directoryRow(kind, body),
    })),
    ...agents.map((agent): Write => ({ kind: "AGENT", row: agentToRow(agent) })),
  ];
}

function contactOf(nth: number, at: number) {
  const queue = demoQueues[nth % demoQueues.length];
  if (queue === undefined) throw new Error("the demo has no queues");
  return contact({
    name: `past-${nth}`,
    at,
    workspaceId: demoWorkspaceId,
    homeNode: filledNodeId,
    queueId: queue.id,
    displayNumber: nth + 1,
    customerName: `Customer ${nth}`,
    completedAt: at + 120_000,
  });
}

/** One that is over, each of its rows in its last form. */
function past(nth: number, at: number): Write[] {
  const one = contactOf(nth, at);
  const task = closeTask(taken({ ...one.task, skills: [] }, at), { reason: "DONE" }, at + 100_000);
  return [
    ...beginning(one).filter(({ kind }) => kind !== "TASK" && kind !== "INTERACTION"),
    messageWrite(one.say("AGENT", 2)),
    taskWrite(task, one.interaction),
    interactionWrite(one.completed),
    completionWrite(one.completed),
  ];
}

/** One that waits, for a day if nobody takes it. */
export function present(nth: number, at: number): Write[] {
  const one = contactOf(nth, at);
  const deadlines = { requestExpiresAt: at + DAY_MS, slaDueAt: at + 4 * QUARTER_MS };
  return beginning({ ...one, task: { ...one.task, skills: [], ...deadlines } });
}
