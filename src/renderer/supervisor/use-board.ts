import { useMemo } from "react";
import type { Queue } from "../../domain/queue.ts";
import { promisesOf } from "../../domain/service-level.ts";
import type { CountersFrame } from "../../protocol/frames.ts";
import type { AgentRow } from "../../protocol/rows/other-rows.ts";
import type { TaskRow } from "../../protocol/rows/task-row.ts";
import { useDesk, useDirectory, useObservable } from "../app/desk-context.tsx";
import { useClock } from "../parts/clock.tsx";
import { useTick } from "../parts/use-tick.ts";
import { type Board, boardOf } from "./board.ts";
import { type Waiting, dialsOf, waitingIn } from "./waiting.ts";
import type { RowKind, RowOf } from "../../protocol/rows.ts";
import type { Rows, Shown } from "../../sync/desk.ts";

export interface BoardNow {
  readonly board: Board;
  readonly waiting: readonly Waiting[];
  readonly tasks: readonly TaskRow[];
  readonly agents: readonly AgentRow[];
  readonly now: number;
}

/** The board of the queues this person leads, or for an administrator of all. It is worked out anew with every row, and when a dial turns. */
export function useBoard(): BoardNow {
  const desk = useDesk();
  const clock = useClock();
  const tasks = useShown(desk.tasks);
  const agents = useShown(desk.agents);
  const counters = useObservable<CountersFrame | null>(desk.counters, null);
  const queues = useLedQueues();
  const calendars = useDirectory("CALENDAR");
  const people = useDirectory("PERSON");
  const roles = useMemo(() => new Map(people.map((one) => [one.id, one.roles])), [people]);
  const waiting = useMemo(() => {
    const led = new Set<string>(queues.map(({ id }) => id));
    return waitingIn(tasks, promisesOf(queues, calendars)).filter(({ task }) =>
      led.has(task.queueId),
    );
  }, [tasks, queues, calendars]);
  const dials = useTick((now) => dialsOf(waiting, now));
  return useMemo(() => {
    const now = clock.now();
    const facts = { queues, tasks, waiting, agents, roles, counters: counters?.queues ?? [] };
    return { board: boardOf(facts, now), waiting, tasks, agents, now };
    // oxlint-disable-next-line react/exhaustive-deps -- `dials` says when the present time makes a difference
  }, [clock, queues, tasks, waiting, agents, roles, counters, dials]);
}

function useLedQueues(): readonly Queue[] {
  const { me } = useDesk();
  const queues = useDirectory("QUEUE");
  // An administrator looks at the workspace, whichever queues the account names.
  const seesAll = me.roles.includes("admin");
  return useMemo(
    () => queues.filter((queue) => !queue.archived && (seesAll || me.queueIds.includes(queue.id))),
    [queues, me, seesAll],
  );
}

const none: readonly never[] = [];

/** The rows alone, where nothing tells confirmed from pending. */
function useShown<K extends RowKind>(rows: Rows<K>): readonly RowOf[K][] {
  const shown = useObservable<readonly Shown<RowOf[K]>[]>(rows, none);
  return useMemo(() => shown.map((one) => one.row), [shown]);
}
