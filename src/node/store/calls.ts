import type { PackedCommit, RowTexts } from "./packed.ts";
import type { ActiveQuery, CompletedQuery } from "./store.ts";
import type { AccessTables } from "./tables/accounts.ts";
import type { LiveTexts, TakeRows } from "./tables/live.ts";
import type { Reads } from "./tables/read.ts";

/** What the writing side can be asked, strictly one after the other. */
export interface WriterCalls extends AccessTables {
  append(commit: PackedCommit): void;
  /** Rows go to `take`, where it is given, while the rest is still being read. */
  live(statisticsSince: number, take?: TakeRows): LiveTexts;
  /** Opens the file, or opens it anew. */
  open(): void;
  close(): void;
}

/** What the reading side can be asked, beside the writer. */
export interface ReaderCalls extends Reads {
  completed(query: CompletedQuery): Promise<RowTexts>;
  active(query: ActiveQuery): Promise<RowTexts>;
  open(): void;
  close(): void;
}

type Function<F> = F extends (...args: infer A) => infer R
  ? (...args: A) => Promise<Awaited<R>>
  : never;
type Arguments<F> = F extends (...args: infer A) => unknown ? A : never;

/** Asks one of the calls by its name, whether they live in this thread or in another. */
export type Ask<C extends object> = <K extends keyof C & string>(
  name: K,
  ...args: Arguments<C[K]>
) => ReturnType<Function<C[K]>>;

/** Asks by a name and arguments that Ask has checked already. */
export type AskUntyped = (name: string, args: readonly unknown[]) => Promise<unknown>;

export function asking<C extends object>(ask: AskUntyped): Ask<C> {
  const asked: unknown = (name: string, ...args: unknown[]) => ask(name, args);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- whoever answers has exactly these calls
  return asked as Ask<C>;
}

/** Runs the call that was named. */
export async function run(calls: object, name: string, args: readonly unknown[]): Promise<unknown> {
  const call: unknown = Reflect.get(calls, name);
  if (typeof call !== "function") throw new Error(`There is no call ${name}`);
  return Reflect.apply(call, calls, args);
}

/** The calls of this thread, asked as if they were in another. */
export function askHere<C extends object>(calls: C): Ask<C> {
  return asking<C>((name, args) => run(calls, name, args));
}
