import { NEVER } from "../../domain/time.ts";
import type { TaskRow } from "../../protocol/rows/task-row.ts";
import type { Sla } from "../parts/sla-mark.tsx";

type Promised = Pick<TaskRow, "firstEnqueuedAt" | "slaDueAt" | "answeredAt">;

/** The promise to pick up, of this leg: burning until somebody does, then kept; null where it was broken or never made. */
export function pickUpSla({ firstEnqueuedAt, slaDueAt, answeredAt }: Promised): Sla | null {
  if (slaDueAt === NEVER) return null;
  if (answeredAt === null) return { state: "running", startedAt: firstEnqueuedAt, dueAt: slaDueAt };
  return answeredAt <= slaDueAt ? { state: "met" } : null;
}
