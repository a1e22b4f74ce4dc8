import type { DeskEnd, SubmitCode } from "../../sync/desk.ts";
import type { Say } from "../words/words.ts";

/** Every code that can come before a person's eyes; UNREACHABLE and UNEXPECTED are the client's own. */
export type ShownCode = SubmitCode | DeskEnd | "UNREACHABLE" | "UNEXPECTED";

export function refusalWords(say: Say, code: ShownCode): string {
  return say(`refusal.${code}`);
}
