import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** The path of a store that is not there yet, in a directory that goes with the test. */
export function newFile(): string {
  const directory = mkdtempSync(join(tmpdir(), "switchyard-store-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return join(directory, "switchyard.db");
}
