import { diagnose, rebuildSearchIn } from "../node/run.ts";
import type { Command } from "./command.ts";
import { dataDirFrom, dataOption } from "./node-at.ts";
import { printResult } from "./output.ts";
import { inWords } from "./usage.ts";

type Diagnosis = Awaited<ReturnType<typeof diagnose>>;

export const doctor: Command = {
  name: "doctor",
  what: "look for what is wrong with a node's data, and say what to do",
  options: {
    "rebuild-search": { what: "make the index of the search anew; the node must be stopped" },
    ...dataOption,
  },
  more: [
    "It changes nothing, and the node may be running. Exit code 1 where there is a problem.",
    "With --rebuild-search it makes the index of the search anew first, and nothing else.",
  ],
  run: async (given) => {
    const dataDir = dataDirFrom(given, process.env);
    const indexed = given.flag("rebuild-search")
      ? await inWords(() => rebuildSearchIn(dataDir))
      : null;
    const found = await diagnose(dataDir);
    const isWell = found.findings.every(({ level }) => level !== "PROBLEM");
    const rebuilt =
      indexed === null
        ? ""
        : `The index of the search was made anew, with ${indexed} conversations.\n`;
    const result = { ok: isWell, ...found, ...(indexed === null ? {} : { indexed }) };
    printResult(given, result, `${rebuilt}${told(found)}`);
    return isWell ? 0 : 1;
  },
};

function told({ dataDir, isRunning, head, findings }: Diagnosis): string {
  const standing = `${dataDir}: the node is ${isRunning ? "running" : "not running"}.`;
  const reached = head === null ? [] : [`Everything up to change ${head} was examined.`];
  const lines = findings.map(({ level, code, what, todo }) =>
    [`${level === "PROBLEM" ? "Problem" : "Note"} ${code}`, `  ${what}`, `  ${todo}`].join("\n"),
  );
  const isWell = findings.every(({ level }) => level !== "PROBLEM");
  return [standing, ...reached, ...(isWell ? ["Nothing is wrong."] : []), ...lines].join("\n");
}
