import { closeSync, fsyncSync, openSync } from "node:fs";

/** What was written to this file is on the disk when this returns. */
export function syncFile(path: string): void {
  const handle = openSync(path, "r+");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
