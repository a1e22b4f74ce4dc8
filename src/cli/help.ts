import type { Command } from "./command.ts";
import { type Options, everywhere } from "./options.ts";

/** Everything there is, in one screen. */
export function generalHelp(commands: readonly Command[]): string {
  const calls = commands.map((command) => [callOf(command), command.what] as const);
  return [
    "switchyard COMMAND [options]",
    "",
    ...columns(calls),
    "",
    "switchyard COMMAND --help says more. --json prints JSON.",
  ].join("\n");
}

export function commandHelp(command: Command): string {
  const more = command.more ?? [];
  return [
    `switchyard ${callOf(command)} [options]`,
    "",
    `  ${command.what}`,
    ...more.map((line) => `  ${line}`),
    "",
    ...columns(optionLines({ ...command.options, ...everywhere })),
  ].join("\n");
}

function callOf({ name, words }: Command): string {
  return words === undefined ? name : `${name} ${words}`;
}

function optionLines(options: Options): (readonly [string, string])[] {
  return Object.entries(options).map(([name, { value, what }]) => [
    value === undefined ? `--${name}` : `--${name} ${value}`,
    what,
  ]);
}

function columns(lines: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...lines.map(([left]) => left.length));
  return lines.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
