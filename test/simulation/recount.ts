import { addOfferEnds, noOfferEnds } from "../../src/domain/measures/offer-ends.ts";
import type { OfferEndCounters } from "../../src/domain/measures/offer-ends.ts";
import type { AgentStatistic } from "../../src/node/store/stored-rows.ts";
import type { TaskRow } from "../../src/protocol/rows/task-row.ts";
import { type SimulatedStore, insist } from "./simulated-store.ts";

/** What is counted of a queue or an agent, from all tasks that ever were. */
interface Sums extends OfferEndCounters {
  readonly handled: number;
  readonly transferred: number;
  /** Talk, hold and wrap-up together: a closed task tells where it began and ended, not how it was spent. */
  readonly handleMs: number;
  readonly tableRona: number;
  readonly tableAbandoned: number;
  readonly tableNoAgent: number;
}

const nothing: Sums = {
  ...noOfferEnds,
  handled: 0,
  transferred: 0,
  handleMs: 0,
  tableRona: 0,
  tableAbandoned: 0,
  tableNoAgent: 0,
};

/** Counters that decisions kept as they went are what a count over everything finds. */
export function judgeCounters({ rows, roles }: Pick<SimulatedStore, "rows" | "roles">): void {
  const kept = new Map<string, Sums>();
  const counted = new Map<string, Sums>();
  for (const each of rows.values()) {
    if (each.kind === "STATISTIC") {
      const { row } = each;
      const handleMs = row.counters.talkMs + row.counters.holdMs + row.counters.wrapUpMs;
      if (row.of === "QUEUE")
        add(kept, `queue ${row.queueId}`, { ...row.counters, handleMs, ...tableOf(row.table) });
      else add(kept, `agent ${row.agentId}`, { ...row.counters, handleMs });
      if (row.of === "AGENT") judgeTime(row.counters);
      if (row.of === "AGENT") judgeMedia(row);
    }
    if (each.kind !== "TASK") continue;
    const { row } = each;
    const offer = offerOf(row);
    if (offer !== null) {
      add(counted, `queue ${row.queueId}`, offer);
      add(counted, `agent ${row.offer?.agentId}`, offer);
    }
    add(counted, `queue ${row.queueId}`, endOf(row));
    const work = workOf(row, roles.get(row.id) ?? "PRIMARY");
    add(counted, `queue ${row.queueId}`, work);
    if (row.agentId !== "") add(counted, `agent ${row.agentId}`, work);
  }
  for (const name of new Set([...kept.keys(), ...counted.keys()])) {
    const [left, right] = [kept.get(name) ?? nothing, counted.get(name) ?? nothing];
    for (const field of compared) {
      if (ofQueues.has(field) && !name.startsWith("queue")) continue;
      insist(
        left[field] === right[field],
        `${name}: ${field} was kept as ${left[field]}, a recount finds ${right[field]}`,
      );
    }
  }
}

/** Talk, hold and wrap-up from the answer on; who only listens is in nobody's conversation. */
function workOf(row: TaskRow, role: TaskRow["role"]): Partial<Sums> {
  const { answeredAt, wrapUpStartedAt, taskState, reason, wrapUp, direction } = row;
  const isOver = taskState === "CLOSED" || taskState === "WRAP_UP";
  if (answeredAt === null || !isOver) return {};
  const until = taskState === "CLOSED" ? row.closedAt : (wrapUpStartedAt ?? answeredAt);
  if (direction === "SILENT_MONITOR") return {};
  const isDone = taskState === "CLOSED" && (wrapUp !== null || role === "PRIMARY");
  return {
    handleMs: until - answeredAt,
    handled: isDone && reason === "DONE" ? 1 : 0,
    transferred: isDone && reason === "TRANSFERRED" ? 1 : 0,
  };
}

const compared = [
  "offers",
  "accepted",
  "declined",
  "rona",
  "withdrawn",
  "canceled",
  "ringMs",
  "handled",
  "transferred",
  "handleMs",
  "tableRona",
  "tableAbandoned",
  "tableNoAgent",
] as const;

const ofQueues: ReadonlySet<string> = new Set(["tableRona", "tableAbandoned", "tableNoAgent"]);

function add(sums: Map<string, Sums>, name: string, more: Partial<Sums>): void {
  const present = sums.get(name) ?? nothing;
  const offers = addOfferEnds(present, { ...noOfferEnds, ...more });
  sums.set(name, {
    ...offers,
    handled: present.handled + (more.handled ?? 0),
    transferred: present.transferred + (more.transferred ?? 0),
    handleMs: present.handleMs + (more.handleMs ?? 0),
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

/** What is kept by medium is what is kept of the agent. */
function judgeMedia({ agentId, counters, byMrd }: AgentStatistic): void {
  for (const field of ["offers", "accepted", "ringMs", "handled", "talkMs", "wrapUpMs"] as const) {
    const sum = Object.values(byMrd).reduce((total, each) => total + each[field], 0);
    insist(sum === counters[field], `agent ${agentId}: ${field} by medium makes ${sum}`);
  }
}
