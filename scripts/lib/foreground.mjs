import { spawn } from "node:child_process";
import { exitCodeOf } from "./processes.mjs";

/**
 * Runs a program in our place: it has our terminal, gets our signals, and its exit code is ours.
 * A terminal sends Ctrl-C to both of us; a program in the foreground therefore takes a signal that
 * comes twice as one.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>}
 */
export function runInForeground(command, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: "inherit", env });
    const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
    for (const signal of signals) process.on(signal, () => child.kill(signal));
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(exitCodeOf(code, signal)));
  });
}
