import type { Command } from "./command.ts";
import { wholeNumber } from "./options.ts";
import { printRows } from "./output.ts";
import { askNode, remoteHelp, remoteOptions } from "./remote.ts";
import { UsageError } from "./usage.ts";

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Of a task's row, what the list shows; the JSON has it whole. */
interface TaskLine {
  readonly id: string;
  readonly displayNumber: number;
  readonly queueId: string;
  readonly taskState: string;
  readonly mediaState: string;
  readonly agentId: string;
  readonly customerName: string;
  readonly firstEnqueuedAt: number;
  readonly lastLine: string;
}

const states = ["QUEUED", "RESERVED", "ACTIVE", "WRAP_UP"];
const most = 1000;

export const taskList: Command = {
  name: "task list",
  what: "the open tasks that you may see, the newest first",
  options: {
    queue: { value: "ID", what: "of one queue" },
    state: { value: "STATE", what: states.join(", ") },
    limit: { value: "N", what: "at most so many (100)" },
    ...remoteOptions,
  },
  more: remoteHelp,
  run: async (given) => {
    const state = given.text("state")?.toUpperCase();
    if (state !== undefined && !states.includes(state)) {
      throw new UsageError(`"${state}" is not a state: ${states.join(", ")}.`);
    }
    const limit = wholeNumber(given.text("limit"), "number", { least: 1, most }) ?? 100;
    const query = new URLSearchParams({ limit: String(limit) });
    if (state !== undefined) query.set("state", state);
    const queue = given.text("queue");
    if (queue !== undefined) query.set("queueId", queue);
    const tasks = await askNode(given, (remote) =>
      remote.get<{ items: readonly TaskLine[] }>(`/tasks?${query.toString()}`),
    );
    const now = Date.now();
    printRows(
      tasks.items,
      [
        { head: "NO", cell: (task) => `#${task.displayNumber}` },
        { head: "QUEUE", cell: (task) => task.queueId },
        { head: "STATE", cell: stateOf },
        { head: "AGENT", cell: (task) => task.agentId || "-" },
        { head: "SINCE", cell: (task) => age(now - task.firstEnqueuedAt) },
        { head: "CUSTOMER", cell: (task) => task.customerName },
        { head: "LAST", cell: (task) => shortened(task.lastLine) },
      ],
      { json: given.flag("json"), none: "No open task." },
    );
    return 0;
  },
};

function stateOf(task: TaskLine): string {
  return task.taskState === "WRAP_UP" ? "WRAP_UP" : task.mediaState;
}

/** mm:ss under an hour, then hours and minutes. */
export function age(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  if (minutes >= 60)
    return `${Math.floor(minutes / 60)}h ${String(minutes % 60).padStart(2, "0")}m`;
  return `${String(minutes).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}

function shortened(text: string): string {
  const signs = Array.from(graphemes.segment(text), ({ segment }) => segment);
  return signs.length > 50 ? `${signs.slice(0, 49).join("")}…` : text;
}
