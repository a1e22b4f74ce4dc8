import type { Command } from "./command.ts";
import { commands } from "./commands.ts";
import { commandHelp, generalHelp } from "./help.ts";
import { everywhere, readOptions } from "./options.ts";
import { Failure, UsageError, didYouMean } from "./usage.ts";

/** Carries out what was typed; resolves with the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    return await carryOut(args);
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`${error.message}\nswitchyard --help lists what there is.`);
      return 2;
    }
    if (error instanceof Failure) {
      console.error(error.message);
      return 1;
    }
    throw error;
  }
}

async function carryOut(args: readonly string[]): Promise<number> {
  const [first] = args;
  if (first === undefined || first === "--help" || first === "-h" || first === "help") {
    console.log(generalHelp(commands));
    return first === undefined ? 2 : 0;
  }
  const command = findCommand(args);
  const length = command.name.split(" ").length;
  const given = readOptions(args.slice(length), { ...command.options, ...everywhere });
  if (given.flag("help")) {
    console.log(commandHelp(command));
    return 0;
  }
  countWords(given.words, command);
  return command.run(given);
}

function countWords(words: readonly string[], command: Command): void {
  const known = command.words?.split(" ") ?? [];
  const stray = words[known.length];
  if (stray !== undefined) throw new UsageError(strayWords(stray, command));
  if (words.length < known.filter((word) => !word.startsWith("[")).length) {
    throw new UsageError(`Say switchyard ${command.name} ${command.words}.`);
  }
}

function findCommand(args: readonly string[]): Command {
  const [first = "", second = ""] = args;
  const found = commands.find(({ name }) => name === first || name === `${first} ${second}`);
  if (found !== undefined) return found;
  const family = commands.filter(({ name }) => name.startsWith(`${first} `));
  if (family.length > 0) {
    const acts = family.map(({ name }) => name.slice(first.length + 1));
    const said =
      second === "" || second.startsWith("-") ? "" : `There is no "${first} ${second}". `;
    throw new UsageError(
      `${said}What about ${first}? Say ${acts.map((act) => `${first} ${act}`).join(", ")}.`,
    );
  }
  const firsts = [...new Set(commands.map(({ name }) => name.split(" ")[0] ?? name))];
  throw new UsageError(`There is no command "${first}".${didYouMean(first, firsts)}`);
}

/** Somebody who forgot the dashes is told so. */
function strayWords(word: string, { name, options }: Command): string {
  const meant = Object.keys(options).find((option) => option === word.split("=")[0]);
  const hint = meant === undefined ? "" : ` Did you mean --${meant}?`;
  return `"${word}" is one word too many after ${name}.${hint}`;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
