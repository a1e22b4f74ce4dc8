import { spawn, spawnSync } from "node:child_process";
import { constants } from "node:os";

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

let listening = false;

/** A Ctrl-C ends everything we started; without this the groups of their own would live on. */
function stopChildrenWithUs() {
  if (listening) return;
  listening = true;
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    process.on(signal, () => {
      for (const child of running) signalGroup(child, "SIGKILL");
      process.exit(128 + constants.signals[signal]);
    });
  }
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
  stopChildrenWithUs();
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
