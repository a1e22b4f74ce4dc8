import { type RefusalCode, refusalCodes } from "../../domain/refusal.ts";
import type { DeskEnd, SubmitCode } from "../../sync/desk.ts";
import type { Say } from "../words/words.ts";

/** Every code that can come before a person's eyes; UNREACHABLE and UNEXPECTED are the client's own. */
export type ShownCode = SubmitCode | DeskEnd | "UNREACHABLE" | "UNEXPECTED";

/** `detail` is the node's: of work that somebody else has, their name. */
export function refusalWords(say: Say, code: ShownCode, detail?: string | null): string {
  if (code === "ALREADY_TAKEN")
    return say("refusal.ALREADY_TAKEN", { name: detail ?? say("talkers.colleague") });
  return say(`refusal.${code}`);
}

const ownCodes: Readonly<Record<Exclude<ShownCode, RefusalCode>, true>> = {
  OFFLINE: true,
  DISCARDED: true,
  NOT_STORED: true,
  CLOSED: true,
  OTHER_NODE: true,
  OTHER_PERSON: true,
  SIGNED_OUT: true,
  UNREACHABLE: true,
  UNEXPECTED: true,
};

/** A node newer than this desk may answer with a code that has no sentence here yet. */
export function isShownCode(code: string): code is ShownCode {
  return Object.hasOwn(ownCodes, code) || refusalCodes.some((known) => known === code);
}
