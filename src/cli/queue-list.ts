import type { Command } from "./command.ts";
import { printRows } from "./output.ts";
import { type Remote, askNode, remoteHelp, remoteOptions } from "./remote.ts";
import { age } from "./task-list.ts";

interface QueueLine {
  readonly id: string;
  readonly name: string;
}

interface Standing {
  readonly waiting: number;
  readonly oldestEnqueuedAt: number | null;
  readonly active: number;
  readonly agents: { readonly free: number; readonly on: number };
  readonly serviceLevel: {
    readonly targetPct: number;
    readonly thresholdSec: number;
    readonly today: { readonly numerator: number; readonly denominator: number } | null;
  };
}

type Row = QueueLine & { readonly standing: Standing };

export const queueList: Command = {
  name: "queue list",
  what: "the queues you serve and how they stand",
  options: remoteOptions,
  more: remoteHelp,
  run: async (given) => {
    const rows = await askNode(given, readQueues);
    const now = Date.now();
    printRows(
      rows,
      [
        { head: "QUEUE", cell: ({ name }) => name },
        { head: "WAITING", cell: ({ standing }) => String(standing.waiting) },
        { head: "OLDEST", cell: ({ standing }) => oldest(standing, now) },
        { head: "ACTIVE", cell: ({ standing }) => String(standing.active) },
        { head: "FREE", cell: ({ standing: { agents } }) => `${agents.free} of ${agents.on}` },
        { head: "LEVEL TODAY", cell: ({ standing }) => levelOf(standing) },
      ],
      { json: given.flag("json"), none: "No queue." },
    );
    return 0;
  },
};

interface Page {
  readonly items: readonly QueueLine[];
  readonly next: string | null;
}

async function allQueues(remote: Remote): Promise<QueueLine[]> {
  const found: QueueLine[] = [];
  let more = "";
  for (;;) {
    const { items, next } = await remote.get<Page>(`/queues?limit=200${more}`);
    found.push(...items);
    if (next === null) return found;
    more = `&cursor=${next}`;
  }
}

async function readQueues(remote: Remote): Promise<Row[]> {
  const items = await allQueues(remote);
  const { queueIds, roles } = await remote.get<{ queueIds: string[]; roles: string[] }>("/me");
  const own = items.filter(({ id }) => queueIds.includes(id) || roles.includes("admin"));
  return Promise.all(
    own.map(async (queue) => {
      const path = `/queues/${encodeURIComponent(queue.id)}/statistics`;
      return { ...queue, standing: await remote.get<Standing>(path) };
    }),
  );
}

function oldest({ oldestEnqueuedAt }: Standing, now: number): string {
  return oldestEnqueuedAt === null ? "-" : age(now - oldestEnqueuedAt);
}

function levelOf({ serviceLevel: { today, targetPct, thresholdSec } }: Standing): string {
  const goal = `goal ${targetPct} % within ${thresholdSec} s`;
  if (today === null) return `- (${goal})`;
  return `${Math.round((100 * today.numerator) / today.denominator)} % (${goal})`;
}
