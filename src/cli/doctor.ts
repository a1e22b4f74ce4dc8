import { diagnose } from "../node/run.ts";
import type { Command } from "./command.ts";
import { dataDirFrom, dataOption } from "./node-at.ts";
import { printResult } from "./output.ts";

type Diagnosis = Awaited<ReturnType<typeof diagnose>>;

export const doctor: Command = {
  name: "doctor",
  what: "look for what is wrong with a node's data, and say what to do",
  options: dataOption,
  more: ["It changes nothing, and the node may be running. Exit code 1 where there is a problem."],
  run: async (given) => {
    const found = await diagnose(dataDirFrom(given, process.env));
    const isWell = found.findings.every(({ level }) => level !== "PROBLEM");
    printResult(given, { ok: isWell, ...found }, inWords(found));
    return isWell ? 0 : 1;
  },
};

function inWords({ dataDir, isRunning, head, findings }: Diagnosis): string {
  const standing = `${dataDir}: the node is ${isRunning ? "running" : "not running"}.`;
  const reached = head === null ? [] : [`Everything up to change ${head} was examined.`];
  const lines = findings.map(({ level, code, what, todo }) =>
    [`${level === "PROBLEM" ? "Problem" : "Note"} ${code}`, `  ${what}`, `  ${todo}`].join("\n"),
  );
  const isWell = findings.every(({ level }) => level !== "PROBLEM");
  return [standing, ...reached, ...(isWell ? ["Nothing is wrong."] : []), ...lines].join("\n");
}
