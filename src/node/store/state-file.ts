import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/**
 * What the store was doing when it last said so. RUNNING is written only when a WAL file is there, CLOSING before
 * one may vanish: a store that was RUNNING and has no WAL has lost commits that were acknowledged.
 */
export type FileState = "RUNNING" | "CLOSING" | "CLOSED";

const states: readonly FileState[] = ["RUNNING", "CLOSING", "CLOSED"];
/** Always as long, so that it is overwritten in place and needs no room on a full disk. */
const LENGTH = 8;

export function stateFileOf(file: string): string {
  return `${file}.state`;
}

export function readState(file: string): FileState | null {
  if (!existsSync(stateFileOf(file))) return null;
  const text = readFileSync(stateFileOf(file), "utf8").trim();
  return states.find((state) => state === text) ?? null;
}

export function writeState(file: string, state: FileState): void {
  const path = stateFileOf(file);
  const isNew = !existsSync(path);
  const handle = openSync(path, isNew ? "w" : "r+", 0o600);
  try {
    writeSync(handle, `${state.padEnd(LENGTH - 1)}\n`, 0);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  if (isNew) syncDirectoryOf(path);
}

/** A new file's name is durable only once its directory is. */
export function syncDirectoryOf(path: string): void {
  // Windows has no handle on a directory, and keeps names durable by itself.
  if (process.platform === "win32") return;
  const handle = openSync(dirname(path), "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
