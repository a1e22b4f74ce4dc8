import { estimatedWaitMs } from "../../domain/measures/estimated-wait.ts";
import type { VisitorWait } from "../../protocol/http.ts";
import { bodiesOf } from "../../protocol/rows/directory-row.ts";
import type { Engine } from "../engine/api.ts";
import { handleMsOf } from "./handle-time.ts";
import { staffOfAll } from "./queue-counters.ts";

/** What a customer may be told of the wait: that it goes on, or that it has ended without anybody. */
export function customerWait(engine: Engine, threadId: string): VisitorWait {
  return { waiting: placeOf(engine, threadId), nobodyAvailable: isUndelivered(engine, threadId) };
}

function isUndelivered(engine: Engine, threadId: string): boolean {
  for (const { row } of engine.live.rows("INTERACTION"))
    if (row.threadId === threadId && row.status === "UNDELIVERED") return true;
  return false;
}

/** The place in line, and how long it may take where the queue says that it is told. */
function placeOf(engine: Engine, threadId: string): VisitorWait["waiting"] {
  for (const { row } of engine.live.rows("TASK")) {
    if (row.mediaState !== "QUEUED" && row.mediaState !== "RESERVED") continue;
    const interaction = engine.live.row("INTERACTION", row.interactionId)?.row;
    if (interaction?.threadId !== threadId) continue;
    // Whoever it rings at just now is next.
    const waiting = engine.explain(row.id)?.waiting;
    // Whom nobody will be asked to take has no place in a line.
    if (waiting !== undefined && waiting.routing !== "QUEUED") return null;
    const position = waiting?.position ?? 1;
    return { position, estimatedWaitMs: estimate(engine, row.queueId, position) };
  }
  return null;
}

function estimate(engine: Engine, queueId: string, position: number): number | null {
  const kept = engine.live.row("DIRECTORY", `QUEUE:${queueId}`);
  const [queue] = kept === null ? [] : bodiesOf([kept.row], "QUEUE");
  const told = queue?.routing.estimatedWait ?? null;
  if (told === null) return null;
  const { free, on } = staffOfAll(engine, new Set([queueId]));
  return estimatedWaitMs({
    position,
    readyAgents: free,
    staffedAgents: on,
    ahtMs: handleMsOf(engine, queueId),
    min: told.minSec * 1000,
    max: told.maxSec * 1000,
  });
}
