import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Identity } from "../identity.ts";
import type { MadeBackup } from "../store/backup.ts";
import type { KeepOrder } from "./make-kept.ts";
import { type NamedBackup, backupsIn, readBackupName, storeIn, superfluous } from "./names.ts";

/** How often a node backs itself up, and how many of the newest it keeps. */
export interface BackupRule {
  /** 0: never by itself. */
  readonly everyMin: number;
  readonly keep: number;
}

export const usualBackups: BackupRule = { everyMin: 15, keep: 8 };

export interface KeptBackupsParts {
  readonly dataDir: string;
  readonly identity: Identity;
  readonly rule: BackupRule;
  readonly make: (order: KeepOrder) => Promise<MadeBackup>;
  readonly head: () => number;
  readonly wall: () => number;
  readonly log: (line: string) => void;
}

export interface KeptBackup extends NamedBackup {
  readonly bytes: number;
}

const MINUTE_MS = 60_000;
/** So many that should have been made and were not are no accident any more. */
const MISSED = 4;

/** The backups a node keeps beside its data, made while it works. */
export class KeptBackups {
  readonly #parts: KeptBackupsParts;
  #timer: NodeJS.Timeout | null = null;
  #underWay: Promise<MadeBackup> | null = null;
  readonly #beganAt: number;

  constructor(parts: KeptBackupsParts) {
    this.#parts = parts;
    this.#beganAt = parts.wall();
  }

  /** How old the newest one is; where there is none, how long the node has run without. */
  ageMs(): number {
    return Math.max(0, this.#parts.wall() - (this.list()[0]?.madeAt ?? this.#beganAt));
  }

  /** What there is to worry about, in words: changes that have stood in no backup for several rounds. */
  warning(): string | null {
    const { rule, head } = this.#parts;
    const [newest] = this.list();
    const ageMs = this.ageMs();
    if (rule.everyMin === 0 || newest?.head === head()) return null;
    if (ageMs <= MISSED * rule.everyMin * MINUTE_MS) return null;
    const age = `${Math.round(ageMs / MINUTE_MS)} minutes`;
    return newest === undefined
      ? `no backup has been made for ${age}`
      : `the newest backup is ${age} old`;
  }

  /** The first comes when the newest one is old enough, yet never into the rush after a start. */
  start(): void {
    const { rule, wall, dataDir } = this.#parts;
    if (rule.everyMin === 0) return;
    const now = wall();
    const newest = keptBackups(dataDir)[0]?.madeAt ?? now;
    this.#wakeIn(Math.max(MINUTE_MS, newest + rule.everyMin * MINUTE_MS - now));
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#underWay?.catch(() => undefined);
  }

  list(): readonly KeptBackup[] {
    return keptBackups(this.#parts.dataDir);
  }

  /** One at a time: whoever asks while one is made gets that one. */
  make(): Promise<MadeBackup> {
    this.#underWay ??= this.#make().finally(() => (this.#underWay = null));
    return this.#underWay;
  }

  async #make(): Promise<MadeBackup> {
    const { dataDir, identity, make, wall, rule } = this.#parts;
    const folder = backupsIn(dataDir);
    const made = await make({ file: storeIn(dataDir), folder, madeAt: wall(), ...identity });
    for (const { name } of superfluous(keptBackups(dataDir), rule.keep)) rmSync(join(folder, name));
    return made;
  }

  #wakeIn(ms: number): void {
    this.#timer = setTimeout(() => void this.#regular(), ms).unref();
  }

  /** Where nothing has happened since the newest one, another would only push an older one out. */
  async #regular(): Promise<void> {
    const { rule, head, log } = this.#parts;
    const inWords = (error: unknown): string =>
      error instanceof Error ? error.message : String(error);
    try {
      if (this.list()[0]?.head !== head()) await this.make();
    } catch (error) {
      log(`backup failed: ${inWords(error)}`);
    }
    try {
      const warning = this.warning();
      if (warning !== null) log(`warning: ${warning}`);
    } catch (error) {
      log(`warning: the backups cannot be looked at: ${inWords(error)}`);
    }
    if (this.#timer !== null) this.#wakeIn(rule.everyMin * MINUTE_MS);
  }
}

/** Newest first. Each has its name only since it was read back and found sound. */
export function keptBackups(dataDir: string): readonly KeptBackup[] {
  const folder = backupsIn(dataDir);
  if (!existsSync(folder)) return [];
  const named = readdirSync(folder)
    .map(readBackupName)
    .filter((each) => each !== null);
  return named
    .map((each) => ({ ...each, bytes: statSync(join(folder, each.name)).size }))
    .sort((left, right) => right.madeAt - left.madeAt || right.head - left.head);
}
