import { monitorEventLoopDelay } from "node:perf_hooks";
import type { KeptBackups } from "../backups/kept-backups.ts";
import type { Engine } from "../engine/api.ts";
import type { Mirror } from "../feed/mirror.ts";

/** How long commits took, in buckets whose bounds are milliseconds. */
export class Durations {
  readonly bounds = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000] as const;
  readonly counts: number[] = this.bounds.map(() => 0);
  sumMs = 0;
  total = 0;

  add(ms: number): void {
    this.total += 1;
    this.sumMs += ms;
    const at = this.bounds.findIndex((bound) => ms <= bound);
    if (at >= 0) this.counts[at] = (this.counts[at] ?? 0) + 1;
  }
}

export interface MetricsParts {
  readonly engine: Engine;
  readonly mirror: Mirror;
  readonly commits: Durations;
  readonly connections: () => number;
  /** Null where nothing is kept on a disk. */
  readonly backups: Pick<KeptBackups, "ageMs" | "warning"> | null;
}

/** What an operator's Prometheus reads. Names and labels are part of the contract; nobody's data is among them. */
export class Metrics {
  readonly #parts: MetricsParts;
  readonly #lag = monitorEventLoopDelay({ resolution: 20 });
  readonly #stop: () => void;
  #offers = 0;
  #missed = 0;
  #refused = 0;

  constructor(parts: MetricsParts) {
    this.#parts = parts;
    this.#lag.enable();
    this.#stop = parts.engine.onCommit(({ events }) => {
      for (const { type } of events) {
        if (type === "AGENT_RESERVED") this.#offers += 1;
        if (type === "AGENT_ACCEPT_TIMEOUT") this.#missed += 1;
        if (type === "COMMAND_REFUSED") this.#refused += 1;
      }
    });
  }

  stop(): void {
    this.#stop();
    this.#lag.disable();
  }

  text(): string {
    const { engine, connections } = this.#parts;
    const lines = [
      ...this.#tasks(),
      ...single("switchyard_offers_total", "counter", "Offers made", this.#offers),
      ...single("switchyard_rona_total", "counter", "Offers that rang out", this.#missed),
      ...single("switchyard_refusals_total", "counter", "Commands refused", this.#refused),
      ...single("switchyard_connections", "gauge", "Open connections", connections()),
      ...single(
        "switchyard_can_write",
        "gauge",
        "1 while what is said can be kept, 0 while it cannot",
        Number(engine.canWrite),
      ),
      ...single(
        "switchyard_clock_held",
        "gauge",
        "1 while the node stands still because the machine's clock has leapt",
        Number(engine.clock.isHeld),
      ),
      ...single("switchyard_feed_head", "counter", "Last durable sequence", engine.head),
      ...this.#backups(),
      ...this.#commitLatency(),
      ...this.#eventLoopLag(),
      ...single("process_resident_memory_bytes", "gauge", "Memory", process.memoryUsage.rss()),
    ];
    return `${lines.join("\n")}\n`;
  }

  #tasks(): string[] {
    const counts = new Map<string, number>();
    for (const { facts } of this.#parts.mirror.tasks()) {
      if (facts.taskState === "CLOSED") continue;
      const state = facts.taskState === "WRAP_UP" ? "WRAP_UP" : facts.mediaState;
      const labels = `{queue=${JSON.stringify(facts.queueId)},state="${state}"}`;
      counts.set(labels, (counts.get(labels) ?? 0) + 1);
    }
    return [
      ...heading("switchyard_tasks", "gauge", "Open tasks"),
      ...Array.from(counts, ([labels, count]) => `switchyard_tasks${labels} ${count}`),
    ];
  }

  #backups(): string[] {
    const { backups } = this.#parts;
    if (backups === null) return [];
    const age = Math.round(backups.ageMs() / 1000);
    const overdue = Number(backups.warning() !== null);
    return [
      ...single("switchyard_backup_age_seconds", "gauge", "Age of the newest backup", age),
      ...single(
        "switchyard_backup_overdue",
        "gauge",
        "1 while changes have stood in no backup for several rounds",
        overdue,
      ),
    ];
  }

  #commitLatency(): string[] {
    const { bounds, counts, sumMs, total } = this.#parts.commits;
    const name = "switchyard_commit_seconds";
    let below = 0;
    const buckets = bounds.map((bound, at) => {
      below += counts[at] ?? 0;
      return `${name}_bucket{le="${bound / 1000}"} ${below}`;
    });
    const ends = [`${name}_bucket{le="+Inf"} ${total}`, `${name}_sum ${sumMs / 1000}`];
    return [
      ...heading(name, "histogram", "Time until a commit is durable"),
      ...buckets,
      ...ends,
      `${name}_count ${total}`,
    ];
  }

  #eventLoopLag(): string[] {
    const name = "switchyard_event_loop_lag_seconds";
    const at = (percent: number): string =>
      `${name}{quantile="${percent / 100}"} ${this.#lag.percentile(percent) / 1e9}`;
    return [...heading(name, "summary", "How late the event loop is"), at(50), at(99)];
  }
}

function heading(name: string, type: string, help: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function single(name: string, type: string, help: string, value: number): string[] {
  return [...heading(name, type, help), `${name} ${value}`];
}
