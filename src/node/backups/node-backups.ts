import type { Engine } from "../engine/api.ts";
import type { TimeSource } from "../engine/time.ts";
import type { Identity } from "../identity.ts";
import { type BackupRule, KeptBackups, usualBackups } from "./kept-backups.ts";

export interface BackedUp {
  /** Null where nothing is kept on a disk. */
  readonly dataDir: string | null;
  readonly rule: BackupRule | undefined;
  readonly identity: Identity;
  readonly engine: Engine;
  readonly time: TimeSource;
  readonly log: (line: string) => void;
}

/** The backups of a node that runs; null where there is no disk to keep them on. */
export async function backupsOf(parts: BackedUp): Promise<KeptBackups | null> {
  const { dataDir, identity, engine, time, log, rule = usualBackups } = parts;
  if (dataDir === null) return null;
  // Loaded only after the probe: without node:sqlite this file cannot even be read.
  const { keptInThread } = await import("./backup-thread.ts");
  const [wall, head] = [() => time.wall(), () => engine.head];
  return new KeptBackups({ dataDir, identity, rule, make: keptInThread, head, wall, log });
}
