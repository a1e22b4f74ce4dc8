import type { Given, Options } from "./options.ts";

/** One thing the command line can do. */
export interface Command {
  /** The words that call it: `user add`. */
  readonly name: string;
  /** What stands behind them, as the help shows it: `NAME`, or `[FILE]` where it may be left out. */
  readonly words?: string;
  readonly what: string;
  readonly options: Options;
  /** Lines for the help that the options do not say. */
  readonly more?: readonly string[];
  /** Resolves with the exit code. */
  run(given: Given): Promise<number>;
}
