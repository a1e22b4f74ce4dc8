/** However the process ends, the store opens again with all that was acknowledged. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { Worker } from "node:worker_threads";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { StoreFile } from "../../src/node/store/store-file.ts";
import { WorkerLine } from "../../src/node/store/worker-line.ts";
import { Writing } from "../../src/node/store/writing.ts";
import { newFile } from "../node/store/files.ts";

const program = fileURLToPath(new URL("ending-program.ts", import.meta.url));

/** Runs the program until it ends and gives the last sequence that it saw acknowledged. */
async function acknowledged(file: string, how: string): Promise<number> {
  const child = spawn(process.execPath, [program, file, how], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [said] = await Promise.all([text(child.stdout), once(child, "exit")]);
  return Number(said.trimEnd().split("\n").at(-1));
}

describe("after a process that ended by", () => {
  test.each([["exit"], ["throw"], ["SIGTERM"], ["SIGKILL"]])(
    "%s the store is whole, twice over",
    async (how) => {
      const file = newFile();
      for (const round of [1, 2]) {
        const last = await acknowledged(file, how);
        const { calls } = new Writing(new StoreFile(file));
        calls.open();
        const { head, rows } = calls.live(0);
        const agents = JSON.parse(rows[0] ?? "[]") as unknown[];
        calls.close();
        expect(last).toBeGreaterThanOrEqual(21 * round);
        // What was on its way may have arrived, but nothing that was acknowledged is missing.
        expect([last, last + 1, last + 2]).toContain(head);
        expect(agents).toHaveLength(head);
      }
    },
    20_000,
  );
});

describe("a worker thread that dies", () => {
  const code = `const { parentPort } = require("node:worker_threads");
    parentPort.on("message", ([id, name]) => {
      if (name === "die") process.exit(3);
      if (name === "throw") throw new Error("as the test wants it");
      if (name === "echo") parentPort.postMessage({ id, value: "here" });
    });`;
  const newLine = () =>
    new WorkerLine(
      () => new Worker(code, { eval: true }),
      () => undefined,
    );

  test.each([
    ["die", /worker thread is gone: it ended/],
    ["throw", /worker thread is gone: as the test wants it/],
  ])("by %s leaves nobody waiting, and may be started again", async (how, words) => {
    const line = newLine();
    let ends = 0;
    line.start(() => (ends += 1));
    const open = [line.ask("wait", []), line.ask(how, []), line.ask("wait", [])];
    for (const each of open) await expect(each).rejects.toThrow(words);
    await expect(line.ask("echo", [])).rejects.toThrow("not running");
    expect([ends, line.isUp]).toEqual([1, false]);
    line.start(() => undefined);
    expect(await line.ask("echo", [])).toBe("here");
    await line.end();
  });
});
