import { addOfferEnds, noOfferEnds } from "../../src/domain/measures/offer-ends.ts";
import type { OfferEndCounters } from "../../src/domain/measures/offer-ends.ts";
import type { KeptRow } from "../../src/node/store/store.ts";
import type { TaskRow } from "../../src/protocol/rows/task-row.ts";
import { insist } from "./simulated-store.ts";

/** What is counted of a queue or an agent, from all tasks that ever were. */
interface Sums extends OfferEndCounters {
  readonly handled: number;
  readonly transferred: number;
  readonly tableRona: number;
  readonly tableAbandoned: number;
  readonly tableNoAgent: number;
}

const nothing: Sums = {
  ...noOfferEnds,
  handled: 0,
  transferred: 0,
  tableRona: 0,
  tableAbandoned: 0,
  tableNoAgent: 0,
};

/** Counters that decisions kept as they went are what a count over everything finds. */
export function judgeCounters(rows: Iterable<KeptRow>): void {
  const kept = new Map<string, Sums>();
  const counted = new Map<string, Sums>();
  for (const each of rows) {
    if (each.kind === "STATISTIC") {
      const { row } = each;
      if (row.of === "QUEUE")
        add(kept, `queue ${row.queueId}`, { ...row.counters, ...tableOf(row.table) });
      else add(kept, `agent ${row.agentId}`, row.counters);
      if (row.of === "AGENT") judgeTime(row.counters);
    }
    if (each.kind !== "TASK") continue;
    const { row } = each;
    const offer = offerOf(row);
    if (offer !== null) {
      add(counted, `queue ${row.queueId}`, offer);
      add(counted, `agent ${row.offer?.agentId}`, offer);
    }
    add(counted, `queue ${row.queueId}`, endOf(row));
  }
  for (const name of new Set([...kept.keys(), ...counted.keys()])) {
    const [left, right] = [kept.get(name) ?? nothing, counted.get(name) ?? nothing];
    for (const field of compared) {
      const isQueues = name.startsWith("queue") || !field.startsWith("table");
      insist(
        !isQueues || left[field] === right[field],
        `${name}: ${field} was kept as ${left[field]}, a recount finds ${right[field]}`,
      );
    }
  }
}

const compared = [
  "offers",
  "accepted",
  "declined",
  "rona",
  "withdrawn",
  "canceled",
  "ringMs",
  "tableRona",
  "tableAbandoned",
  "tableNoAgent",
] as const;

function add(sums: Map<string, Sums>, name: string, more: Partial<Sums>): void {
  const present = sums.get(name) ?? nothing;
  const offers = addOfferEnds(present, { ...noOfferEnds, ...more });
  sums.set(name, {
    ...offers,
    handled: present.handled + (more.handled ?? 0),
    transferred: present.transferred + (more.transferred ?? 0),
    tableRona: present.tableRona + (more.tableRona ?? 0),
    tableAbandoned: present.tableAbandoned + (more.tableAbandoned ?? 0),
    tableNoAgent: present.tableNoAgent + (more.tableNoAgent ?? 0),
  });
}

function tableOf(table: { rona: number; abandoned: number; noAgent: number }): Partial<Sums> {
  return { tableRona: table.rona, tableAbandoned: table.abandoned, tableNoAgent: table.noAgent };
}

const withdrawals: ReadonlySet<string> = new Set([
  "AGENT_UNREACHABLE",
  "LOCKED",
  "SUSPENDED",
  "NODE_DOWN",
]);

function offerOf({ offer }: TaskRow): Partial<Sums> | null {
  if (offer === null || offer.state === "PENDING") return null;
  const at = "respondedAt" in offer ? offer.respondedAt : offer.endedAt;
  const ends = { offers: 1, ringMs: at - offer.createdAt };
  switch (offer.state) {
    case "ACCEPTED":
      return { ...ends, accepted: 1 };
    case "REJECTED":
      return { ...ends, declined: 1 };
    case "TIMEOUT":
      return { ...ends, rona: 1 };
    case "CANCELED":
      return withdrawals.has(offer.cancelReason)
        ? { ...ends, withdrawn: 1 }
        : { ...ends, canceled: 1 };
  }
}

const asides: ReadonlySet<string> = new Set([
  "DIRECT_CONFERENCE",
  "CONSULT",
  "CONSULT_TRANSFER",
  "CONSULT_CONFERENCE",
  "SILENT_MONITOR",
  "BARGE_IN",
  "OUTBOUND",
]);

function endOf({ taskState, direction, reason, answeredAt }: TaskRow): Partial<Sums> {
  if (taskState !== "CLOSED" || answeredAt !== null || asides.has(direction)) return {};
  return {
    tableRona: reason === "RONA" ? 1 : 0,
    tableAbandoned: reason === "CANCELLED" ? 1 : 0,
    tableNoAgent: reason === "NO_AGENT_AVAILABLE" ? 1 : 0,
  };
}

/** Every signed-in millisecond is one of three. */
function judgeTime(time: {
  readyMs: number;
  notReadyMs: number;
  busyMs: number;
  loggedInMs: number;
}): void {
  const { readyMs, notReadyMs, busyMs, loggedInMs } = time;
  insist(
    readyMs + notReadyMs + busyMs === loggedInMs,
    "an agent's time is ready, not ready or busy",
  );
  insist(loggedInMs <= 300_000, `an interval has five minutes, not ${loggedInMs} ms`);
}
