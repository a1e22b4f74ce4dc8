import { parseArgs } from "node:util";
import { UsageError, didYouMean } from "./usage.ts";

export interface OptionSpec {
  /** The name of the value in the help; absent where the option is only there or not. */
  readonly value?: string;
  readonly what: string;
}

export type Options = Readonly<Record<string, OptionSpec>>;

/** What was given: a text for an option with a value, true for one without. */
export interface Given {
  readonly words: readonly string[];
  text(name: string): string | undefined;
  /** All values of an option that may be repeated. */
  texts(name: string): readonly string[];
  flag(name: string): boolean;
}

export const everywhere: Options = {
  json: { what: "print JSON" },
  help: { what: "say how this is used" },
};

/** Reads what was typed against what there is; whatever is unknown is refused with a suggestion. */
export function readOptions(args: readonly string[], known: Options): Given {
  const config = Object.fromEntries(
    Object.entries(known).map(([name, { value }]) => [
      name,
      { type: value === undefined ? ("boolean" as const) : ("string" as const) },
    ]),
  );
  const { tokens } = parseArgs({
    args: [...args],
    options: { ...config, help: { type: "boolean", short: "h" } },
    strict: false,
    tokens: true,
  });
  const values = new Map<string, (string | true)[]>();
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") words.push(token.value);
    if (token.kind !== "option") continue;
    values.set(token.name, [...(values.get(token.name) ?? []), checked(token, known)]);
  }
  const texts = (name: string): string[] =>
    (values.get(name) ?? []).filter((value) => value !== true);
  return {
    words,
    text: (name) => texts(name).at(-1),
    texts,
    flag: (name) => values.has(name),
  };
}

function checked(
  token: { readonly name: string; readonly rawName: string; readonly value?: string | undefined },
  known: Options,
): string | true {
  const spec = Object.hasOwn(known, token.name) ? known[token.name] : undefined;
  if (spec === undefined) {
    const meant = didYouMean(token.name, Object.keys(known), "--");
    throw new UsageError(`There is no option ${token.rawName} here.${meant}`);
  }
  if (spec.value === undefined) {
    if (token.value === undefined) return true;
    throw new UsageError(`${token.rawName} takes no value.`);
  }
  if (token.value === undefined || token.value === "" || token.value.startsWith("--")) {
    throw new UsageError(`${token.rawName} needs a value: ${token.rawName} ${spec.value}`);
  }
  return token.value;
}

/** A whole number within bounds, or undefined where none was given. */
export function wholeNumber(
  given: string | undefined,
  name: string,
  bounds: { readonly least: number; readonly most: number },
): number | undefined {
  if (given === undefined) return undefined;
  const value = Number(given);
  if (Number.isInteger(value) && value >= bounds.least && value <= bounds.most) return value;
  throw new UsageError(
    `"${given}" is not a ${name}: a whole number from ${bounds.least} to ${bounds.most}.`,
  );
}

export function portFrom(given: Given, environment: NodeJS.ProcessEnv): number | undefined {
  const text = given.text("port") ?? (environment["SWITCHYARD_PORT"] || undefined);
  return wholeNumber(text, "port", { least: 0, most: 65_535 });
}
