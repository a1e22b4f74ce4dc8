import { spawn } from "node:child_process";
import { whenOrphaned } from "./orphan.mjs";
import { exitCodeOf } from "./processes.mjs";

/** @param {import("node:child_process").ChildProcess} child @param {NodeJS.Signals} signal */
const pass = (child, signal) => void child.kill(signal);

/**
 * Gives a child our signals, and ends with its exit code. A terminal sends Ctrl-C to both of us; a
 * program in the foreground therefore takes a signal that comes twice as one.
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<number>}
 */
function standInFor(child) {
  const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
  for (const signal of signals) process.on(signal, () => pass(child, signal));
  whenOrphaned(() => pass(child, "SIGTERM"));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(exitCodeOf(code, signal)));
  });
}

/**
 * Runs a program in our place, with our terminal.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
export function runInForeground(command, args, env) {
  return standInFor(spawn(command, args, { stdio: "inherit", env }));
}

/**
 * The same, and reads along: `hear` gets each line the program writes.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {(line: string, stop: () => void) => void} hear
 */
export function runListening(command, args, env, hear) {
  const child = spawn(command, args, { stdio: ["inherit", "pipe", "inherit"], env });
  const stop = () => pass(child, "SIGTERM");
  let line = "";
  child.stdout.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
    process.stdout.write(text);
    const lines = `${line}${text}`.split("\n");
    line = lines.pop() ?? "";
    for (const whole of lines) hear(whole, stop);
  });
  return standInFor(child);
}
