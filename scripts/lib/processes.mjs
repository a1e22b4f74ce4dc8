import { spawn, spawnSync } from "node:child_process";
import { constants } from "node:os";
import { whenOrphaned } from "./orphan.mjs";

/**
 * @typedef {object} Ended
 * @property {number} code
 * @property {string} output what the process wrote, when it was kept
 * @property {number} usedMs
 * @property {boolean} overran it was stopped because its time was over
 *
 * @typedef {object} Wishes
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [cwd]
 * @property {boolean} [keepOutput] keep what it writes instead of showing it
 * @property {number} [limitMs] stop it, and all it started, after this time
 */

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

const GRACE_MS = 3000;

/**
 * Children are leaders of their own groups, so that a browser started by a test ends with the test.
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/pid", String(child.pid), "/T", "/F"]);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has ended by itself.
  }
}

/** @param {import("node:child_process").ChildProcess} child */
function stop(child) {
  signalGroup(child, "SIGTERM");
  return setTimeout(() => signalGroup(child, "SIGKILL"), GRACE_MS);
}

const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/** The first second is for test runners to close their browsers. @param {NodeJS.Signals} signal */
function endEverything(signal) {
  const children = [...running];
  for (const child of children) signalGroup(child, "SIGTERM");
  setTimeout(() => {
    for (const child of children) signalGroup(child, "SIGKILL");
    process.exit(128 + constants.signals[signal]);
  }, 1000);
}

/** @type {(() => void) | undefined} */
let stopWatching;

/** A Ctrl-C ends everything we started; without this the groups of their own would live on. */
function beginWatching() {
  if (stopWatching !== undefined) return;
  for (const signal of signals) process.on(signal, endEverything);
  stopWatching = whenOrphaned(() => endEverything("SIGTERM"));
}

/** With nothing left to end, signals are somebody else's again. */
function endWatching() {
  if (running.size > 0) return;
  for (const signal of signals) process.off(signal, endEverything);
  stopWatching?.();
  stopWatching = undefined;
}

/** @param {Wishes} wishes @returns {import("node:child_process").SpawnOptions} */
function spawnOptions({ env, cwd, keepOutput }) {
  const out = keepOutput ? "pipe" : "inherit";
  return {
    stdio: ["ignore", out, out],
    env: env ?? process.env,
    ...(cwd === undefined ? {} : { cwd }),
    detached: process.platform !== "win32",
  };
}

/** @param {number | null} code @param {NodeJS.Signals | null} signal */
export function exitCodeOf(code, signal) {
  return code ?? 128 + (signal ? constants.signals[signal] : 1);
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Wishes} [wishes]
 * @returns {Promise<Ended>}
 */
export function run(command, args, wishes = {}) {
  beginWatching();
  const began = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, spawnOptions(wishes));
    running.add(child);
    let output = "";
    let overran = false;
    /** @type {NodeJS.Timeout | undefined} */
    let lastResort;
    const overrun = () => {
      overran = true;
      lastResort = stop(child);
    };
    const limit = wishes.limitMs === undefined ? undefined : setTimeout(overrun, wishes.limitMs);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text) => (output += text));
    }
    /** @param {number} code */
    const end = (code) => {
      running.delete(child);
      endWatching();
      clearTimeout(limit);
      clearTimeout(lastResort);
      // A test runner that was stopped may leave servers and browsers behind in its group.
      if (overran) signalGroup(child, "SIGKILL");
      resolve({ code, output, usedMs: performance.now() - began, overran });
    };
    child.on("error", (error) => {
      output += `${error.message}\n`;
      end(127);
    });
    const ending = wishes.keepOutput ? "close" : "exit";
    child.on(ending, (code, signal) => end(exitCodeOf(code, signal)));
  });
}
