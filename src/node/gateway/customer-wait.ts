import { estimatedWaitMs } from "../../domain/measures/estimated-wait.ts";
import { addHandled, noneHandled } from "../../domain/measures/queue-counters.ts";
import { averageHandleMs } from "../../domain/measures/measure.ts";
import { bodiesOf } from "../../protocol/rows/directory-row.ts";
import type { VisitorWait } from "../../protocol/http.ts";
import type { Engine } from "../engine/api.ts";
import type { Mirror } from "../feed/mirror.ts";
import { queueCounters } from "./queue-counters.ts";

const RECENT_MS = 30 * 60_000;
/** Where nothing was finished of late (domain.md 5.2). */
const USUAL_HANDLE_MS = 90_000;

/**
 * What a customer who waits may be told: the place in line, and how long it may take where the queue says that it is
 * told. Null where nobody is being waited for.
 */
export function customerWait(
  { engine, mirror }: { readonly engine: Engine; readonly mirror: Mirror },
  threadId: string,
): VisitorWait["waiting"] {
  for (const { row } of engine.live.rows("TASK")) {
    if (row.mediaState !== "QUEUED" && row.mediaState !== "RESERVED") continue;
    const interaction = engine.live.row("INTERACTION", row.interactionId)?.row;
    if (interaction?.threadId !== threadId) continue;
    // Whoever it rings at just now is next.
    const position = engine.explain(row.id)?.waiting.position ?? 1;
    return {
      position,
      estimatedWaitMs: estimate(engine, mirror, { queueId: row.queueId, position }),
    };
  }
  return null;
}

function estimate(
  engine: Engine,
  mirror: Mirror,
  { queueId, position }: { readonly queueId: string; readonly position: number },
): number | null {
  const kept = engine.live.row("DIRECTORY", `QUEUE:${queueId}`);
  const [queue] = kept === null ? [] : bodiesOf([kept.row], "QUEUE");
  const told = queue?.routing.estimatedWait ?? null;
  const [now] = queueCounters(engine, mirror, new Set([queueId]));
  if (told === null || now === undefined) return null;
  return estimatedWaitMs({
    position,
    readyAgents: now.agents.free,
    staffedAgents: now.agents.on,
    ahtMs: recentHandleMs(engine, queueId),
    min: told.minSec * 1000,
    max: told.maxSec * 1000,
  });
}

/** What a conversation of this queue has cost an agent within the last half hour. */
function recentHandleMs(engine: Engine, queueId: string): number {
  const from = engine.now() - RECENT_MS;
  let sum = noneHandled;
  for (const { row } of engine.live.rows("STATISTIC"))
    if (row.of === "QUEUE" && row.queueId === queueId && row.from >= from)
      sum = addHandled(sum, row.counters);
  return averageHandleMs(sum) ?? USUAL_HANDLE_MS;
}
