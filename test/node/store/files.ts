import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** Each test starts its threads anew; what Node makes of their TypeScript is kept for the next. */
process.env["NODE_COMPILE_CACHE"] ??= join(tmpdir(), "switchyard-compile-cache");

/** The path of a store that is not there yet, in a directory that goes with the test. */
export function newFile(): string {
  const directory = mkdtempSync(join(tmpdir(), "switchyard-store-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return join(directory, "switchyard.db");
}
