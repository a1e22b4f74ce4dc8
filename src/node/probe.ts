import { scryptSync } from "node:crypto";

/** Says in words what this runtime lacks of what the node needs; empty when nothing. */
export function missingInRuntime(): string[] {
  const missing: string[] = [];
  if (process.getBuiltinModule("node:sqlite") === undefined) {
    missing.push("node:sqlite (the database; Node.js 24.7 or newer has it)");
  }
  if (process.getBuiltinModule("node:worker_threads") === undefined) {
    missing.push("node:worker_threads (the database works in its own thread)");
  }
  try {
    scryptSync("probe", "probe", 16, { N: 2, r: 1, p: 1 });
  } catch {
    missing.push("scrypt in node:crypto (passwords are kept by it)");
  }
  return missing;
}
