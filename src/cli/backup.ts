import { resolve } from "node:path";
import { backUp, keepBackup, restoreInto } from "../node/run.ts";
import type { Command } from "./command.ts";
import { dataDirFrom, dataOption } from "./node-at.ts";
import type { Given } from "./options.ts";
import { printResult } from "./output.ts";
import { askNode, remoteOptions } from "./remote.ts";
import { UsageError, inWords } from "./usage.ts";

export const backup: Command = {
  name: "backup",
  words: "[FILE]",
  what: "copy a node's data into one verified file, while it runs or not",
  options: { force: { what: "replace a file of this name" }, ...dataOption, ...remoteOptions },
  more: [
    "Without FILE it stands in the folder backups of the data, among those the node makes by itself.",
    "With --node or --user a node elsewhere is asked to make one among its own.",
    "The file holds accounts and all that customers wrote: keep it as you keep the data itself.",
    "It is there only once it has been read back whole; a copy that was cut short is not.",
  ],
  run: async (given) => {
    const made = isElsewhere(given) ? await askedFor(given) : await inWords(() => madeHere(given));
    const name = "file" in made ? made.file : made.name;
    const words = `${name} (${size(made.bytes)}) holds everything up to change ${made.head}, verified.`;
    printResult(given, made, words);
    return 0;
  },
};

function isElsewhere(given: Given): boolean {
  return given.text("node") !== undefined || given.text("user") !== undefined;
}

function madeHere(given: Given) {
  const dataDir = dataDirFrom(given, process.env);
  const [file] = given.words;
  const force = given.flag("force");
  return file === undefined ? keepBackup(dataDir) : backUp(dataDir, resolve(file), { force });
}

interface RemoteBackup {
  readonly name: string;
  readonly bytes: number;
  readonly head: number;
}

/** Where a node elsewhere keeps it is its machine's business. */
function askedFor(given: Given): Promise<RemoteBackup> {
  if (given.words.length > 0)
    throw new UsageError("A node elsewhere keeps its backups with its data: leave FILE out.");
  return askNode(given, (remote) => remote.post<RemoteBackup>("/backups"));
}

export const restore: Command = {
  name: "restore",
  words: "FILE",
  what: "put a backup in place of a stopped node's data",
  options: { force: { what: "also where the folder belongs to another node" }, ...dataOption },
  more: [
    "What was there is kept beside it. Clients fetch everything anew by themselves when the node starts.",
    "Accounts are as they were at the backup: whoever was disabled since then has to be disabled again.",
  ],
  run: async (given) => {
    const file = fileFrom(given);
    const restored = await inWords(() =>
      restoreInto(dataDirFrom(given, process.env), file, { force: given.flag("force") }),
    );
    const { head, madeAt, aside } = restored;
    const kept = aside === null ? [] : [`What was there before is in ${aside}.`];
    printResult(
      given,
      restored,
      [
        `Restored: everything up to change ${head}, as it was on ${new Date(madeAt).toISOString()}.`,
        ...kept,
        "What was done after that is lost, but for what devices still hold unsent. Start the node, and look at the accounts: switchyard user list",
      ].join("\n"),
    );
    return 0;
  },
};

function fileFrom(given: Given): string {
  const [file = ""] = given.words;
  return resolve(file);
}

function size(bytes: number): string {
  const megabytes = bytes / 1024 / 1024;
  return megabytes < 1 ? `${Math.ceil(bytes / 1024)} kB` : `${megabytes.toFixed(1)} MB`;
}
