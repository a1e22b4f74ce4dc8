import { expect, test } from "vitest";
import type { Engine } from "../../../src/node/engine/api.ts";
import type { Mirror } from "../../../src/node/feed/mirror.ts";
import { Durations, Metrics, type MetricsParts } from "../../../src/node/gateway/metrics.ts";

function metricsWith(backups: MetricsParts["backups"]): string {
  const clock = { isHeld: false };
  const engine = { onCommit: () => () => undefined, canWrite: true, clock, head: 3 };
  const metrics = new Metrics({
    engine: engine as unknown as Engine,
    mirror: { tasks: () => [] } as unknown as Mirror,
    commits: new Durations(),
    connections: () => 0,
    backups,
  });
  const text = metrics.text();
  metrics.stop();
  return text;
}

test("the age of the newest backup is a figure, and so is that it is overdue (F56)", () => {
  let warning: string | null = null;
  const backups = { ageMs: () => 90_400, warning: () => warning };
  expect(metricsWith(backups)).toMatch(/^switchyard_backup_age_seconds 90$/m);
  expect(metricsWith(backups)).toMatch(/^switchyard_backup_overdue 0$/m);
  warning = "no backup has been made for 61 minutes";
  expect(metricsWith(backups)).toMatch(/^switchyard_backup_overdue 1$/m);
});

test("where nothing is kept on a disk, no backup is spoken of", () => {
  expect(metricsWith(null)).not.toMatch(/backup/);
});
